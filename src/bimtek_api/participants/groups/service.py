"""Recording a group."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.errors import DutyHeld
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid, Missing
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record, record_all
from bimtek_api.participants.groups import repository
from bimtek_api.participants.groups.errors import GroupBound, GroupEnded, MemberHoldsDuty, UnknownGroup
from bimtek_api.participants.groups.models import Group, GroupMember, MemberRole
from bimtek_api.participants.groups.schemas import GroupCreate, MembersWrite, MemberWrite
from bimtek_api.participants.people import repository as people
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion

UNKNOWN_MEMBER = N_("Peserta ini tidak ditemukan.")


async def create(db: AsyncSession, actor: Actor, once: Once, new: GroupCreate) -> UUID:
    """A group of people the caller may see, in one of her districts."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    district = await regions.district(db, new.district_code)
    expect_within(actor, Permission.GROUP_RECORD, district.code, UnknownRegion)
    await expect_known(db, actor, new.members)
    today = clock.local_date(await clock.now(db), district.zone)
    group = await add(db, new, today, actor.id)
    await once.settle(db, actor.caller, group.id)
    data = {"members": len(new.members)}
    await record(db, actor, Entry("group.recorded", ("group", group.id), district.code, data=data))
    return group.id


async def expect_known(db: AsyncSession, actor: Actor, members: list[MemberWrite]) -> None:
    for index, member in enumerate(members):
        try:
            await people.read(db, actor, member.participant_id)
        except Missing as no:
            pointer = f"/members/{index}/participant_id"
            raise Invalid(Fault(pointer, "participant_not_found", UNKNOWN_MEMBER)) from no


async def change_members(db: AsyncSession, actor: Actor, group_id: UUID, seen: int, new: MembersWrite) -> None:
    """From today on. Whoever leaves or gets another role keeps the time she had."""
    group = await repository.lock(db, actor, group_id)
    expect_within(actor, Permission.GROUP_RECORD, group.district_code, UnknownGroup)
    group.expect(seen)
    if group.ended_on:
        raise GroupEnded
    await expect_known(db, actor, new.members)
    wanted = {member.participant_id: member.role for member in new.members}
    if bound := await repository.bound(db, group_id):
        raise GroupBound(decree=bound.decree, case=bound.number)
    if await repository.acting(db, group_id, list(wanted)):
        raise MemberHoldsDuty
    await replace(db, actor, group, wanted)
    await apply(db, group_id, list(wanted))


async def apply(db: AsyncSession, group_id: UUID, people: list[UUID]) -> None:
    """G16: whoever joins has applied in every case under way, and acts in none of them, also after she left."""
    for case_id in await repository.cases_under_way(db, group_id):
        try:
            await duties.take(db, case_id, people, APPLICANT)
        except DutyHeld as held:
            raise MemberHoldsDuty from held


async def replace(db: AsyncSession, actor: Actor, group: Group, wanted: dict[UUID, MemberRole]) -> None:
    """Writes who belongs to it from today on, and who came and went into its history."""
    group_id, today = group.id, await regions.today(db, group.district_code)
    living = {each.person_id: each for each in await repository.memberships(db, group_id)}
    ended = [each for person, each in living.items() if wanted.get(person) != each.role]
    joined = [person for person, role in wanted.items() if person not in living or living[person].role != role]
    for each in ended:
        each.valid_to = today
    await db.flush()
    db.add_all(GroupMember(group_id=group_id, person_id=each, role=wanted[each], valid_from=today) for each in joined)
    group.version += 1
    await db.flush()
    left = [("group.member_left", each.person_id) for each in ended if each.person_id not in wanted]
    came = [("group.member_joined", person) for person in joined if person not in living]
    entries = [Entry(name, ("group", group_id), group.district_code, person) for name, person in left + came]
    await record_all(db, actor, entries)


async def add(
    db: AsyncSession, new: GroupCreate, today: date, recorded_by: UUID | None, *, demo: bool = False
) -> Group:
    """Inserts the group and its members from today on."""
    group = Group(**new.model_dump(exclude={"members"}), recorded_by=recorded_by, demo=demo)
    db.add(group)
    await db.flush()
    db.add_all(
        GroupMember(group_id=group.id, person_id=member.participant_id, role=member.role, valid_from=today)
        for member in new.members
    )
    await db.flush()
    return group
