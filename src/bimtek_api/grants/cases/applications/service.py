"""What every act in a case goes through: facts, guards, rules, history."""

from uuid import UUID

from sqlalchemy import Row, update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import alike
from bimtek_api.access.duties import service as duties
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.i18n import N_
from bimtek_api.core.workflow import Moved
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository, snapshots
from bimtek_api.grants.cases.applications.fields import People
from bimtek_api.grants.cases.applications.guards import CaseFacts, OpenStage
from bimtek_api.grants.cases.applications.models import AidClaim, Application, ApplicationStatus
from bimtek_api.grants.cases.applications.workflow import FIXED, WITHOUT_AID, WORKFLOW
from bimtek_api.grants.catalogue.policies.fields import Level, reach
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.grants.catalogue.rules import service as rules
from bimtek_api.grants.catalogue.rules.models import Occasion
from bimtek_api.regions import repository as regions

OCCASIONS = {
    "submit": Occasion.SUBMIT, "verify": Occasion.VERIFY, "send_to_field": Occasion.VERIFY,
    "send_to_scoring": Occasion.VERIFY,
    "approve": Occasion.APPROVE, "decree": Occasion.DECREE, "hand_over": Occasion.HAND_OVER,
    "hand_over_part": Occasion.HAND_OVER, "renew_people": Occasion.VERIFY,
}  # fmt: skip

ENDS = {
    "visits": N_("pemantauan"), "reports": N_("laporan pertanggungjawaban"), "funds": N_("laporan penggunaan dana"),
    "disputes": N_("sanggahan serah terima"), "refunds": N_("pengembalian dana"),
}  # fmt: skip


def proposer(actor: Actor) -> UUID:
    if actor.kind != "officer" or actor.id is None:
        raise Forbidden
    return actor.id


async def subject_of(db: AsyncSession, case: Application | Row) -> rules.Subject:
    """The case as the rules see it."""
    return subject_under((await repository.call_of(db, case.call_id)).rule_set_id, case)


def subject_under(rule_set_id: UUID | None, case: Application | Row) -> rules.Subject:
    return rules.Subject(rule_set_id, case.group_id, case.package_id, case.district_code, case.id)


async def facts_for(db: AsyncSession, actor: Actor, case: Application | Row) -> CaseFacts:
    """What the guards look at: who holds which duty, and what the rules say now."""
    call = await repository.call_of(db, case.call_id)
    judgement = await rules.judge(db, subject_under(call.rule_set_id, case))
    own = reach(actor.regions(Permission.APPLICATION_VOTE, case.programme_id), case.district_code)
    owed, machines = await ends(db, case)
    return CaseFacts(
        duties=await duties.held(db, case.id), person=actor.id,
        alike=await alike.pairs(db, case.id, [actor.id]) if actor.kind == "officer" and actor.id else (),
        known=await duties.is_known(db, actor.id) if actor.id else True,
        bound=await duties.bound(db, case.id, [actor.id]) if actor.id else [], rules=judgement, reach=own,
        stage=await stage_of(db, case.id), field_visit=call.field_visit, open_ends=owed, machines=machines,
        hold=await repository.hold(db, case.id), scored=call.rubric_id is not None,
        people=await repository.people(db, case.id, case.group_id) if case.status in FIXED else People(()),
    )  # fmt: skip


async def ends(db: AsyncSession, case: Application | Row) -> tuple[list[str], int]:
    """What is still owed after the handover and the machines still there, asked only where it matters."""
    if case.status not in (ApplicationStatus.DELIVERED, ApplicationStatus.BREACHED):
        return [], 0
    row = await repository.ends(db, case.id)
    owed = [name for field, name in ENDS.items() if getattr(row, field)]
    return owed, row.machines


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
    if freeze:
        WORKFLOW.check(case, action, actor, facts, reason)
        case.snapshot_hash = await snapshots.fingerprint(db, case)
        await db.flush()
    moved = WORKFLOW.move(case, action, actor, facts, reason)
    if occasion := OCCASIONS.get(action):
        await rules.keep(db, occasion, facts.rules)
    if action in ("find_breach", "remedy"):
        today = await regions.today(db, case.district_code)
        await prior_aid.breach(db, case.id, today if action == "find_breach" else None)
    await db.flush()
    if case.status in WITHOUT_AID and case.status != ApplicationStatus.DECREE_REVOKED:
        await release(db, case)
    subject = ("application", case.id)
    entry = Entry(moved.event, subject, case.district_code, None, moved.before, moved.after, reason)
    await record(db, actor, entry)
    return moved


async def release(db: AsyncSession, case: Application) -> None:
    """The case ended without aid: its members may apply again. A recipient in force keeps hers: a trigger says so."""
    mine = update(AidClaim).where(AidClaim.application_id == case.id, AidClaim.released.is_(False))
    await db.execute(mine.values(released=True))
