"""Reserving and spending money under every ceiling at once."""

from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.programmes.budgets.errors import BudgetExceeded

# From the line up to the year, locked in one order for everybody: by depth, then id.
LOCK = text(
    """
    WITH RECURSIVE path AS (
        SELECT id, parent_id FROM budget_nodes WHERE id = :line
        UNION ALL SELECT n.id, n.parent_id FROM budget_nodes n JOIN path ON n.id = path.parent_id
    )
    SELECT id, name, ceiling, reserved, spent FROM budget_nodes
    WHERE id IN (SELECT id FROM path) ORDER BY depth, id FOR NO KEY UPDATE
    """
)
RESERVE = text("UPDATE budget_nodes SET reserved = reserved + :amount WHERE id = ANY(:ids)")
SPEND = text("UPDATE budget_nodes SET reserved = reserved - :amount, spent = spent + :amount WHERE id = ANY(:ids)")


def rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


async def lock(db: AsyncSession, line: UUID) -> list[Row]:
    """The line and everything above it, locked."""
    return list((await db.execute(LOCK, {"line": line})).all())


async def reserve(db: AsyncSession, line: UUID, amount: int) -> None:
    """Holds `amount` rupiah at every level, or raises BudgetExceeded naming the level that is short."""
    nodes = await lock(db, line)
    for node in nodes:
        left = node.ceiling - node.reserved - node.spent
        if left < amount:
            raise BudgetExceeded(name=node.name, left=rupiah(left), amount=rupiah(amount))
    await db.execute(RESERVE, {"amount": amount, "ids": [node.id for node in nodes]})


async def spend(db: AsyncSession, line: UUID, amount: int) -> None:
    """Turns reserved money into spent money."""
    nodes = await lock(db, line)
    await db.execute(SPEND, {"amount": amount, "ids": [node.id for node in nodes]})
