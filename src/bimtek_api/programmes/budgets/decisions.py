"""Money moved between nodes of one year: one person proposes, another decides."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Acting, Available, Unavailable
from bimtek_api.events.transitions import transition
from bimtek_api.programmes.budgets import repository
from bimtek_api.programmes.budgets.errors import OtherYears, UnknownNode, YearLocked
from bimtek_api.programmes.budgets.models import BudgetMove, MoveStatus, YearStatus, free
from bimtek_api.programmes.budgets.schemas import MoveCreate, MoveDecision
from bimtek_api.programmes.budgets.service import ask, expect_left, shared_region
from bimtek_api.programmes.budgets.workflow import MOVE


async def propose(db: AsyncSession, actor: Actor, once: Once, new: MoveCreate) -> int:
    """Writes down who should get what from where; nothing moves yet. Returns the year."""
    ends = [await repository.seen(db, actor, each) for each in (new.from_id, new.to_id) if each]
    if len({each.fiscal_year for each in ends}) != 1:
        raise OtherYears
    if await once.earlier(db, actor.caller):
        return ends[0].fiscal_year
    if (await repository.year(db, ends[0].fiscal_year)).status != YearStatus.OPEN:
        raise YearLocked(year=ends[0].fiscal_year)
    region = shared_region([each.district_code for each in ends] + ([] if len(ends) == 2 else [None]))
    expect_within(actor, Permission.BUDGET_PLAN, region, UnknownNode)
    move = await ask(db, actor, ends[0].fiscal_year, region, new, proposed_by=actor.id)
    await once.settle(db, actor.caller, move.id)
    return move.fiscal_year


def actions(actor: Actor, move: BudgetMove) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do about a move now."""
    return MOVE.available(move, actor, Acting(actor))


async def decide(db: AsyncSession, actor: Actor, move_id: UUID, seen: int, given: MoveDecision) -> None:
    """Approves or refuses what somebody else proposed."""
    await require_step_up(db, actor)
    move = await repository.lock_move(db, actor, move_id)
    move.expect(seen)
    await settle(db, actor, move, given, decided_by=actor.id)


async def settle(
    db: AsyncSession, actor: Actor, move: BudgetMove, given: MoveDecision, *, decided_by: UUID | None
) -> None:
    """Writes the decision down. An approved move shifts the ceilings by itself, in the database."""
    if MOVE.check(move, given.action, actor, Acting(actor), given.note).target == MoveStatus.APPROVED:
        await expect_room(db, move)
    now = await clock.now(db)  # asked before the status changes: asking flushes what has
    facts, subject = Acting(actor), ("budget_move", move.id)
    async with transition(db, actor, MOVE, move, given.action, facts, of=subject, reason=given.note) as step:
        move.decided_by, move.decided_at, move.decision_note = decided_by, now, given.note
        step.data["amount"] = move.amount


async def year_of(db: AsyncSession, move_id: UUID) -> int:
    return (await db.get_one(BudgetMove, move_id)).fiscal_year


async def expect_room(db: AsyncSession, move: BudgetMove) -> None:
    """Both ends with everything above them, locked; the year is open and the source has it."""
    nodes = {
        node.id: node for node in await repository.lock(db, [each for each in (move.from_id, move.to_id) if each])
    }
    if any(node.year_status != YearStatus.OPEN for node in nodes.values()):
        raise YearLocked(year=move.fiscal_year)
    if move.from_id:
        expect_left(nodes[move.from_id], free(nodes[move.from_id]), move.amount)
