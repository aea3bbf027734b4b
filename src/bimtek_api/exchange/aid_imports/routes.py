"""Aid of the years before, from a sheet."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response, UploadFile

from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import sent
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.sheets import written
from bimtek_api.exchange.aid_imports import labels, service
from bimtek_api.exchange.aid_imports.schemas import AidImportResult

router = APIRouter(tags=["imports"])


async def example() -> AsyncIterator[Sequence[str]]:
    yield list(labels.EXAMPLE.values())


@router.get("/imports/aid/template", response_class=Response, **needs(Permission.PROGRAMME_MANAGE))
async def aid_template() -> Response:
    """An XLSX with the columns of a sheet of earlier aid and one row as an example."""
    return sent("xlsx", "templat-bantuan", await written("xlsx", list(labels.EXAMPLE), example()))


@router.post("/imports/aid", **needs(Permission.PROGRAMME_MANAGE))
async def import_aid(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    file: UploadFile,
    dry_run: Annotated[bool, Form()] = True,
) -> AidImportResult:
    """Judges every row of a sheet and, unless it is a dry run, writes all of them into the register of aid."""
    read = service.earlier_aid(db, request.app.state.vault, actor, await file.read(), dry_run=dry_run)
    return await once.kept(db, actor, AidImportResult, read, {"rows": {"__all__": {"title", "understood"}}})
