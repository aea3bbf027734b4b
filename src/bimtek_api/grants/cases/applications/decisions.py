"""What is decided beside the steps of a case: a rule it need not meet, and who it is for."""

from collections.abc import Coroutine
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import DESK, WAIVE
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import people, repository, service, snapshots, views
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, RosterOccasion
from bimtek_api.grants.cases.applications.schemas import ActDone, CasePeople, Renewal
from bimtek_api.grants.cases.applications.workflow import FIXED
from bimtek_api.grants.catalogue.rules import repository as rule_queries
from bimtek_api.grants.catalogue.rules import service as rules
from bimtek_api.grants.catalogue.rules import views as rule_views
from bimtek_api.grants.catalogue.rules.errors import NotBroken, TooNear, WaivedAlready
from bimtek_api.grants.catalogue.rules.models import RuleRun, RuleWaiver
from bimtek_api.grants.catalogue.rules.schemas import CaseRules, RunRead, WaiverCreate, WaiverRead


async def case_rules(db: AsyncSession, actor: Actor, case_id: UUID) -> CaseRules:
    """The rules as they stand now, and what earlier acts found."""
    row = await repository.read(db, actor, case_id)
    judgement = await rules.judge(db, await service.subject_of(db, row))
    named = await rule_queries.read(db, row.rule_set_id) if row.rule_set_id else None
    waivers = await rule_queries.waivers(db, case_id)
    return CaseRules(
        rule_set=rule_views.row(named.RuleSet, latest=named.latest) if named else None, judged_at=await clock.now(db),
        findings=[rule_views.finding(each, judgement.waived) for each in judgement.verdicts],
        waivers=[WaiverRead.model_validate(each) for each in waivers],
        runs=[run_read(each) for each in await rule_queries.runs(db, case_id)],
    )  # fmt: skip


def run_read(run: RuleRun) -> RunRead:
    broken = [each["code"] for each in run.verdicts if not each["passed"]]
    passed = len(run.verdicts) - len(broken)
    return RunRead(occasion=run.occasion, created_at=run.created_at, passed=passed, broken=broken)


async def done(db: AsyncSession, actor: Actor, once: Once, act: Coroutine[None, None, Application]) -> ActDone:
    """What every act on a case answers with: the case as it stands, after `act` was done once."""
    case_id = await once.one(db, actor, act)
    return ActDone.model_validate(await repository.lock(db, actor, case_id))


async def waive(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: WaiverCreate) -> Application:
    """Lets the case pass in spite of one broken hard rule. Whoever does it stands above the district (C32)."""
    case = await repository.lock(db, actor, case_id)
    expect_on(actor, Permission.RULE_WAIVE, case, UnknownApplication)
    if case.district_code in actor.regions(Permission.RULE_WAIVE, case.programme_id):
        raise TooNear
    case.expect(seen)
    judgement = await rules.judge(db, await service.subject_of(db, case))
    if new.rule in judgement.waived:
        raise WaivedAlready
    if not any(each.code == new.rule and judgement.stops(each) for each in judgement.verdicts):
        raise NotBroken
    await require_step_up(db, actor)
    person = service.proposer(actor)
    await duties.take(db, case.id, [person], WAIVE, free=new.no_conflict)
    waiver = RuleWaiver(application_id=case.id, person_id=person, duty_group=WAIVE, rule=new.rule, reason=new.reason)
    await write(db, waiver)
    case.version += 1
    await db.flush()
    subject, data = ("application", case.id), {"rule": str(new.rule)}
    entry = Entry("application.rule_waived", subject, case.district_code, None, reason=new.reason, data=data)
    await record(db, actor, entry)
    return case


async def renew_people(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: Renewal) -> Application:
    """The desk looks at the members of today and takes them as the people of the case; nothing else may differ."""
    case = await repository.lock(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_CHECK, case, UnknownApplication)
    case.expect(seen)
    now = await people.found(db, case)
    await snapshots.expect_only_people(db, case, now.case)
    await service.act(db, actor, case, "renew_people", new.note, freeze=True)
    await people.fix(db, case, RosterOccasion.RENEWAL)
    await duties.take(db, case.id, [service.proposer(actor)], DESK, free=new.no_conflict)
    return case


async def case_people(db: AsyncSession, actor: Actor, case_id: UUID) -> CasePeople:
    """Every edition of the people, and how the group differs from the last one today."""
    case = await repository.read(db, actor, case_id)
    now, call = await repository.people(db, case.id, case.group_id), await repository.call_of(db, case.call_id)
    fixed = case.status in FIXED
    return CasePeople(
        editions=views.editions(await repository.editions(db, case_id)),
        joined=views.persons(now, lambda each: not each.case_role and each.group_role, asked=fixed),
        left=views.persons(now, lambda each: each.case_role and not each.group_role, asked=fixed),
        unmet=views.persons(now, lambda each: each.person_id in now.unmet, asked=fixed and call.field_visit),
        changed=fixed and now.changed,
    )  # fmt: skip


async def write(db: AsyncSession, waiver: RuleWaiver) -> None:
    try:
        async with db.begin_nested():
            db.add(waiver)
            await db.flush()
    except IntegrityError as twice:
        raise WaivedAlready from twice
