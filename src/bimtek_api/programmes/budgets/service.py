"""Reserving and spending under every ceiling at once; the tree and its years."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.programmes.budgets import repository
from bimtek_api.programmes.budgets.errors import (
    BudgetExceeded,
    NoDeeper,
    YearExists,
    YearLocked,
)
from bimtek_api.programmes.budgets.labels import rupiah
from bimtek_api.programmes.budgets.models import (
    DEPTHS,
    BudgetMove,
    BudgetNode,
    FiscalYear,
    YearStatus,
    free,
)
from bimtek_api.programmes.budgets.schemas import FirstCeiling, MoveCreate, NodeCreate, YearCreate
from bimtek_api.programmes.budgets.workflow import YEAR, YearFacts
from bimtek_api.programmes.programmes import repository as programmes
from bimtek_api.programmes.programmes import service as programme_rules
from bimtek_api.programmes.programmes.service import COUNTRY
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion

WRONG_YEAR = N_("Program ini untuk tahun anggaran lain.")
NEEDS_PROGRAMME = N_("Pilih programnya.")
NEEDS_REGION = N_("Pilih daerah di bawah daerah anggaran induknya.")


async def reserve(db: AsyncSession, line: UUID, amount: int) -> None:
    """Room for `amount` rupiah at every level, held until the decree line that takes it is written.

    Raises BudgetExceeded naming the level that is short. The sums themselves follow the rows by trigger.
    """
    nodes = await repository.lock(db, [line])
    if nodes[0].year_status != YearStatus.OPEN:
        raise YearLocked(year=nodes[0].fiscal_year)
    for node in nodes:
        expect_left(node, node.ceiling - node.reserved - node.spent, amount)


async def hold(db: AsyncSession, line: UUID) -> None:
    """Every level, in the order in which everybody locks them, before a booking changes their sums."""
    await repository.lock(db, [line])


async def is_closed(db: AsyncSession, line: UUID) -> bool:
    """Whether the year of a line stands still. Every level is locked, as by `hold`."""
    return (await repository.lock(db, [line]))[0].year_status == YearStatus.CLOSED


def expect_left(node: Row, left: int, amount: int) -> None:
    if left < amount:
        raise BudgetExceeded(name=node.name, left=rupiah(left), amount=rupiah(amount))


async def open_year(db: AsyncSession, actor: Actor, once: Once, new: YearCreate) -> int:
    """A fiscal year; its ceiling is asked for."""
    if await once.earlier(db, actor.caller):
        return new.year
    programme_rules.expect_everywhere(actor, Permission.BUDGET_PLAN)
    if await db.get(FiscalYear, new.year):
        raise YearExists(year=new.year)
    root = await begin_year(db, new.year, new.name)
    await once.settle(db, actor.caller, root.id)
    await record(db, actor, Entry("budget.year_opened", ("budget", root.id), COUNTRY, data={"ceiling": new.ceiling}))
    await ask(db, actor, new.year, COUNTRY, first(new, root), proposed_by=actor.id)
    return new.year


async def begin_year(db: AsyncSession, year: int, name: str) -> BudgetNode:
    db.add(FiscalYear(year=year))
    await db.flush()
    root = BudgetNode(depth=1, name=name, fiscal_year=year)
    db.add(root)
    await db.flush()
    return root


def first(new: FirstCeiling, node: BudgetNode) -> MoveCreate:
    """A node begins with nothing: what it is to have comes from above, by two."""
    return MoveCreate(
        from_id=node.parent_id, to_id=node.id, amount=new.ceiling, letter_number=new.letter_number, reason=new.reason
    )


def shared_region(codes: Sequence[str | None]) -> str:
    """The smallest region that holds all of them; the country when one of them is the country's."""
    if None in codes:
        return COUNTRY
    parts = [code.split(".") for code in codes if code]
    same = [level[0] for level in zip(*parts, strict=False) if len(set(level)) == 1]
    return ".".join(same) or COUNTRY


