"""Money moved between nodes of one year: one person proposes, another decides."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.programmes.budgets import repository
from bimtek_api.programmes.budgets.errors import OtherYears, UnknownNode, YearLocked
from bimtek_api.programmes.budgets.models import BudgetMove, MoveStatus, YearStatus, free
from bimtek_api.programmes.budgets.schemas import MoveCreate, MoveDecision
from bimtek_api.programmes.budgets.service import expect_left
from bimtek_api.programmes.budgets.workflow import MOVE
from bimtek_api.programmes.programmes.service import COUNTRY

ADJUST = text("UPDATE budget_nodes SET ceiling = ceiling + :amount WHERE id = :id")


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
    move = BudgetMove(**new.model_dump(), fiscal_year=ends[0].fiscal_year, district_code=region, proposed_by=actor.id)
    db.add(move)
    await db.flush()
    await once.settle(db, actor.caller, move.id)
    data = {"amount": new.amount, "from_id": str(new.from_id or ""), "to_id": str(new.to_id or "")}
    subject = ("budget_move", move.id)
    await record(db, actor, Entry("budget.move_proposed", subject, region, None, None, move.status, new.reason, data))
    return move.fiscal_year


def actions(actor: Actor, move: BudgetMove) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do about a move now."""
    return MOVE.available(move, actor, {"actor": actor})


def shared_region(codes: Sequence[str | None]) -> str:
    """The smallest region that holds all of them; the country when one of them is the country's."""
    if None in codes:
        return COUNTRY
    parts = [code.split(".") for code in codes if code]
    same = [level[0] for level in zip(*parts, strict=False) if len(set(level)) == 1]
    return ".".join(same) or COUNTRY


async def decide(db: AsyncSession, actor: Actor, move_id: UUID, seen: int, given: MoveDecision) -> None:
    """Approves or refuses what somebody else proposed."""
    await require_step_up(db, actor)
    move = await repository.lock_move(db, actor, move_id)
    move.expect(seen)
    now = await clock.now(db)  # asked before the status changes: asking flushes what has
    moved = MOVE.move(move, given.action, actor, {"actor": actor}, given.note)
    move.decided_by, move.decided_at, move.decision_note = actor.id, now, given.note
    await db.flush()
    if move.status == MoveStatus.APPROVED:
        await shift(db, move)
    subject, data = ("budget_move", move.id), {"amount": move.amount}
    entry = Entry(moved.event, subject, move.district_code, None, moved.before, moved.after, given.note, data)
    await record(db, actor, entry)


async def year_of(db: AsyncSession, move_id: UUID) -> int:
    return (await db.get_one(BudgetMove, move_id)).fiscal_year


async def shift(db: AsyncSession, move: BudgetMove) -> None:
    """Lowers ceilings from the source up to what both ends share, then raises them down to the target."""
    nodes = {
        node.id: node for node in await repository.lock(db, [each for each in (move.from_id, move.to_id) if each])
    }
    if any(node.year_status != YearStatus.OPEN for node in nodes.values()):
        raise YearLocked(year=move.fiscal_year)
    down, up = path(nodes, move.from_id), path(nodes, move.to_id)
    giving = [node for node in down if node not in up]
    taking = [node for node in reversed(up) if node not in down]
    if giving:
        expect_left(giving[0], free(giving[0]), move.amount)
    elif move.from_id:
        expect_left(nodes[move.from_id], free(nodes[move.from_id]), move.amount)
    for amount, ids in ((-move.amount, giving), (move.amount, taking)):
        for node in ids:
            await db.execute(ADJUST, {"amount": amount, "id": node.id})


def path(nodes: dict[UUID, Row], node_id: UUID | None) -> list[Row]:
    """From a node up to its year."""
    found = []
    while node_id is not None:
        found.append(nodes[node_id])
        node_id = nodes[node_id].parent_id
    return found
