"""Sessions from a sheet."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Response, UploadFile

from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import sent
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.sheets import written
from bimtek_api.exchange.imports import labels, service
from bimtek_api.exchange.imports.schemas import ImportResult

router = APIRouter(tags=["imports"])


async def example() -> AsyncIterator[Sequence[str]]:
    yield list(labels.EXAMPLE.values())


@router.get("/imports/sessions/template", response_class=Response, **needs(Permission.SESSION_PLAN))
async def session_template() -> Response:
    """An XLSX with the columns of a sheet of sessions and one row as an example."""
    return sent("xlsx", "templat-sesi", await written("xlsx", list(labels.EXAMPLE), example()))


@router.post("/imports/sessions", **needs(Permission.SESSION_PLAN))
async def import_sessions(
    db: DB, actor: ActorDep, once: OnceDep, file: UploadFile, dry_run: Annotated[bool, Form()] = True
) -> ImportResult:
    """Judges every row of a sheet and, unless it is a dry run, creates all sessions as drafts, or none."""
    read = service.sessions(db, actor, await file.read(), dry_run=dry_run)
    return await once.kept(db, actor, ImportResult, read)
