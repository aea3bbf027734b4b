"""Officers' and integrators' operations on registrations, and the public one that makes them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_ROUTE, ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.core.versions import IfMatch
from bimtek_api.events import access_log
from bimtek_api.sessions.enrolment.checks.schemas import RegistrationCreate
from bimtek_api.sessions.enrolment.consents import service as consents
from bimtek_api.sessions.enrolment.consents.schemas import ConsentChange
from bimtek_api.sessions.enrolment.decisions import repository, views
from bimtek_api.sessions.enrolment.decisions import service as decisions
from bimtek_api.sessions.enrolment.decisions.schemas import (
    NAMES,
    BulkMove,
    BulkResults,
    Invitation,
    RegistrationDetail,
    RegistrationMove,
    RegistrationPage,
    RegistrationSlice,
)
from bimtek_api.sessions.enrolment.entries import service
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.dependencies import OriginDep
from bimtek_api.sessions.enrolment.receipts.schemas import ReceiptRead
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.uploads import service as uploads
from bimtek_api.sessions.planning.forms.fields import Key
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule import views as session_views

router = APIRouter(tags=["registrations"])


async def detail(db: AsyncSession, actor: Actor, registration_id: UUID, response: Response) -> RegistrationDetail:
    registration, row = await repository.read(db, actor, registration_id)
    versions.tag(response, registration.version)
    session = session_views.session_row(await schedule.read(db, actor, registration.session_id))
    second = await registrations.other_live(db, registration) is not None
    actions = await decisions.actions(db, actor, registration)
    agreed = consents.shown(await consents.held(db, registration))
    repeats = await repository.repeats_of(db, registration)
    return views.registration_detail(registration, row, session, actions, repeats, second=second, agreed=agreed)


@router.post("/registrations", status_code=201, responses=responses(404, 409, 413, 422), **PUBLIC_ROUTE)
async def register(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, origin: OriginDep, new: RegistrationCreate
) -> ReceiptRead:
    """Registers a person for a session: a seat, or a place in the queue."""
    vault = request.app.state.vault
    return await receipts.made(db, vault, await service.register(db, vault, actor, once, new, origin))


@router.get("/registrations", **needs(Permission.REGISTRATION_READ))
async def list_registrations(
    db: DB, actor: ActorDep, asked: Annotated[RegistrationSlice, Query()]
) -> RegistrationPage:
    """Registrations of the caller's districts, oldest first."""
    rows, cursor = await repository.page(db, actor, asked)
    counts = await repository.counts(db, actor, asked.session) if asked.session else None
    return RegistrationPage(items=[views.registration_row(row) for row in rows], next_cursor=cursor, counts=counts)


@router.get("/registrations/{registration_id}", **needs(Permission.REGISTRATION_READ))
async def read_registration(db: DB, actor: ActorDep, registration_id: UUID, response: Response) -> RegistrationDetail:
    """One registration with what can be done now, and why not the rest."""
    found = await registrations.find(db, actor, registration_id)
    if found.person_id:
        await access_log.note(db, actor, found.person_id, found.district_code, "registration")
    return await detail(db, actor, registration_id, response)


@router.post("/registrations/transitions", **needs(Permission.REGISTRATION_DECIDE))
async def move_many(db: DB, actor: ActorDep, once: OnceDep, bulk: BulkMove) -> BulkResults:
    """One action on many registrations; a result for each."""
    return await once.kept(db, actor, BulkResults, decisions.decide_many(db, actor, bulk), NAMES)


@router.post("/registrations/{registration_id}/transitions", **needs(Permission.REGISTRATION_DECIDE))
async def move_registration(
    db: DB,
    actor: ActorDep,
    once: OnceDep,
    registration_id: UUID,
    seen: IfMatch,
    move: RegistrationMove,
    response: Response,
) -> RegistrationDetail:
    """Accept, return, reject, withdraw or bind one registration."""
    if await once.first(db, actor):
        await decisions.decide(db, actor, registration_id, seen, move)
    return await detail(db, actor, registration_id, response)


@router.post("/registrations/{registration_id}/consents", **needs(Permission.REGISTRATION_ASSIST))
async def change_consent(
    db: DB, actor: ActorDep, once: OnceDep, registration_id: UUID, new: ConsentChange, response: Response
) -> RegistrationDetail:
    """Writes down that the person agreed to a use of her data, or withdrew that, as she said."""
    if await once.first(db, actor):
        await consents.change_for(db, actor, registration_id, new)
    return await detail(db, actor, registration_id, response)


@router.put("/registrations/{registration_id}/files/{key}", **needs(Permission.REGISTRATION_ASSIST))
async def send_file(
    db: DB, request: Request, actor: ActorDep, registration_id: UUID, key: Key, file: UploadFile, response: Response
) -> RegistrationDetail:
    """A file or photo the session asks for, sent by an officer for the person."""
    await uploads.send_for(db, request.app.state.store, actor, registration_id, key, await file.read())
    return await detail(db, actor, registration_id, response)


@router.post("/sessions/{session_id}/invitations", status_code=201, **needs(Permission.REGISTRATION_DECIDE))
async def invite(
    db: DB, actor: ActorDep, once: OnceDep, session_id: UUID, new: Invitation, response: Response
) -> RegistrationDetail:
    """Holds a seat for a participant on file until she answers."""
    registration_id = await decisions.invite(db, actor, once, session_id, new)
    return await detail(db, actor, registration_id, response)
