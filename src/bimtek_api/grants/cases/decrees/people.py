"""Other people for a recipient in force: the same is asked of them as before the vote."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.core.actor import Actor
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import people
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import AidTaken, MembersUnmet, PeopleSame
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus, RosterOccasion
from bimtek_api.grants.cases.decrees import repository
from bimtek_api.grants.cases.decrees.errors import DecidesForOwnGroup
from bimtek_api.grants.cases.decrees.models import DecreeChange, DecreeLine
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.grants.catalogue.rules import service as rules
from bimtek_api.grants.catalogue.rules.models import Occasion
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups import service as group_service
from bimtek_api.participants.groups.errors import MemberHoldsDuty
from bimtek_api.participants.groups.models import MemberRole

Wanted = dict[UUID, MemberRole]


async def expect_no_applicant(db: AsyncSession, person: UUID, lines: Iterable[DecreeLine]) -> None:
    """Whoever applied, or benefits, neither proposes nor decides about it (G16)."""
    for line in lines:
        if (await duties.held(db, line.application_id)).get(person) == APPLICANT:
            raise DecidesForOwnGroup


async def expect_acceptable(db: AsyncSession, actor: Actor, case: Application, wanted: Wanted) -> None:
    """Told when it is proposed, so that nobody decides in vain; asked for good when it is decided."""
    now = await cases.people(db, case.id, case.group_id)
    if wanted == now.case == now.group:
        raise PeopleSame
    held = await duties.held(db, case.id)
    if actor.is_one_of(*wanted) or any(held.get(each, APPLICANT) != APPLICANT for each in wanted):
        raise MemberHoldsDuty
    newcomers = [each for each in wanted if each not in now.case]
    year = (await cases.call_of(db, case.call_id)).fiscal_year
    if await cases.aided(db, newcomers, case.programme_id, year):
        raise AidTaken


async def expect_others(db: AsyncSession, actor: Actor, change: DecreeChange) -> None:
    """Neither of the two who change a decree comes into it; the database asks the same of their humans."""
    wanted = await repository.change_members(db, change.id)
    if actor.is_one_of(*wanted) or change.proposed_by in wanted:
        raise DecidesForOwnGroup


async def replace(db: AsyncSession, actor: Actor, case: Application, change: DecreeChange) -> None:
    """A new edition of the people, then the group: the wall of the group asks for the edition."""
    wanted = await repository.change_members(db, change.id)
    group = await groups.lock(db, actor, case.group_id)
    edition = await people.write(db, case, wanted, RosterOccasion.DECREE_CHANGE, change.id)
    # Whoever was there when something came keeps her claim: she has had it.
    await people.claim(db, case, wanted, keep=case.status == ApplicationStatus.PARTLY_DELIVERED)
    await group_service.replace(db, actor, group, wanted)
    await expect_fit(db, case)
    await prior_aid.add_marks(db, case.id, await prior_aid.marks_of(db, case.group_id))
    case.version += 1
    await db.flush()
    data = {"letter": change.letter_number, "edition": edition}
    subject = ("application", case.id)
    await record(
        db, actor, Entry("application.people_amended", subject, case.district_code, reason=change.reason, data=data)
    )


async def expect_fit(db: AsyncSession, case: Application) -> None:
    """The rules hold with the new people, and a visit has met them where the call asks for one."""
    judgement = await rules.judge(db, await applications.subject_of(db, case))
    if judgement.refusal:
        raise judgement.refusal
    await rules.keep(db, Occasion.DECREE, judgement)
    now = await cases.people(db, case.id, case.group_id)
    if now.unmet and (await cases.call_of(db, case.call_id)).field_visit:
        raise MembersUnmet(names=now.unmet_names)
