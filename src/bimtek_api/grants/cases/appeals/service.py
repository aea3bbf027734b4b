"""The group objects to the end of its case; somebody without another duty in it decides."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import APPEAL
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.appeals import repository
from bimtek_api.grants.cases.appeals.errors import (
    AppealDecided,
    AppealOpen,
    AppealTooLate,
    NothingToAppeal,
    UnknownAppeal,
)
from bimtek_api.grants.cases.appeals.models import AppealOutcome, CaseAppeal
from bimtek_api.grants.cases.appeals.schemas import AppealDecision
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus

DAYS = timedelta(days=14)
APPEALABLE = (ApplicationStatus.REJECTED, ApplicationStatus.INELIGIBLE, ApplicationStatus.NOT_SELECTED)


async def until(db: AsyncSession, case: Application) -> datetime | None:
    """The instant up to which the group may object; None when there is nothing to object to."""
    ended = await repository.since(db, case.id, str(case.status)) if case.status in APPEALABLE else None
    return ended + DAYS if ended else None


async def file(db: AsyncSession, actor: Actor, case: Application, text: str) -> None:
    """One open appeal at a time, and one for each end of the case."""
    last = await until(db, case)
    if last is None:
        raise NothingToAppeal
    if await clock.now(db) > last:
        raise AppealTooLate
    earlier = await repository.appeals(db, case.id)
    if any(each.outcome is None or each.created_at > last - DAYS for each in earlier):
        raise AppealOpen if earlier[0].outcome is None else AppealDecided
    db.add(CaseAppeal(application_id=case.id, district_code=case.district_code, text=text))
    await db.flush()
    subject = ("application", case.id)
    await record(db, actor, Entry("application.appealed", subject, case.district_code, reason=text))


async def decide(db: AsyncSession, actor: Actor, appeal_id: UUID, seen: int, given: AppealDecision) -> UUID:
    """Upheld, the case goes back to the desk; dismissed, it stays as it is. Returns the case."""
    found = await repository.lock(db, actor, appeal_id)
    case = await cases.lock(db, actor, found.application_id)
    expect_on(actor, Permission.RULE_WAIVE, case, UnknownAppeal)
    found.expect(seen)
    if found.outcome:
        raise AppealDecided
    await require_step_up(db, actor)
    now = await clock.now(db)
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], APPEAL, free=given.no_conflict)
    found.outcome, found.note, found.person_id, found.decided_at = given.outcome, given.note, person, now
    found.version += 1
    await db.flush()
    if given.outcome == AppealOutcome.UPHELD:
        await applications.act(db, actor, case, "reopen", given.note)
    else:
        subject = ("application", case.id)
        entry = Entry("application.appeal_dismissed", subject, case.district_code, reason=given.note)
        await record(db, actor, entry)
    return case.id
