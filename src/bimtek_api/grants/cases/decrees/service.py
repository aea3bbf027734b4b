"""Signing a decree: recipients from frozen decisions, budget reserved in the same transaction."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import DECREE
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications import snapshots
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.decrees import printing, repository
from bimtek_api.grants.cases.decrees.errors import (
    AboveAmount,
    DecreeBeforeVote,
    DecreeInFuture,
    DecreeNumberTaken,
    DecreeOtherYear,
    MixedDistricts,
)
from bimtek_api.grants.cases.decrees.models import BookingKind, Decree, DecreeBooking, DecreeLine
from bimtek_api.grants.cases.decrees.schemas import DecreeCreate
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord, AidSource
from bimtek_api.programmes.budgets import service as budgets
from bimtek_api.programmes.budgets.errors import YearClosed
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.programmes.workdays import service as workdays
from bimtek_api.regions import repository as regions

BEFORE_AMENDED = N_("Tanggal SK lebih awal dari SK yang diubahnya.")


async def sign(db: AsyncSession, printer: Printer, actor: Actor, once: Once, new: DecreeCreate) -> UUID:
    """All recipients or none. Cases are locked in id order, then the budget, so two decrees never deadlock."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    await require_step_up(db, actor)
    seen = {line.application_id: line.version for line in new.lines}
    locked = {case_id: await cases.lock(db, actor, case_id) for case_id in sorted(seen)}
    for case_id, case in locked.items():
        expect_on(actor, Permission.DECREE_SIGN, case, UnknownApplication)
        case.expect(seen[case_id])
    decree = await add(db, actor, new, list(locked.values()))
    for position, line in enumerate(new.lines, start=1):
        await add_line(db, actor, decree, position, locked[line.application_id], free=new.no_conflict)
    await printing.print_decree(db, printer, actor, decree)
    await once.settle(db, actor.caller, decree.id)
    entry = Entry("decree.signed", ("decree", decree.id), decree.district_code, data={"lines": len(new.lines)})
    await record(db, actor, entry)
    return decree.id


async def add(db: AsyncSession, actor: Actor, new: DecreeCreate, found: list[Application]) -> Decree:
    """The decree itself, when number and date can be."""
    districts = {case.district_code for case in found}
    if len(districts) != 1:
        raise MixedDistricts
    district = await regions.district(db, districts.pop())
    await workdays.expect_open(db, district.code)
    if new.dated > clock.local_date(await clock.now(db), district.zone):
        raise DecreeInFuture
    key = "".join(new.number.upper().split())
    if await repository.number_taken(db, district.code, new.dated.year, key):
        raise DecreeNumberTaken
    await expect_amendable(db, actor, new, district.code)
    plain = new.model_dump(exclude={"lines", "no_conflict"})
    decree = Decree(**plain, number_key=key, year=new.dated.year, district_code=district.code)
    db.add(decree)
    await db.flush()
    return decree


async def expect_amendable(db: AsyncSession, actor: Actor, new: DecreeCreate, district: str) -> None:
    """An earlier decree of the same district."""
    if new.amends_id is None:
        return
    amended = await repository.read(db, actor, new.amends_id)
    if amended.district_code != district:
        raise MixedDistricts
    if new.dated < amended.dated:
        raise Invalid(Fault("/dated", "date_before_decree", BEFORE_AMENDED))


async def add_line(
    db: AsyncSession, actor: Actor, decree: Decree, position: int, case: Application, *, free: bool
) -> None:
    """One recipient: content unchanged, dates in order, duty taken, money held."""
    await applications.act(db, actor, case, "decree")
    await snapshots.expect_unchanged(db, case)
    query = select(Call.budget_line_id, Programme.fiscal_year).join(Programme, Programme.id == Call.programme_id)
    call = (await db.execute(query.where(Call.id == case.call_id))).one()
    if decree.dated.year != call.fiscal_year:
        raise DecreeOtherYear(year=call.fiscal_year)
    zone = (await regions.district(db, case.district_code)).zone
    if decree.dated < clock.local_date(await repository.last_vote_at(db, case.id), zone):
        raise DecreeBeforeVote
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], DECREE, free=free)
    amount = await repository.amount_of(db, case.id)
    await budgets.reserve(db, call.budget_line_id, amount)
    line = DecreeLine(
        application_id=case.id, person_id=person, duty_group=DECREE, decree_id=decree.id, position=position,
        round_id=await repository.passed_round(db, case.id),
        budget_line_id=call.budget_line_id, amount_rupiah=amount,
    )  # fmt: skip
    db.add(line)
    await db.flush()
    await remember(db, decree, case, amount)


async def spend(db: AsyncSession, line_id: UUID, amount: int, *, complete: bool, **by: UUID) -> None:
    """What was handed over or paid is spent; once everything came, what it cost less goes back to the budget.

    `by`: the `handover_id` or `payment_id`. The sums follow the bookings by trigger.
    """
    line = await db.get_one(DecreeLine, line_id, populate_existing=True)
    left = line.amount_rupiah - line.spent_rupiah - line.released_rupiah - amount
    if left < 0:
        raise AboveAmount(left=papers.rupiah(left + amount))
    await budgets.hold(db, line.budget_line_id)
    kinds = [(BookingKind.SPENT, amount), (BookingKind.RELEASED, left if complete else 0)]
    for kind, rupiah in kinds:
        if rupiah:
            db.add(DecreeBooking(decree_line_id=line_id, kind=kind, amount_rupiah=rupiah, **by))
            await db.flush()


async def take_back(db: AsyncSession, line_id: UUID, amount: int, dispute_id: UUID) -> bool:
    """Undone by an upheld dispute: reserved again, or free when the recipient has left. Whether she is in force."""
    line = await db.get_one(DecreeLine, line_id, populate_existing=True)
    if await budgets.is_closed(db, line.budget_line_id):
        raise YearClosed
    db.add(
        DecreeBooking(
            decree_line_id=line_id, kind=BookingKind.TAKEN_BACK, amount_rupiah=amount, dispute_id=dispute_id
        )
    )  # fmt: skip
    await db.flush()
    return line.ended_at is None


async def pay_back(db: AsyncSession, line_id: UUID, amount: int, refund_id: UUID) -> None:
    """Paid back by the group: spent no more, and free. A closed year stands still (G3): nothing is booked on it."""
    line = await db.get_one(DecreeLine, line_id, populate_existing=True)
    if await budgets.is_closed(db, line.budget_line_id):
        return
    kind = BookingKind.PAID_BACK
    db.add(DecreeBooking(decree_line_id=line_id, kind=kind, amount_rupiah=amount, refund_id=refund_id))
    await db.flush()


async def remember(db: AsyncSession, decree: Decree, case: Application, amount: int) -> None:
    """From now on the group and its members are found when aid is asked for again (C32)."""
    named = await repository.named(db, case.id)
    given = AidRecord(
        source=AidSource.DECREE, case_id=case.id, district_code=case.district_code, granted_on=decree.dated,
        programme_name=named.programme_name, package_name=named.package_name, recipient=named.group_name,
        amount_rupiah=amount,
    )  # fmt: skip
    await prior_aid.keep(db, given, await prior_aid.marks_of(db, case.group_id))
