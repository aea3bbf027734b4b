"""Recipients leave a decree, or its people change, by a letter and two officers; unspent money goes back (G3)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.workflow import Acting, Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.cases.decrees import people, repository
from bimtek_api.grants.cases.decrees.errors import AllDelivered, ChangeOpen, MoneyUnderWay, NotInAnnex
from bimtek_api.grants.cases.decrees.models import (
    ChangeKind,
    ChangeStatus,
    Decree,
    DecreeChange,
    DecreeChangeLine,
    DecreeChangeMember,
    DecreeLine,
)
from bimtek_api.grants.cases.decrees.schemas import ChangeCreate, ChangeDecision, ChangeLetter, MembersChangeCreate
from bimtek_api.grants.cases.decrees.workflow import CHANGE
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.participants.groups import service as groups
from bimtek_api.programmes.budgets import service as budgets
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggal surat belum tiba.")
BEFORE_DECREE = N_("Tanggal surat lebih awal dari SK-nya.")


async def propose(db: AsyncSession, actor: Actor, once: Once, decree_id: UUID, new: ChangeCreate) -> None:
    """Writes down who should leave the decree and why; nothing changes yet."""
    decree = await locked(db, actor, decree_id)
    if await once.earlier(db, actor.caller):
        return
    await expect_letter(db, decree, new)
    lines = await lines_of(db, decree_id, new.application_ids)
    await write(db, actor, once, decree, new, lines, ChangeKind.ENDS)


async def propose_members(
    db: AsyncSession, actor: Actor, once: Once, decree_id: UUID, new: MembersChangeCreate
) -> None:
    """Writes down who the people of one recipient should be; nothing changes yet."""
    decree = await locked(db, actor, decree_id)
    if await once.earlier(db, actor.caller):
        return
    await expect_letter(db, decree, new)
    (line,) = await lines_of(db, decree_id, [new.application_id])
    await groups.expect_known(db, actor, new.members)
    wanted = {each.participant_id: each.role for each in new.members}
    case = await cases.plain(db, line.application_id)
    await people.expect_acceptable(db, actor, case, wanted)
    change = await write(db, actor, once, decree, new, [line], ChangeKind.MEMBERS)
    db.add_all(DecreeChangeMember(change_id=change.id, person_id=each, role=role) for each, role in wanted.items())
    await db.flush()


async def locked(db: AsyncSession, actor: Actor, decree_id: UUID) -> Decree:
    decree = await repository.lock(db, actor, decree_id)
    await repository.expect_signer(db, actor, decree)
    return decree


async def expect_letter(db: AsyncSession, decree: Decree, new: ChangeLetter) -> None:
    """A letter of a possible day, and nothing else waiting to be decided."""
    if new.letter_dated > await regions.today(db, decree.district_code):
        raise Invalid(Fault("/letter_dated", "date_in_future", IN_FUTURE))
    if new.letter_dated < decree.dated:
        raise Invalid(Fault("/letter_dated", "date_before_decree", BEFORE_DECREE))
    if await repository.open_change(db, decree.id):
        raise ChangeOpen


async def write(
    db: AsyncSession, actor: Actor, once: Once, decree: Decree, new: ChangeLetter, lines: list[DecreeLine],
    kind: ChangeKind,
) -> DecreeChange:  # fmt: skip
    person = applications.proposer(actor)
    await people.expect_no_applicant(db, person, lines)
    change = DecreeChange(
        decree_id=decree.id, district_code=decree.district_code, status=ChangeStatus.PROPOSED, kind=kind,
        letter_number=new.letter_number, letter_dated=new.letter_dated, reason=new.reason, proposed_by=person,
    )  # fmt: skip
    db.add(change)
    await db.flush()
    db.add_all(DecreeChangeLine(change_id=change.id, line_id=line.id) for line in lines)
    await once.settle(db, actor.caller, change.id)
    subject, data = ("decree", decree.id), {"lines": len(lines), "letter": new.letter_number, "kind": str(kind)}
    await record(
        db, actor, Entry("decree.change_proposed", subject, decree.district_code, reason=new.reason, data=data)
    )
    return change


async def lines_of(db: AsyncSession, decree_id: UUID, asked: list[UUID]) -> list[DecreeLine]:
    """The lines that are named, each in force and not yet all handed over."""
    wanted = set(asked)
    lines = [line for line in await repository.live_lines(db, decree_id) if line.application_id in wanted]
    if len(lines) != len(wanted):
        raise NotInAnnex
    for line in lines:
        expect_owed(await cases.plain(db, line.application_id), (await repository.named(db, line.application_id)))
    return lines


def expect_owed(case: Application, named: object) -> None:
    if case.status not in (ApplicationStatus.DECREED, ApplicationStatus.PARTLY_DELIVERED):
        raise AllDelivered(group=getattr(named, "group_name", ""))


def actions(actor: Actor, change: DecreeChange) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do about a proposed change now."""
    return CHANGE.available(change, actor, Acting(actor))


async def decide(db: AsyncSession, actor: Actor, change_id: UUID, seen: int, given: ChangeDecision) -> UUID:
    """Approves or refuses what somebody else proposed. Returns the decree."""
    await require_step_up(db, actor)
    change = await repository.lock_change(db, actor, change_id)
    change.expect(seen)
    lines = await repository.change_lines(db, change_id)
    await people.expect_no_applicant(db, applications.proposer(actor), lines)
    await people.expect_others(db, actor, change)
    now = await clock.now(db)  # asked before the status changes: asking flushes what has
    facts, subject = Acting(actor), ("decree", change.decree_id)
    async with transition(db, actor, CHANGE, change, given.action, facts, of=subject, reason=given.note):
        change.decided_by, change.decided_at, change.note = actor.id, now, given.note
        await db.flush()
        if change.status == ChangeStatus.APPROVED:
            for line in lines:
                await take_effect(db, actor, line, change)
            await revoke_if_empty(db, actor, change.decree_id)
    return change.decree_id


async def take_effect(db: AsyncSession, actor: Actor, line: DecreeLine, change: DecreeChange) -> None:
    if change.kind == ChangeKind.ENDS:
        await end(db, actor, line, change)
        return
    case = await cases.lock(db, actor, line.application_id)
    expect_owed(case, await repository.named(db, case.id))
    await people.replace(db, actor, case, change)


async def end(db: AsyncSession, actor: Actor, line: DecreeLine, change: DecreeChange) -> None:
    """One recipient leaves. What she has already been given stays given; the rest of the money is free again."""
    now = await clock.now(db)
    case, named = await cases.lock(db, actor, line.application_id), await repository.named(db, line.application_id)
    expect_owed(case, named)
    if await repository.money_under_way(db, case.id):
        raise MoneyUnderWay(group=named.group_name)
    untouched = case.status == ApplicationStatus.DECREED
    await applications.act(db, actor, case, "revoke" if untouched else "close_short", change.reason)
    await budgets.hold(db, line.budget_line_id)
    line.ended_at = now  # what was not spent is released by trigger
    await db.flush()
    if untouched:
        await applications.release(db, case)
        await prior_aid.end(db, case.id)
    await db.flush()


async def revoke_if_empty(db: AsyncSession, actor: Actor, decree_id: UUID) -> None:
    """A decree whose recipients have all left is revoked as a whole."""
    now = await clock.now(db)
    decree = await repository.lock(db, actor, decree_id)
    if not await repository.live_lines(db, decree_id):
        decree.revoked_at = now
        await db.flush()
