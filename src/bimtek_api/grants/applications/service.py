"""Applying: the case begins, its people get the applicant's duty."""

from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.core import clock, numbering
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Facts, Moved
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.applications import repository, snapshots
from bimtek_api.grants.applications.errors import AidTaken, GroupElsewhere
from bimtek_api.grants.applications.models import AidClaim, Application, ApplicationLine, ApplicationStatus
from bimtek_api.grants.applications.schemas import ApplicationCreate
from bimtek_api.grants.applications.workflow import WORKFLOW, OpenStage
from bimtek_api.grants.calls import repository as calls
from bimtek_api.grants.calls.errors import CallClosed, PackageNotInCall, UnknownCall
from bimtek_api.grants.packages.models import PackageItem
from bimtek_api.grants.policies.fields import Level, reach
from bimtek_api.grants.rules import service as rules
from bimtek_api.grants.rules.models import Occasion
from bimtek_api.participants.groups import repository as groups
from bimtek_api.programmes.programmes.models import Programme

SERIES = "PB"
OCCASIONS = {
    "verify": Occasion.VERIFY, "approve": Occasion.APPROVE, "decree": Occasion.DECREE,
    "hand_over": Occasion.HAND_OVER, "hand_over_part": Occasion.HAND_OVER,
}  # fmt: skip


async def submit(db: AsyncSession, actor: Actor, once: Once, new: ApplicationCreate) -> Application:
    """A group's application in an open call. Whoever enters it has proposed it, and so has no other duty in it."""
    if earlier := await once.earlier(db, actor.caller):
        return await repository.lock(db, actor, earlier)
    call = await calls.read(db, actor, new.call_id)
    expect_within(actor, Permission.APPLICATION_PROPOSE, call.district_code, UnknownCall)
    group = await groups.read(db, actor, new.group_id)
    items = await expect_fitting(db, call, group, new.package_id)
    members = [each.person_id for each in await groups.members(db, group.id)]
    await expect_no_aid(db, call, members)
    case = await add(db, call, new, items)
    await duties.take(db, case.id, [*members, proposer(actor)], APPLICANT)
    await rules.keep(db, Occasion.SUBMIT, await rules.judge(db, await subject_of(db, case)))
    await once.settle(db, actor.caller, case.id)
    entry = Entry("application.submitted", ("application", case.id), call.district_code, after=case.status)
    await record(db, actor, entry)
    return case


def proposer(actor: Actor) -> UUID:
    if actor.kind != "officer" or actor.id is None:
        raise Forbidden
    return actor.id


async def expect_fitting(db: AsyncSession, call: Row, group: Row, package_id: UUID) -> list[PackageItem]:
    """The package's items, when call, group and package belong together now."""
    if not call.opens_at <= call.now < call.closes_at:
        raise CallClosed
    if group.district_code != call.district_code:
        raise GroupElsewhere
    found = {package.id: items for package, items, _ in await calls.packages(db, call.id)}
    if package_id not in found:
        raise PackageNotInCall
    return found[package_id]


async def expect_no_aid(db: AsyncSession, call: Row, members: list[UUID]) -> None:
    """Warned of here; the claim itself is made when the papers are found complete."""
    query = select(AidClaim.id).where(
        AidClaim.person_id.in_(members), AidClaim.programme_id == call.programme_id,
        AidClaim.fiscal_year == call.fiscal_year, AidClaim.released.is_(False),
    )  # fmt: skip
    if (await db.execute(query.limit(1))).first():
        raise AidTaken


async def add(db: AsyncSession, call: Row, new: ApplicationCreate, items: list[PackageItem]) -> Application:
    year = clock.local_date(call.now, call.zone).year
    number = (await numbering.draw(db, SERIES, call.district_code, year))[0]
    case = Application(
        number=f"{SERIES}-{call.district_code}-{year}-{number:04d}",
        call_id=call.id,
        group_id=new.group_id,
        package_id=new.package_id,
        programme_id=call.programme_id,
        district_code=call.district_code,
        status=ApplicationStatus.IN_DESK_CHECK,
    )
    db.add(case)
    await db.flush()
    for item in items:
        line = ApplicationLine(
            application_id=case.id, position=item.position, name=item.name, unit=item.unit, requested=item.quantity,
            price_rupiah=item.price_rupiah, price_source=f"{item.price_source}, {item.price_year}",
        )  # fmt: skip
        db.add(line)
    await db.flush()
    return case


async def subject_of(db: AsyncSession, case: Application | Row) -> rules.Subject:
    """The case as the rules see it."""
    rule_set_id = await repository.rule_set_of(db, case.call_id)
    return rules.Subject(rule_set_id, case.group_id, case.package_id, case.district_code, case.id)


async def facts_for(db: AsyncSession, actor: Actor, case: Application | Row) -> Facts:
    """What the guards look at: who holds which duty, and what the rules say now."""
    judgement = await rules.judge(db, await subject_of(db, case))
    own = reach(actor.regions(Permission.APPLICATION_VOTE), case.district_code)
    return {
        "duties": await duties.held(db, case.id), "person": actor.id, "rules": judgement, "reach": own,
        "stage": await stage_of(db, case.id),
    }  # fmt: skip


async def stage_of(db: AsyncSession, case_id: UUID) -> OpenStage | None:
    row = await repository.stage_of(db, case_id)
    if row is None:
        return None
    level = Level(row.levels[row.stage - 1])
    return OpenStage(row.stage, level, frozenset(row.voters or ()), len(row.voters or ()), row.votes)


async def act(
    db: AsyncSession, actor: Actor, case: Application, action: str, reason: str | None = None, *, freeze: bool = False
) -> Moved:
    """Moves the case and writes its history. `freeze` sets the fingerprint of what was checked."""
    facts = await facts_for(db, actor, case)
    moved = WORKFLOW.move(case, action, actor, facts, reason)
    if occasion := OCCASIONS.get(action):
        await rules.keep(db, occasion, facts["rules"])
    if freeze:
        case.snapshot_hash = await snapshots.fingerprint(db, case)
    await db.flush()
    subject = ("application", case.id)
    entry = Entry(moved.event, subject, case.district_code, None, moved.before, moved.after, reason)
    await record(db, actor, entry)
    return moved


async def claim(db: AsyncSession, case: Application) -> None:
    """G5 in the database: one live claim per person, programme and year."""
    year = (await db.execute(select(Programme.fiscal_year).where(Programme.id == case.programme_id))).scalar_one()
    people = sorted(each.person_id for each in await groups.members(db, case.group_id))
    rows = [
        {"person_id": person, "programme_id": case.programme_id, "fiscal_year": year, "application_id": case.id}
        for person in people
    ]
    made = await db.execute(insert(AidClaim).values(rows).on_conflict_do_nothing().returning(AidClaim.id))
    if len(made.all()) != len(rows):
        raise AidTaken


async def release(db: AsyncSession, case: Application) -> None:
    """The case ended without aid: its members may apply again."""
    await db.execute(update(AidClaim).where(AidClaim.application_id == case.id).values(released=True))
