"""When a handover does not go as it should: nobody took the goods, the ink is scanned later, the group disagrees."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import HAND_OVER
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on, expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.applications.models import ApplicationStatus as CaseStatus
from bimtek_api.grants.cases.applications.workflow import WORKFLOW
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.grants.handover.deliveries import evidence, repository, taking_back
from bimtek_api.grants.handover.deliveries.errors import (
    BeforeDecree,
    CaseEnded,
    DecidesOwnDispute,
    DisputeDecided,
    DisputeOpen,
    HandoverInFuture,
    JudgesOwnMinutes,
    NoDecree,
    ReceiverNotMember,
    UnknownDelivery,
    UnknownLine,
)
from bimtek_api.grants.handover.deliveries.models import HandoverAttempt, HandoverDispute, HandoverScan
from bimtek_api.grants.handover.deliveries.schemas import AttemptCreate, DisputeDecision
from bimtek_api.grants.handover.refusals import service as refusals
from bimtek_api.participants.groups import repository as groups
from bimtek_api.regions import repository as regions


async def attempt(db: AsyncSession, actor: Actor, once: Once, case_id: UUID, new: AttemptCreate) -> None:
    """Nothing was taken; the money stays reserved, and the case waits for the next day. What was refused is named,
    signed by both, and goes back to the store."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.DELIVERY_RECORD, case, UnknownApplication)
    if await once.earlier(db, actor.caller):
        return
    WORKFLOW.check(case, "hand_over", actor, await applications.facts_for(db, actor, case))
    await expect_time(db, case, new)
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], HAND_OVER, free=new.no_conflict)
    await expect_member(db, case, new)
    if new.receiver_id:
        await sign(db, case, new, person, new.receiver_id)
    told = new.model_dump(exclude={"no_conflict", "lines"})
    made = HandoverAttempt(**told, application_id=case.id, person_id=person, duty_group=HAND_OVER)
    db.add(made)
    await db.flush()
    if new.receiver_id:
        await refuse(db, actor, case, new, made)
    await once.settle(db, actor.caller, made.id)
    subject = ("application", case.id)
    entry = Entry(
        f"handover.{new.kind}", subject, case.district_code, after=str(new.next_on or ""), reason=new.reason
    )
    await record(db, actor, entry)


async def expect_time(db: AsyncSession, case: Application, new: AttemptCreate) -> None:
    """Not to come, and not before the decree that says what the group gets (G2)."""
    if new.attempted_at > await clock.now(db):
        raise HandoverInFuture
    line, district = await decrees.live_line(db, case.id), await regions.district(db, case.district_code)
    if line is None:
        raise NoDecree
    if not clock.follows(new.attempted_at, line.dated, line.decreed_at, district.zone):
        raise BeforeDecree(dated=line.dated.strftime("%d-%m-%Y"))


async def expect_member(db: AsyncSession, case: Application, new: AttemptCreate) -> None:
    """Whoever refuses for a group belongs to it."""
    ours = {each.person_id for each in await groups.members(db, case.group_id)}
    if new.receiver_id and new.receiver_id not in ours:
        raise ReceiverNotMember


async def sign(db: AsyncSession, case: Application, new: AttemptCreate, giver: UUID, receiver: UUID) -> None:
    """The photos of the pieces, and both signatures: bound before the visit that bears them is written."""
    await evidence.expect_shown(db, [each for line in new.lines for each in line.refused], case.district_code)
    await evidence.expect_signed(db, case, new)
    await evidence.bind_both(db, new, case, giver, receiver)


async def refuse(
    db: AsyncSession, actor: Actor, case: Application, new: AttemptCreate, made: HandoverAttempt
) -> None:  # fmt: skip
    """Every piece goes back to the store."""
    names = {item.id: item.name for item in await cases.lines(db, case.id)}
    if {line.line_id for line in new.lines} - set(names):
        raise UnknownLine
    said = {line.line_id: (names[line.line_id], line.refused) for line in new.lines}
    await refusals.send_back(db, actor, case.id, said, made.attempted_at, attempt_id=made.id)


async def keep_scan(db: AsyncSession, store: FileStore, actor: Actor, delivery_id: UUID, content: bytes) -> None:
    """The minutes as they were signed in ink."""
    row = await repository.read(db, actor, delivery_id)
    expect_within(actor, Permission.DELIVERY_RECORD, row.district_code, UnknownDelivery)
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="minutes_scan", media_type=media_type, name=f"{row.number}-pindaian.{ending}",
        district=row.district_code,
    )  # fmt: skip
    db.add(HandoverScan(handover_id=delivery_id, file_id=stored.id, made_by=actor.id))
    await db.flush()
    subject, data = ("application", row.application_id), {"number": row.number}
    await record(db, actor, Entry("handover.scan_kept", subject, row.district_code, after=row.number, data=data))


async def dispute(db: AsyncSession, actor: Actor, delivery_id: UUID, reason: str) -> None:
    """What the group says against the minutes. One at a time."""
    row = await repository.read(db, actor, delivery_id)
    expect_within(actor, Permission.ASSET_WATCH, row.district_code, UnknownDelivery)
    if (await cases.lock(db, actor, row.application_id)).status in (CaseStatus.CLOSED, CaseStatus.RECALLED):
        raise CaseEnded
    if await repository.open_dispute(db, delivery_id):
        raise DisputeOpen
    db.add(
        HandoverDispute(
            handover_id=delivery_id, district_code=row.district_code, reason=reason,
            opened_by=applications.proposer(actor),
        )
    )  # fmt: skip
    await db.flush()
    subject = ("application", row.application_id)
    entry = Entry("handover.disputed", subject, row.district_code, after=row.number, reason=reason)
    await record(db, actor, entry)


async def decide(db: AsyncSession, actor: Actor, dispute_id: UUID, seen: int, given: DisputeDecision) -> UUID:
    """Upheld or dismissed by somebody else; what is upheld moves pieces and money. Returns the handover."""
    case = await cases.lock(db, actor, await repository.case_of_dispute(db, actor, dispute_id))
    found = await repository.lock_dispute(db, actor, dispute_id)
    actor.require(Permission.ASSET_DECIDE, found.district_code)
    found.expect(seen)
    if found.outcome:
        raise DisputeDecided
    if actor.is_one_of(found.opened_by):
        raise DecidesOwnDispute
    await outside.expect_outside(db, actor, case.id)
    if actor.is_one_of(await repository.giver_of(db, found.handover_id)):
        raise JudgesOwnMinutes
    now = await clock.now(db)
    found.outcome, found.note, found.decided_by, found.decided_at = given.outcome, given.note, actor.id, now
    found.version += 1
    await db.flush()
    row = await repository.read(db, actor, found.handover_id)
    subject = ("application", row.application_id)
    entry = Entry(
        f"handover.dispute_{given.outcome}", subject, row.district_code, after=row.number, reason=given.note
    )
    await record(db, actor, entry)
    if given.pieces:
        await taking_back.take_back(db, actor, case, found, given.pieces)
    return found.handover_id
