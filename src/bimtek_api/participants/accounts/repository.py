"""Queries of bank accounts."""

from uuid import UUID

from sqlalchemy import Boolean, Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor
from bimtek_api.participants.accounts.models import GroupAccount

A = GroupAccount
HANDS = A.recorded_by, A.verified_by, A.holder_cleared_by


async def current(db: AsyncSession, actor: Actor, group_id: UUID) -> Row | None:
    """The account of today, with who recorded and who verified it; `mine` where one of them is the caller."""
    recorder, verifier, clearer = aliased(Officer), aliased(Officer), aliased(Officer)
    query = (
        select(
            A.id, A.bank, A.holder, A.number_last4, A.verified_at, A.version, recorder.name.label("recorder"),
            verifier.name.label("verifier"), clearer.name.label("holder_clearer"), A.holder_reason, A.holder_file_id,
            func.coalesce(or_(*(each.in_(actor.rows) for each in HANDS)), False).label("mine"),
            func.holder_matches(A.group_id, A.holder, type_=Boolean).label("holder_matches"),
        )
        .join(recorder, recorder.person_id == A.recorded_by)
        .outerjoin(verifier, verifier.person_id == A.verified_by)
        .outerjoin(clearer, clearer.person_id == A.holder_cleared_by)
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


async def is_own(db: AsyncSession, account: GroupAccount) -> bool:
    """Whether it is in the name of its group or of a member; the database compares, as its trigger does."""
    return bool((await db.execute(select(func.holder_matches(account.group_id, account.holder)))).scalar_one())
