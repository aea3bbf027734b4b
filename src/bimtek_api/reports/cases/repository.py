"""What stands around a grant case: duties, budget, decree, handovers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties.models import CaseDuty
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.models import Officer
from bimtek_api.grants.handover.deliveries.models import Handover
from bimtek_api.programmes.budgets.models import BudgetNode


async def duties(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """Officers and their duty in the case, in the order they took it."""
    acting = officers.acts_as(CaseDuty.person_id, CaseDuty.taken_at)
    query = (
        select(CaseDuty.duty_group.label("duty"), Officer.name, CaseDuty.taken_at, acting.label("acting_as"))
        .join(Officer, Officer.person_id == CaseDuty.person_id)
        .where(CaseDuty.case_id == case_id)
        .order_by(CaseDuty.taken_at, Officer.name)
    )
    return (await db.execute(query)).all()


async def budget(db: AsyncSession, line_id: UUID) -> Row:
    node = BudgetNode
    query = select(node.name, node.ceiling, node.reserved, node.spent, func.bimtek_now().label("now"))
    return (await db.execute(query.where(node.id == line_id))).one()


async def handovers(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    query = select(Handover.id, Handover.number, Handover.handed_at, Handover.place, Handover.code)
    return (await db.execute(query.where(Handover.application_id == case_id).order_by(Handover.id))).all()
