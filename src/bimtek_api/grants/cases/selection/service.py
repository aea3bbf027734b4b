"""Freezing a ranked list, and moving up from its reserve. Every case that is selected goes to the vote (C30)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import SEND
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.roles import Role
from bimtek_api.core import clock, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Refusal, StaleVersion
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications import snapshots
from bimtek_api.grants.cases.applications.errors import ContentChanged, UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.cases.approvals import service as approvals
from bimtek_api.grants.cases.selection import documents, repository
from bimtek_api.grants.cases.selection.errors import (
    CallStillOpen,
    CaseChanged,
    NoRoom,
    NotFirstInReserve,
    NothingScored,
    NotRanked,
    SomeUnscored,
)
from bimtek_api.grants.cases.selection.models import Selection, SelectionEntry
from bimtek_api.grants.cases.selection.ranking import Candidate, Selected, chosen
from bimtek_api.grants.cases.selection.schemas import ReserveMove, SelectionCreate
from bimtek_api.grants.catalogue.calls.errors import UnknownCall
from bimtek_api.programmes.budgets import repository as budgets
from bimtek_api.regions import repository as regions

ACTIONS = {Selected.SELECTED: "select", Selected.RESERVE: "keep_in_reserve", Selected.NOT_SELECTED: "leave_out"}
Placed = Sequence[tuple[Candidate, Selected]]


@dataclass(frozen=True)
class Ranked:
    """A call's list as it is now: `free` in the budget line, `pending` of it on its way to a decree."""

    about: Row
    rows: dict[UUID, Row]
    free: int
    pending: int
    unscored: int
    placed: Placed

    @property
    def money(self) -> int:
        return max(self.free - self.pending, 0)

    @property
    def refusal(self) -> Refusal | None:
        """Why the list cannot be frozen now."""
        if self.about.now < self.about.Call.closes_at:
            return CallStillOpen()
        if self.unscored:
            return SomeUnscored(count=self.unscored)
        return None if self.placed else NothingScored()


async def ranking(db: AsyncSession, actor: Actor, call_id: UUID, *, lock: bool = False) -> Ranked:
    """`lock`: holds the budget line, so that two lists cannot share the same money."""
    about = await repository.call(db, actor, call_id)
    if about.Rubric is None:
        raise NotRanked
    if lock:
        await budgets.lock(db, [about.Call.budget_line_id])
    rows = await repository.candidates(db, call_id, ApplicationStatus.SCORED)
    free, pending = await repository.money(db, about.Call.budget_line_id)
    found = [Candidate(each.id, each.score, int(each.amount_rupiah), each.id) for each in rows]
    placed = chosen(found, max(free - pending, 0), about.Rubric.lowest)
    unscored = await repository.unscored(db, call_id)
    return Ranked(about, {each.id: each for each in rows}, free, pending, unscored, placed)


