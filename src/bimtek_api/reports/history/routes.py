"""The history of a person, a registration, a session."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.i18n import translate
from bimtek_api.core.pagination import Page, Slice, SliceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.events.names import SENTENCES
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.grants.goods.orders import repository as orders
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.handover.assets import repository as assets
from bimtek_api.participants.people import repository as people
from bimtek_api.reports.history import repository
from bimtek_api.reports.history.schemas import ActorRead, EventRead, SubjectRead
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(tags=["history"])


def event_read(row: Row) -> EventRead:
    return EventRead(
        id=row.id,
        at=row.at,
        name=row.name,
        text=translate(SENTENCES[row.name]),
        actor=ActorRead(kind=row.actor_kind, name=row.actor_name),
        subject=SubjectRead(kind=row.subject_kind, id=row.subject_id, label=row.label),
        before=row.before,
        after=row.after,
        reason=row.reason,
    )


async def page(db: AsyncSession, actor: Actor, of: ColumnElement[bool], asked: Slice) -> Page[EventRead]:
    rows, cursor = await repository.page(db, actor, of, asked)
    return Page(items=[event_read(row) for row in rows], next_cursor=cursor)


@router.get("/participants/{participant_id}/history", **needs(Permission.HISTORY_READ))
async def read_person_history(db: DB, actor: ActorDep, participant_id: UUID, asked: SliceDep) -> Page[EventRead]:
    """Everything that happened to one person, newest first."""
    await people.read(db, actor, participant_id)
    return await page(db, actor, repository.of_person(participant_id), asked)


@router.get("/registrations/{registration_id}/history", **needs(Permission.HISTORY_READ))
async def read_registration_history(
    db: DB, actor: ActorDep, registration_id: UUID, asked: SliceDep
) -> Page[EventRead]:
    """Everything that happened to one registration, newest first."""
    await registrations.find(db, actor, registration_id)
    return await page(db, actor, repository.of_subject("registration", registration_id), asked)


@router.get("/sessions/{session_id}/history", **needs(Permission.HISTORY_READ))
async def read_session_history(db: DB, actor: ActorDep, session_id: UUID, asked: SliceDep) -> Page[EventRead]:
    """Everything that happened to one session, newest first."""
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.HISTORY_READ, row.district_code, UnknownSession)
    return await page(db, actor, repository.of_subject("session", session_id), asked)


@router.get("/assets/{asset_id}/history", **needs(Permission.HISTORY_READ))
async def read_asset_history(db: DB, actor: ActorDep, asset_id: UUID, asked: SliceDep) -> Page[EventRead]:
    """Everything that happened to one machine, newest first."""
    await assets.read(db, actor, asset_id)
    return await page(db, actor, repository.of_subject("asset", asset_id), asked)


@router.get("/applications/{application_id}/history", **needs(Permission.HISTORY_READ))
async def read_case_history(db: DB, actor: ActorDep, application_id: UUID, asked: SliceDep) -> Page[EventRead]:
    """Everything that happened to one grant case, newest first."""
    await applications.read(db, actor, application_id)
    return await page(db, actor, repository.of_subject("application", application_id), asked)


@router.get("/orders/{order_id}/history", **needs(Permission.HISTORY_READ))
async def read_order_history(db: DB, actor: ActorDep, order_id: UUID, asked: SliceDep) -> Page[EventRead]:
    """Everything that happened to one order: deliveries, inspections, payments; newest first."""
    await orders.read(db, actor, order_id)
    return await page(db, actor, repository.of_subject("order", order_id), asked)


@router.get("/stock/{unit_id}/history", **needs(Permission.HISTORY_READ))
async def read_piece_history(db: DB, actor: ActorDep, unit_id: UUID, asked: SliceDep) -> Page[EventRead]:
    """How one piece came, what was decided about it and where it went, newest first."""
    unit = await stock.read_unit(db, actor, unit_id)
    return await page(db, actor, repository.of_piece(unit_id, unit.order_id), asked)
