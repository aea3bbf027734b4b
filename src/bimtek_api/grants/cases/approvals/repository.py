"""Queries of approval rounds and their votes."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.models import Officer
from bimtek_api.access.roles import Role
from bimtek_api.grants.cases.applications.models import ApplicationLine
from bimtek_api.grants.cases.approvals.models import ApprovalRound, Vote
from bimtek_api.grants.catalogue.calls.models import Call

R, V = ApprovalRound, Vote


async def current(db: AsyncSession, case_id: UUID) -> ApprovalRound | None:
    """The open round, locked. The case is locked before."""
    query = select(R).where(R.application_id == case_id, R.outcome.is_(None)).with_for_update()
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()


async def rounds(db: AsyncSession, case_id: UUID) -> Sequence[ApprovalRound]:
    """Every round, the first one first."""
    return (await db.execute(select(R).where(R.application_id == case_id).order_by(R.number))).scalars().all()


async def votes(db: AsyncSession, case_id: UUID) -> dict[UUID, list[Row]]:
    """Votes by round, in the order they were cast."""
    acting = officers.acts_as(V.person_id, V.created_at, Role.APPROVER)
    position = func.coalesce(acting, Officer.position).label("position")
    query = (
        select(V.round_id, V.stage, V.decision, V.note, V.created_at, Officer.name, position)
        .join(Officer, Officer.person_id == V.person_id)
        .where(V.application_id == case_id)
        .order_by(V.created_at, V.id)
    )
    found = defaultdict(list)
    for row in await db.execute(query):
        found[row.round_id].append(row)
    return found


async def last_number(db: AsyncSession, case_id: UUID) -> int:
    query = select(func.coalesce(func.max(R.number), 0)).where(R.application_id == case_id)
    return (await db.execute(query)).scalar_one()


async def policy_of(db: AsyncSession, call_id: UUID) -> UUID | None:
    return (await db.execute(select(Call.policy_id).where(Call.id == call_id))).scalar_one()


async def amount_of(db: AsyncSession, case_id: UUID) -> int:
    """What the items cost as they would be approved, in rupiah at reference prices."""
    total = func.sum(ApplicationLine.approved * ApplicationLine.price_rupiah)
    return int((await db.execute(select(total).where(ApplicationLine.application_id == case_id))).scalar_one())