async def freeze(
    db: AsyncSession, printer: Printer, actor: Actor, once: Once, call_id: UUID, new: SelectionCreate
) -> UUID:
    """The list as it was seen becomes what counts: with its fingerprint, its paper, and a duty in every case."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    await require_step_up(db, actor)
    found = await ranking(db, actor, call_id, lock=True)
    call = found.about.Call
    expect_on(actor, Permission.SELECTION_MAKE, call, UnknownCall)
    if no := found.refusal:
        raise no
    if [each.case_id for each, _ in found.placed] != new.seen:
        raise StaleVersion
    made = await write(db, printer, actor, found)
    await place(db, actor, made, found, free=new.no_conflict)
    await once.settle(db, actor.caller, made.id)
    data = {"selection": str(made.id), "number": made.number, "cases": len(found.placed)}
    await record(db, actor, Entry("selection.frozen", ("call", call_id), call.district_code, data=data))
    return made.id


async def write(db: AsyncSession, printer: Printer, actor: Actor, found: Ranked) -> Selection:
    """The list itself, with its paper."""
    call = found.about.Call
    number = len(await repository.of_call(db, call.id)) + 1
    about = await head(db, actor, found, f"{call.number}/{number}")
    snapshot = documents.content(about, found.placed, found.rows, found.money)
    fingerprint = papers.fingerprint(snapshot)
    paper = await documents.pdf(snapshot, fingerprint)
    name = f"Peringkat-{call.number.replace('/', '-')}-{number}"
    made = Selection(
        call_id=call.id, number=number, district_code=call.district_code, ceiling_rupiah=found.money,
        selected_rupiah=sum(each.amount for each, outcome in found.placed if outcome == Selected.SELECTED),
        snapshot=snapshot, snapshot_hash=fingerprint, made_by=applications.proposer(actor),
        paper_id=await printer.keep(db, actor, paper, kind="ranking", name=name, district=call.district_code),
    )  # fmt: skip
    db.add(made)
    await db.flush()
    return made


async def head(db: AsyncSession, actor: Actor, found: Ranked, number: str) -> dict[str, object]:
    call, rubric = found.about.Call, found.about.Rubric
    district = await regions.district(db, call.district_code)
    maker = await officers.titled(db, applications.proposer(actor), Role.PROGRAMME_OFFICER)
    return {
        "number": number, "call": call.name, "district": district.name, "lowest": rubric.lowest,
        "rubric": f"{rubric.name}, edisi {rubric.edition}",
        "day": papers.spelt(clock.local_date(found.about.now, district.zone)),
        "maker": maker.name if maker else "", "position": maker.position if maker else "",
        "nip": (maker.nip if maker else None) or "",
    }  # fmt: skip


async def place(db: AsyncSession, actor: Actor, made: Selection, found: Ranked, *, free: bool) -> None:
    """Every case into its place; cases are locked in id order."""
    places = {each.case_id: (number, each, outcome) for number, (each, outcome) in enumerate(found.placed, start=1)}
    person = applications.proposer(actor)
    for case_id in sorted(places):
        number, candidate, outcome = places[case_id]
        case = await cases.lock(db, actor, case_id)
        await send(db, actor, case, ACTIONS[outcome], free=free)
        entry = SelectionEntry(
            selection_id=made.id, application_id=case_id, person_id=person, duty_group=SEND, place=number,
            score=candidate.score, amount_rupiah=candidate.amount, outcome=outcome,
        )  # fmt: skip
        db.add(entry)
        await db.flush()
        await follow(db, case)


async def send(
    db: AsyncSession, actor: Actor, case: Application, action: str, reason: str | None = None, *, free: bool
) -> None:
    """To the vote, into the reserve, or out; whoever does it holds the duty of sending in this case."""
    if action in ("select", "promote"):
        try:
            await snapshots.expect_unchanged(db, case)
        except ContentChanged as changed:
            raise CaseChanged(number=case.number) from changed
    await applications.act(db, actor, case, action, reason)
    await duties.take(db, case.id, [applications.proposer(actor)], SEND, free=free)


async def follow(db: AsyncSession, case: Application) -> None:
    """What comes of a case's new state: a round of votes."""
    if case.status == ApplicationStatus.IN_APPROVAL:
        await approvals.open_round(db, case)


async def move_reserve(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, asked: ReserveMove) -> UUID:
    """Up, when there is money and nobody stands before; or out, with a reason. Returns the call."""
    await require_step_up(db, actor)
    call_id = (await cases.read(db, actor, case_id)).call_id
    about = await repository.call(db, actor, call_id)
    await budgets.lock(db, [about.Call.budget_line_id])
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.SELECTION_MAKE, case, UnknownApplication)
    case.expect(seen)
    if asked.action == "promote" and case.status == ApplicationStatus.RESERVE:
        await expect_next(db, about, case)
    action = "promote" if asked.action == "promote" else "close_reserve"
    await send(db, actor, case, action, asked.reason, free=asked.no_conflict)
    await follow(db, case)
    return call_id


async def expect_next(db: AsyncSession, about: Row, case: Application) -> None:
    """Nobody with a better score waits in the reserve, and the money that is free is enough."""
    rows = {each.id: each for each in await repository.candidates(db, case.call_id, ApplicationStatus.RESERVE)}
    first = max(rows.values(), key=lambda each: (each.score, -each.id.int))
    if first.id != case.id:
        raise NotFirstInReserve(group=first.group_name)
    free, pending = await repository.money(db, about.Call.budget_line_id)
    if rows[case.id].amount_rupiah > free - pending:
        raise NoRoom(left=papers.rupiah(max(free - pending, 0)))
