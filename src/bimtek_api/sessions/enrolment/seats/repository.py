"""Queries of who is next, and whose hold is over."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.enrolment.registrations.repository import R, lock
from bimtek_api.sessions.enrolment.seats import statements


async def next_servable(
    db: AsyncSession, session_id: UUID, skipped: list[UUID], only: UUID | None = None
) -> Registration | None:
    """Who is first in the order and could take a seat now. The counters' lock keeps the queue still.

    Delegations in `skipped` are passed over; `only` asks about one registration.
    """
    facts = {"session_id": session_id, "skipped": skipped, "only": only}
    found = (await db.execute(statements.NEXT_SERVABLE, facts)).scalar_one_or_none()
    return await lock(db, found) if found else None


async def waiting_of(db: AsyncSession, delegation_id: UUID) -> list[UUID]:
    """Who of a delegation still waits, in the order of the queue."""
    query = select(R.id).where(R.delegation_id == delegation_id, R.status == RegistrationStatus.WAITLISTED)
    return list((await db.execute(query.order_by(R.queue_no))).scalars())


async def expired(db: AsyncSession, session_id: UUID) -> list[Registration]:
    """Holds whose time is over, in the order of their end."""
    query = select(R).where(
        R.session_id == session_id,
        R.status.in_((RegistrationStatus.OFFERED, RegistrationStatus.RETURNED)),
        R.hold_until <= clock.NOW,
    )
    query = query.order_by(R.hold_until, R.id).with_for_update(key_share=True)
    return list((await db.execute(query.execution_options(populate_existing=True))).scalars())
