"""Making one's own password and authenticator."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from bimtek_api.access.enrolments import replacements, service, views
from bimtek_api.access.enrolments.schemas import (
    EnrolmentAsk,
    EnrolmentComplete,
    EnrolmentDone,
    EnrolmentLink,
    EnrolmentRead,
    IdentityWrite,
    OwnEnrolment,
    Replacements,
)
from bimtek_api.access.logins.stepping import few_wrong
from bimtek_api.access.officers.errors import NikRefused
from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB, Database
from bimtek_api.core.guards import ActorDep, needs, public_failing
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.throttle import limited

router = APIRouter(tags=["access"])
WINDOW = timedelta(minutes=10)
OWN = needs(Permission.SELF, on_paper=True)
OWN["dependencies"] = [Depends(few_wrong, scope="function"), *OWN["dependencies"]]
OWN_IDENTITY = needs(Permission.SELF)
OWN_IDENTITY["dependencies"] = [*OWN_IDENTITY["dependencies"], Depends(limited("own-identity", 10, WINDOW))]


@asynccontextmanager
async def refusals_told(database: Database) -> AsyncGenerator[None]:
    """A refused national id stays in the history, though all else of the request is undone."""
    try:
        yield
    except NikRefused as no:
        async with database.transaction() as apart:
            await service.tell_refused(apart, no)
        raise


@router.post("/enrolments/views", **public_failing("enrolment", 60, WINDOW))
async def read_enrolment(db: DB, request: Request, asked: EnrolmentAsk) -> EnrolmentRead:
    """Whom a link is for, and the secret for her authenticator."""
    return await service.shown(db, request.app.state.vault, asked.token)


@router.post("/enrolments/completions", status_code=201, **public_failing("enrolment-done", 30, WINDOW))
async def complete_enrolment(db: DB, request: Request, given: EnrolmentComplete) -> EnrolmentDone:
    """Sets password and authenticator by a link; returns ten recovery codes, shown once, or when it binds."""
    state = request.app.state
    rules = service.Rules(state.settings.leaked_passwords, timedelta(hours=state.settings.replacement_hours))
    async with refusals_told(state.database):
        return await service.complete(db, state.vault, given, rules)


@router.put("/me/identity", status_code=204, **OWN_IDENTITY)
async def confirm_own_identity(db: DB, request: Request, actor: ActorDep, given: IdentityWrite) -> None:
    """Puts the caller's national id on file, so that she may hold duties in cases. Needs a fresh one-time code."""
    async with refusals_told(request.app.state.database):
        await service.identify_self(db, request.app.state.vault, actor, given)


@router.post("/enrolments", status_code=201, **OWN)
async def ask_own_enrolment(db: DB, request: Request, actor: ActorDep, given: OwnEnrolment) -> EnrolmentLink:
    """A link for the caller herself, for half an hour: another password, another phone."""
    return await service.own_link(db, request.app.state.vault, actor, given.password)


@router.get("/enrolments", **needs(Permission.SELF))
async def list_replacements(db: DB, actor: ActorDep) -> Replacements:
    """Another password and authenticator that wait to become the caller's."""
    return views.replacements(await replacements.listed(db, actor.id) if actor.id else ())


@router.post("/enrolments/{enrolment_id}/stops", status_code=204, **needs(Permission.SELF))
async def stop_replacement(db: DB, actor: ActorDep, once: OnceDep, enrolment_id: UUID) -> None:
    """The caller stops another password and authenticator that wait to become hers."""
    await replacements.stop_own(db, actor, once, enrolment_id)
