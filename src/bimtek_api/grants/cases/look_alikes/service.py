"""Asking another officer to look at what two of a case have in common, and her answer."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import alike
from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.errors import SameHuman
from bimtek_api.access.duties.models import WAIVE
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import translate
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.look_alikes import repository
from bimtek_api.grants.cases.look_alikes.errors import AnotherLooks, LookedAtAlready, NothingAlike, UnknownLookAlike
from bimtek_api.grants.cases.look_alikes.models import LookAlike
from bimtek_api.grants.cases.look_alikes.schemas import LookAlikeAsk, LookAlikeDecision, LookAlikeRead, LookAlikes


async def listed(db: AsyncSession, actor: Actor, case_id: UUID) -> LookAlikes:
    await cases.read(db, actor, case_id)
    items = [
        LookAlikeRead(**row._mapping, mark_name=translate(alike.MARKS[row.mark]))
        for row in await repository.listed(db, case_id)
    ]
    officer = actor.kind == "officer" and actor.id
    return LookAlikes(items=items, mine=bool(officer and await alike.pairs(db, case_id, [officer])))


async def ask(db: AsyncSession, actor: Actor, case_id: UUID, new: LookAlikeAsk) -> None:
    """One row for each mark the caller, or the supplier she wants, shares with somebody of the case."""
    case, person = await cases.lock(db, actor, case_id), applications.proposer(actor)
    expect_on(actor, Permission.GRANT_READ, case, UnknownApplication)
    found = await alike.pairs(db, case_id, [person], new.supplier_id)
    if any(each.mark == alike.SELF for each in found):
        raise SameHuman
    rows = [{**each._mapping, "application_id": case_id, "asked_by": person, "reason": new.reason} for each in found]
    if not rows:
        raise NothingAlike
    made = await db.execute(insert(LookAlike).values(rows).on_conflict_do_nothing().returning(LookAlike.id))
    data = {"look_alikes": [str(each) for each in made.scalars()]}
    entry = Entry("application.look_alike_asked", ("application", case_id), case.district_code, None, data=data)
    await record(db, actor, entry)


async def decide(
    db: AsyncSession, actor: Actor, case_id: UUID, look_alike_id: UUID, given: LookAlikeDecision
) -> None:  # fmt: skip
    """By an officer who is neither of the pair nor asked, and who holds no other duty in the case from now on."""
    case, person = await cases.lock(db, actor, case_id), applications.proposer(actor)
    expect_on(actor, Permission.RULE_WAIVE, case, UnknownApplication)
    await require_step_up(db, actor)
    asked = await repository.lock(db, case_id, look_alike_id)
    if asked is None:
        raise UnknownLookAlike
    if asked.decided_by:
        raise LookedAtAlready
    mine, *others = [row.human for who in (person, asked.asked_by) for row in await duties.humans(db, [who])]
    if mine in (*others, asked.one_id, asked.other_id):
        raise AnotherLooks
    await duties.take(db, case_id, [person], WAIVE, free=given.no_conflict)
    asked.decided_by, asked.duty_group, asked.decided_at = person, WAIVE, await clock.now(db)
    asked.cleared, asked.note = given.cleared, given.note
    await db.flush()
    name = "application.look_alike_cleared" if given.cleared else "application.look_alike_refused"
    data = {"look_alike": str(asked.id), "mark": asked.mark}
    subject = ("application", case_id)
    await record(db, actor, Entry(name, subject, case.district_code, None, reason=given.note, data=data))
