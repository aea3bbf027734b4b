"""Queries of registrations that others build on."""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.sessions.enrolment.registrations.errors import UnknownRegistration
from bimtek_api.sessions.enrolment.registrations.models import UNIQUE_STATES, Registration

R = Registration


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Registrations belong to the district of their session."""
    return within(actor, Permission.REGISTRATION_READ, R.district_code)


async def find(db: AsyncSession, actor: Actor, registration_id: UUID) -> Row:
    """Whose it is and of which session: read before anything is locked."""
    query = select(R.id, R.session_id, R.name, R.person_id, R.district_code).where(
        R.id == registration_id, visible_to(actor)
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownRegistration
    return row


async def session_of(db: AsyncSession, registration_id: UUID) -> UUID:
    return (await db.execute(select(R.session_id).where(R.id == registration_id))).scalar_one()


async def lock(db: AsyncSession, registration_id: UUID) -> Registration:
    """The record for changing. Its session's counter must be locked already."""
    query = select(R).where(R.id == registration_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def of_delegation(db: AsyncSession, delegation_id: UUID) -> list[UUID]:
    """Everybody of a delegation, in id order."""
    return list((await db.execute(select(R.id).where(R.delegation_id == delegation_id).order_by(R.id))).scalars())


async def other_live(db: AsyncSession, registration: Registration) -> Row | None:
    """Another registration for the same session by the same national id."""
    query = select(R.id, R.number, R.person_id).where(
        R.session_id == registration.session_id,
        R.nik_index == registration.nik_index,
        R.id != registration.id,
        R.status.in_(UNIQUE_STATES),
    )
    return (await db.execute(query.limit(1))).first()


async def of_session(db: AsyncSession, session_id: UUID) -> list[Registration]:
    """All registrations of one session, locked in id order: for marking and completing."""
    query = select(R).where(and_(R.session_id == session_id)).order_by(R.id).with_for_update(key_share=True)
    return list((await db.execute(query)).scalars())
