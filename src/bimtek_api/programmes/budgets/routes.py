"""Budgets: years with their trees, and money moved by two people."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.values.whole import Count
from bimtek_api.core.versions import IfMatch
from bimtek_api.programmes.budgets import decisions, repository, service, views
from bimtek_api.programmes.budgets.schemas import (
    MoveCreate,
    MoveDecision,
    Moves,
    NodeCreate,
    YearCreate,
    YearMove,
    YearRead,
    YearRow,
    Years,
)

router = APIRouter(tags=["budgets"])
YearNumber = Annotated[Count, Path(ge=2020, le=2100)]


async def shown(db: AsyncSession, actor: Actor, number: int, response: Response) -> YearRead:
    year = await repository.year(db, number)
    versions.tag(response, year.version)
    rows = await repository.nodes(db, actor, number)
    return views.year_read(year, rows, service.actions(actor, year, rows[0].BudgetNode.reserved))


async def moves(db: AsyncSession, actor: Actor, number: int) -> Moves:
    rows = await repository.moves(db, actor, number)
    return Moves(items=[views.move_read(row, decisions.actions(actor, row.BudgetMove)) for row in rows])


@router.get("/budgets", **needs(Permission.GRANT_READ))
async def list_years(db: DB) -> Years:
    """Fiscal years with their totals."""
    return Years(items=[YearRow.model_validate(row) for row in await repository.years(db)])


@router.post("/budgets", status_code=201, **needs(Permission.BUDGET_PLAN))
async def open_year(db: DB, actor: ActorDep, once: OnceDep, new: YearCreate, response: Response) -> YearRead:
    """Opens a fiscal year with its whole ceiling."""
    return await shown(db, actor, await service.open_year(db, actor, once, new), response)


@router.get("/budgets/{year}", **needs(Permission.GRANT_READ))
async def read_year(db: DB, actor: ActorDep, year: YearNumber, response: Response) -> YearRead:
    """One year's tree, as far as the caller may see it."""
    return await shown(db, actor, year, response)


@router.post("/budgets/{year}/transitions", **needs(Permission.GRANT_READ))
async def move_year(
    db: DB, actor: ActorDep, once: OnceDep, year: YearNumber, seen: IfMatch, asked: YearMove, response: Response
) -> YearRead:
    """Locks a year, or closes a locked one; the second is another person's act."""
    if await once.first(db, actor):
        await service.move_year(db, actor, year, seen, asked.action, asked.reason)
    return await shown(db, actor, year, response)


@router.post("/budget-nodes", status_code=201, **needs(Permission.BUDGET_PLAN))
async def add_node(db: DB, actor: ActorDep, once: OnceDep, new: NodeCreate, response: Response) -> YearRead:
    """Gives part of a node's ceiling to a new node below it."""
    return await shown(db, actor, await service.add_node(db, actor, once, new), response)


@router.get("/budgets/{year}/moves", **needs(Permission.GRANT_READ))
async def list_moves(db: DB, actor: ActorDep, year: YearNumber) -> Moves:
    """Proposed and decided moves of one year."""
    await repository.year(db, year)
    return await moves(db, actor, year)


@router.post("/budget-moves", status_code=201, **needs(Permission.BUDGET_PLAN))
async def propose_move(db: DB, actor: ActorDep, once: OnceDep, new: MoveCreate) -> Moves:
    """Proposes to move money; another person decides."""
    return await moves(db, actor, await decisions.propose(db, actor, once, new))


@router.post("/budget-moves/{move_id}/decisions", **needs(Permission.BUDGET_APPROVE))
async def decide_move(
    db: DB, actor: ActorDep, once: OnceDep, move_id: UUID, seen: IfMatch, given: MoveDecision
) -> Moves:
    """Approves or refuses a move somebody else proposed."""
    if await once.first(db, actor):
        await decisions.decide(db, actor, move_id, seen, given)
    return await moves(db, actor, await decisions.year_of(db, move_id))