async def ask(
    db: AsyncSession, actor: Actor, year: int, region: str, new: MoveCreate, *, proposed_by: UUID | None
) -> BudgetMove:
    """Keeps what is asked for, and tells the history."""
    move = BudgetMove(**new.model_dump(), fiscal_year=year, district_code=region, proposed_by=proposed_by)
    db.add(move)
    await db.flush()
    data = {"amount": new.amount, "from_id": str(new.from_id or ""), "to_id": str(new.to_id or "")}
    subject = ("budget_move", move.id)
    await record(db, actor, Entry("budget.move_proposed", subject, region, None, None, move.status, new.reason, data))
    return move


async def add_node(db: AsyncSession, actor: Actor, once: Once, new: NodeCreate) -> int:
    """A node below another; its ceiling is asked for, within what that one will have left. Returns the year."""
    parent = await repository.seen(db, actor, new.parent_id)
    if await once.earlier(db, actor.caller):
        return parent.fiscal_year
    *_, above = await repository.lock(db, [new.parent_id])
    if above.year_status != YearStatus.OPEN:
        raise YearLocked(year=above.fiscal_year)
    if above.depth == DEPTHS["line"]:
        raise NoDeeper
    node = BudgetNode(
        parent_id=above.id, depth=above.depth + 1, name=new.name, fiscal_year=above.fiscal_year,
        programme_id=await programme_of(db, above, new), district_code=await region_of(db, above, new),
    )  # fmt: skip
    actor.require(Permission.BUDGET_PLAN, node.district_code or COUNTRY)
    expect_left(above, free(above) + await repository.promised(db, above.id), new.ceiling)
    db.add(node)
    await db.flush()
    await once.settle(db, actor.caller, node.id)
    data = {"ceiling": new.ceiling, "parent_id": str(above.id)}
    region = node.district_code or COUNTRY
    await record(db, actor, Entry("budget.added", ("budget", node.id), region, data=data))
    above_both = shared_region([above.district_code, node.district_code])
    await ask(db, actor, node.fiscal_year, above_both, first(new, node), proposed_by=actor.id)
    return node.fiscal_year


async def programme_of(db: AsyncSession, above: Row, new: NodeCreate) -> UUID:
    """A programme's node names one of this year; what lies below belongs to the same."""
    if above.depth > DEPTHS["year"]:
        return above.programme_id
    if new.programme_id is None:
        raise Invalid(Fault("/programme_id", "required", NEEDS_PROGRAMME))
    await programme_rules.expect_known(db, new.programme_id)
    if (await programmes.read(db, new.programme_id)).fiscal_year != above.fiscal_year:
        raise Invalid(Fault("/programme_id", "other_year", WRONG_YEAR))
    return new.programme_id


async def region_of(db: AsyncSession, above: Row, new: NodeCreate) -> str | None:
    """Provinces below a programme, districts below their province, lines in their district."""
    if above.depth == DEPTHS["year"]:
        return None
    if above.depth == DEPTHS["district"]:
        return above.district_code
    wrong = Invalid(Fault("/district_code", "region_unfit", NEEDS_REGION))
    try:
        region = await regions.office(db, new.district_code or "-")
    except UnknownRegion as no:
        raise wrong from no
    inside = region.code.startswith(f"{above.district_code}.") if above.district_code else "." not in region.code
    if not inside:
        raise wrong
    return region.code


def actions(actor: Actor, year: FiscalYear, reserved: int) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do with a year now."""
    return YEAR.available(year, actor, YearFacts(actor, reserved))


async def move_year(db: AsyncSession, actor: Actor, number: int, seen: int, action: str, reason: str | None) -> None:
    """Locks or closes a year; the second is another person's act."""
    await require_step_up(db, actor)
    year = await repository.year(db, number, lock=True)
    year.expect(seen)
    facts = YearFacts(actor, await repository.reserved(db, number))
    now = await clock.now(db)
    moved = YEAR.move(year, action, actor, facts, reason)
    if year.status == YearStatus.LOCKED:
        year.locked_by, year.locked_at = actor.id, now
    else:
        year.closed_by, year.closed_at = actor.id, now
    await db.flush()
    root, *_ = await repository.nodes(db, actor, number)
    subject = ("budget", root.BudgetNode.id)
    await record(db, actor, Entry(moved.event, subject, COUNTRY, None, moved.before, moved.after, reason))
