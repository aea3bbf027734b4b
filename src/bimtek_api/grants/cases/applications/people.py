"""The people a case is for: fixed edition by edition, each with a claim and the duty of an applicant."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.errors import DutyHeld
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.grants.cases.applications import repository
from bimtek_api.grants.cases.applications.errors import AidTaken, MembersUnmet, PeopleChanged
from bimtek_api.grants.cases.applications.fields import People
from bimtek_api.grants.cases.applications.models import Application, CaseMember, CaseRoster, RosterOccasion
from bimtek_api.grants.cases.applications.statements import CLAIM, CLAIMED, LET_GO
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups.errors import MemberHoldsDuty
from bimtek_api.participants.groups.models import MemberRole


async def found(db: AsyncSession, case: Application) -> People:
    """The people of the case and of its group, which nobody changes until this transaction ends."""
    await groups.hold(db, case.group_id)
    return await repository.people(db, case.id, case.group_id)


async def expect_same(db: AsyncSession, case: Application) -> People:
    """The group is today who the case is for; raises PeopleChanged."""
    now = await found(db, case)
    if now.changed:
        raise PeopleChanged
    return now


async def expect_met(db: AsyncSession, case: Application) -> None:
    """Where the call asks for a visit, a fit one has met everybody (G4)."""
    now = await found(db, case)
    if now.unmet and (await repository.call_of(db, case.call_id)).field_visit:
        raise MembersUnmet(names=now.unmet_names)


async def fix(db: AsyncSession, case: Application, occasion: RosterOccasion) -> None:
    """The group of today is who the case is for from now on, when they may be: claims, duties, a new edition."""
    now = await found(db, case)
    if now.changed:
        await write(db, case, now.group, occasion)
    await claim(db, case, now.group)


async def write(
    db: AsyncSession, case: Application, wanted: dict[UUID, MemberRole], occasion: RosterOccasion,
    change_id: UUID | None = None,
) -> int:  # fmt: skip
    """The next edition, by its number; a trigger asks whether there may be one now."""
    number = await repository.last_roster(db, case.id) + 1
    made = CaseRoster(
        application_id=case.id, number=number, occasion=occasion, size=len(wanted), change_id=change_id
    )  # fmt: skip
    db.add(made)
    await db.flush()
    db.add_all(
        CaseMember(application_id=case.id, number=number, person_id=person, role=role)
        for person, role in sorted(wanted.items())
    )
    await db.flush()
    return number


async def confirm(db: AsyncSession, case: Application) -> int:
    """Before a vote opens: the same people, each with claim and duty. Returns the edition."""
    now = await expect_same(db, case)
    await claim(db, case, now.group)
    return await repository.last_roster(db, case.id)


async def claim(db: AsyncSession, case: Application, wanted: dict[UUID, MemberRole], *, keep: bool = False) -> None:
    """G5, G16: one live claim for each, and nobody with another duty. Whoever left has none, unless `keep`."""
    people = sorted(wanted)
    try:
        await duties.take(db, case.id, people, APPLICANT)
    except DutyHeld as held:
        raise MemberHoldsDuty from held
    facts = {"case": case.id, "persons": people}
    if not keep:
        await db.execute(LET_GO, facts)
    await db.execute(CLAIM, facts)
    if not set(people) <= set((await db.execute(CLAIMED, {"case": case.id})).scalars()):
        raise AidTaken
