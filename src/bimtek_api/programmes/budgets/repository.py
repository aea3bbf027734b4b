"""Queries of budgets."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, case, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.programmes.budgets.errors import UnknownMove, UnknownNode
from bimtek_api.programmes.budgets.models import BudgetMove, BudgetNode, FiscalYear, MoveStatus
from bimtek_api.programmes.programmes.service import COUNTRY
from bimtek_api.regions.models import Region

N, Y, M = BudgetNode, FiscalYear, BudgetMove
# From each node up to its year, locked in one order for everybody: by depth, then id.
LOCK = text(
    """
    WITH RECURSIVE path AS (
        SELECT id, parent_id FROM budget_nodes WHERE id = ANY(:nodes)
        UNION SELECT n.id, n.parent_id FROM budget_nodes n JOIN path ON n.id = path.parent_id
    )
    SELECT n.id, n.parent_id, n.depth, n.name, n.ceiling, n.allocated, n.reserved, n.spent, n.district_code,
           n.programme_id, n.fiscal_year, y.status AS year_status
    FROM budget_nodes n JOIN fiscal_years y ON y.year = n.fiscal_year
    WHERE n.id IN (SELECT id FROM path) ORDER BY n.depth, n.id FOR NO KEY UPDATE OF n
    """
)
# Each node after its parent, siblings by name.
TREE = text(
    """
    WITH RECURSIVE tree AS (
        SELECT id, ARRAY[name || id::text] AS place FROM budget_nodes WHERE fiscal_year = :year AND parent_id IS NULL
        UNION ALL
        SELECT n.id, tree.place || (n.name || n.id::text) FROM budget_nodes n JOIN tree ON n.parent_id = tree.id
    )
    SELECT id FROM tree ORDER BY place
    """
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What lies in the caller's regions, and the levels above it."""
    above = {region[:2] for region in actor.regions(Permission.GRANT_READ) if region}
    mine = within(actor, Permission.GRANT_READ, N.district_code)
    return or_(N.district_code.is_(None), N.district_code.in_(above), mine)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Moves within the caller's regions, and those of the whole country."""
    return or_(M.district_code == COUNTRY, within(actor, Permission.GRANT_READ, M.district_code))


def waiting_for(node: Any) -> ScalarSelect[int]:
    """What was asked for a node and waits for a decision."""
    query = select(func.coalesce(func.sum(M.amount), 0)).where(M.to_id == node, M.status == MoveStatus.PROPOSED)
    return query.correlate(N).scalar_subquery()


async def promised(db: AsyncSession, node_id: UUID) -> int:
    """How much more a node would have if everything that waits were approved: negative when more is asked of it."""
    asked = case((M.to_id == node_id, M.amount), else_=-M.amount)
    query = select(func.coalesce(func.sum(asked), 0)).where(M.status == MoveStatus.PROPOSED)
    return int((await db.execute(query.where(or_(M.to_id == node_id, M.from_id == node_id)))).scalar_one())


async def years(db: AsyncSession) -> Sequence[Row]:
    query = select(Y.year, Y.status, N.ceiling, N.reserved, N.spent)
    query = query.join(N, (N.fiscal_year == Y.year) & N.parent_id.is_(None)).order_by(Y.year.desc())
    return (await db.execute(query)).all()


async def year(db: AsyncSession, number: int, *, lock: bool = False) -> FiscalYear:
    query = select(Y).where(Y.year == number)
    query = query.with_for_update(key_share=True) if lock else query
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise UnknownNode
    return found


async def nodes(db: AsyncSession, actor: Actor, number: int) -> list[Row]:
    """The year's nodes the caller may see, each after its parent."""
    place = {node: index for index, node in enumerate((await db.execute(TREE, {"year": number})).scalars())}
    query = select(N, Region.name.label("region_name"), waiting_for(N.id).label("waiting"))
    query = query.outerjoin(Region, Region.code == N.district_code)
    rows = (await db.execute(query.where(N.fiscal_year == number, visible_to(actor)))).all()
    return sorted(rows, key=lambda row: place[row.BudgetNode.id])


async def reserved(db: AsyncSession, number: int) -> int:
    query = select(func.coalesce(func.sum(N.reserved), 0)).where(N.fiscal_year == number, N.parent_id.is_(None))
    return (await db.execute(query)).scalar_one()


async def seen(db: AsyncSession, actor: Actor, node_id: UUID) -> BudgetNode:
    found = (await db.execute(select(N).where(N.id == node_id, visible_to(actor)))).scalar_one_or_none()
    if found is None:
        raise UnknownNode
    return found


async def lock(db: AsyncSession, node_ids: Iterable[UUID]) -> list[Row]:
    """The nodes and everything above them, locked, the year first."""
    return list((await db.execute(LOCK, {"nodes": list(node_ids)})).all())


async def moves(db: AsyncSession, actor: Actor, number: int) -> Sequence[Row]:
    """The year's moves in the caller's regions, the newest first."""
    source, target, proposer, decider = aliased(N), aliased(N), aliased(Officer), aliased(Officer)
    query = (
        select(
            M, source.name.label("from_name"), target.name.label("to_name"), proposer.name.label("proposed_name"),
            decider.name.label("decided_name"),
        )
        .outerjoin(source, source.id == M.from_id)
        .outerjoin(target, target.id == M.to_id)
        .outerjoin(proposer, proposer.person_id == M.proposed_by)
        .outerjoin(decider, decider.person_id == M.decided_by)
        .where(M.fiscal_year == number, readable(actor))
        .order_by(M.id.desc())
        .limit(200)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def lock_move(db: AsyncSession, actor: Actor, move_id: UUID) -> BudgetMove:
    query = select(M).where(M.id == move_id, readable(actor)).with_for_update()
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise UnknownMove
    return found
