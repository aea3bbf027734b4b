"""Open erasures in the caller's districts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.participants.people.models import Participant
from bimtek_api.privacy.models import ANSWERED_WITHIN, Erasure


async def open_ones(db: AsyncSession, actor: Actor) -> Sequence[Row]:
    """The oldest first."""
    query = (
        select(
            Erasure.id, Erasure.person_id, Participant.name.label("person_name"), Erasure.reason, Erasure.created_at,
            Erasure.requested_by.label("asker_id"), (Erasure.created_at + ANSWERED_WITHIN).label("due_at"),
            (Erasure.created_at + ANSWERED_WITHIN < clock.NOW).label("late"), Officer.name.label("requested_by"),
        )
        .join(Participant, Participant.person_id == Erasure.person_id)
        .outerjoin(Officer, Officer.person_id == Erasure.requested_by)
        .where(Erasure.decided_at.is_(None), within(actor, Permission.PERSON_ERASE, Erasure.district_code))
    )  # fmt: skip
    return (await db.execute(query.order_by(Erasure.id).limit(200))).all()


async def lock(db: AsyncSession, erasure_id: UUID) -> Erasure | None:
    query = select(Erasure).where(Erasure.id == erasure_id).with_for_update()
    return (await db.execute(query)).scalar_one_or_none()


async def asked_already(db: AsyncSession, person_id: UUID) -> bool:
    query = select(Erasure.id).where(Erasure.person_id == person_id, Erasure.decided_at.is_(None))
    return (await db.execute(query)).first() is not None


async def done(db: AsyncSession) -> Sequence[Row]:
    """Every tombstone, in order."""
    query = select(Erasure.id, Erasure.person_id, Erasure.erased_at).where(Erasure.erased_at.is_not(None))
    return (await db.execute(query.order_by(Erasure.id))).all()
