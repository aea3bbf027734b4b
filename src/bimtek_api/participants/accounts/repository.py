"""Queries of bank accounts."""

from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.participants.accounts.models import GroupAccount

A = GroupAccount


async def current(db: AsyncSession, group_id: UUID) -> Row | None:
    """The account of today, with who recorded and who verified it."""
    recorder, verifier = aliased(Officer), aliased(Officer)
    query = (
        select(
            A.id, A.bank, A.holder, A.number_last4, A.verified_at, A.version, recorder.name.label("recorder"),
            verifier.name.label("verifier"),
        )
        .join(recorder, recorder.person_id == A.recorded_by)
        .outerjoin(verifier, verifier.person_id == A.verified_by)
    )  # fmt: skip
    return (await db.execute(query.where(A.group_id == group_id, A.ended_at.is_(None)))).first()


async def lock(db: AsyncSession, group_id: UUID) -> GroupAccount | None:
    """The account of today for changing."""
    query = select(A).where(A.group_id == group_id, A.ended_at.is_(None)).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()


async def verified_once(db: AsyncSession, group_id: UUID) -> bool:
    """Whether a second officer has ever stood for an account of the group."""
    query = select(A.id).where(A.group_id == group_id, A.verified_at.is_not(None)).limit(1)
    return (await db.execute(query)).first() is not None
