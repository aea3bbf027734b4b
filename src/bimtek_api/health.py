"""Whether the process lives and whether it can serve."""

from typing import Literal

import structlog
from fastapi import APIRouter, Request
from starlette.datastructures import State

from bimtek_api.core import schema
from bimtek_api.core.db import DB
from bimtek_api.core.errors import Unavailable
from bimtek_api.core.fields import Read
from bimtek_api.core.guards import PUBLIC_ROUTE
from bimtek_api.core.i18n import N_
from bimtek_api.core.problems import responses
from bimtek_api.events import jobs

log = structlog.get_logger()
Worker = Literal["working", "silent"]
router = APIRouter(tags=["health"])


class Health(Read):
    status: Literal["ok"] = "ok"


class Readiness(Health):
    """`worker`: silent when no job process has been heard of for a minute. Requests are served all the same, but
    messages, offers, sealing and alarms stand still."""

    worker: Worker


class SchemaBehind(Unavailable):
    code = "schema_behind"
    text = N_("Skema basis data tertinggal dari program. Jalankan `bimtek migrate`.")


@router.get("/livez", **PUBLIC_ROUTE)
async def live() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses=responses(503), **PUBLIC_ROUTE)
async def ready(request: Request, db: DB) -> Readiness:
    """The database answers and has the schema this code needs."""
    if request.app.state.revisions.are_behind(await schema.current(db)):
        raise SchemaBehind
    return Readiness(worker=heard(request.app.state, working=await jobs.is_worked(db)))


def heard(state: State, *, working: bool) -> Worker:
    """How the worker is, and a line when that changes: whoever polls looks at the status alone."""
    now: Worker = "working" if working else "silent"
    if now != getattr(state, "worker", "working"):
        log.warning(f"worker_{now}")
    state.worker = now
    return now
