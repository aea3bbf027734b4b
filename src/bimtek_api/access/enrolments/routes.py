"""Making one's own password and authenticator."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request

from bimtek_api.access.enrolments import service
from bimtek_api.access.enrolments.schemas import (
    EnrolmentAsk,
    EnrolmentComplete,
    EnrolmentLink,
    EnrolmentRead,
    OwnEnrolment,
)
from bimtek_api.access.logins.schemas import RecoveryCodes
from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.throttle import limited

router = APIRouter(tags=["access"])
WINDOW = timedelta(minutes=10)
OWN = needs(Permission.SELF)
OWN["dependencies"] = [*OWN["dependencies"], Depends(limited("own-enrolment", 10, WINDOW))]


@router.post("/enrolments/views", **public("enrolment", 60, WINDOW))
async def read_enrolment(db: DB, request: Request, asked: EnrolmentAsk) -> EnrolmentRead:
    """Whom a link is for, and the secret for her authenticator."""
    return await service.shown(db, request.app.state.vault, asked.token)


@router.post("/enrolments/completions", status_code=201, **public("enrolment-done", 30, WINDOW))
async def complete_enrolment(db: DB, request: Request, given: EnrolmentComplete) -> RecoveryCodes:
    """Sets password and authenticator by a link; returns ten recovery codes, shown once."""
    state = request.app.state
    return RecoveryCodes(codes=await service.complete(db, state.vault, given, state.settings.leaked_passwords))


@router.post("/enrolments", status_code=201, **OWN)
async def ask_own_enrolment(db: DB, request: Request, actor: ActorDep, given: OwnEnrolment) -> EnrolmentLink:
    """A link for the caller herself, for half an hour: another password, another phone."""
    return await service.own_link(db, request.app.state.vault, actor, given.password)
