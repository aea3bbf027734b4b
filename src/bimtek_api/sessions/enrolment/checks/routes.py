"""The operation that judges a form before it is sent."""

from typing import Annotated

from fastapi import APIRouter, Body

from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_ROUTE
from bimtek_api.core.problems import responses
from bimtek_api.core.shapes import Json
from bimtek_api.sessions.enrolment.checks import service as checks
from bimtek_api.sessions.enrolment.checks.schemas import CheckResult, FaultRead

router = APIRouter(tags=["registrations"])


@router.post("/registrations/checks", responses=responses(413, 422), **PUBLIC_ROUTE)
async def check_registration(db: DB, body: Annotated[Json, Body(max_length=30)]) -> CheckResult:
    """Judges the fields of a registration, complete or not, and writes nothing."""
    found = [fault.shown() for fault in await checks.faults(db, body)]
    return CheckResult(errors=[FaultRead(**fault) for fault in found])
