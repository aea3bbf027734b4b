"""Announcing calls. A call never changes: what people answered must stay what was asked."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.catalogue.calls import repository
from bimtek_api.grants.catalogue.calls.errors import CallNumberTaken
from bimtek_api.grants.catalogue.calls.models import Call, CallPackage
from bimtek_api.grants.catalogue.calls.schemas import CallCreate
from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.packages import repository as packages
from bimtek_api.grants.catalogue.policies.models import ApprovalPolicy
from bimtek_api.grants.catalogue.rubrics.models import Rubric
from bimtek_api.grants.catalogue.rules.models import RuleSet

LINE = N_("Pilih baris anggaran yang tahunnya masih terbuka.")
PAST = N_("Hari terakhir sudah lewat.")
OLD = N_("Pilih paket edisi terbaru dari daftar.")
OLD_POLICY = N_("Pilih kebijakan edisi terbaru dari daftar.")
OLD_RUBRIC = N_("Pilih rubrik edisi terbaru dari daftar.")
OLD_RULES = N_("Pilih aturan edisi terbaru dari daftar.")


async def create(db: AsyncSession, actor: Actor, once: Once, new: CallCreate) -> UUID:
    """Opens a line of a budget to applications for some packages, between two days."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    line = await repository.open_line(db, new.budget_line_id)
    if line is None or not actor.can(Permission.PROGRAMME_MANAGE, line.district_code, line.programme_id):
        raise Invalid(Fault("/budget_line_id", "line_not_open", LINE))
    closes_at = clock.end_of(new.closes_on, line.zone)
    if closes_at <= await clock.now(db):
        raise Invalid(Fault("/closes_on", "over_already", PAST))
    await expect_newest(db, new)
    if await repository.number_exists(db, new.number):
        raise CallNumberTaken
    call = Call(
        number=new.number, name=new.name, programme_id=line.programme_id, district_code=line.district_code,
        budget_line_id=new.budget_line_id, opens_at=clock.at(new.opens_on, clock.MIDNIGHT, line.zone),
        closes_at=closes_at, rule_set_id=new.rule_set_id, policy_id=new.policy_id, rubric_id=new.rubric_id,
        required_papers=sorted(set(new.required_papers)), field_visit=new.field_visit,
    )  # fmt: skip
    db.add(call)
    await db.flush()
    db.add_all(CallPackage(call_id=call.id, package_id=each) for each in sorted(set(new.packages)))
    await db.flush()
    await once.settle(db, actor.caller, call.id)
    await record(db, actor, Entry("call.announced", ("call", call.id), call.district_code))
    return call.id


async def expect_newest(db: AsyncSession, new: CallCreate) -> None:
    """Packages, rules, policy and rubric in the edition that is the newest now."""
    chosen = sorted(set(new.packages))
    if len(await packages.latest_among(db, chosen)) != len(chosen):
        raise Invalid(Fault("/packages", "package_not_latest", OLD))
    if not await editions.is_latest(db, RuleSet, new.rule_set_id):
        raise Invalid(Fault("/rule_set_id", "rule_set_not_latest", OLD_RULES))
    if not await editions.is_latest(db, ApprovalPolicy, new.policy_id):
        raise Invalid(Fault("/policy_id", "policy_not_latest", OLD_POLICY))
    if new.rubric_id and not await editions.is_latest(db, Rubric, new.rubric_id):
        raise Invalid(Fault("/rubric_id", "rubric_not_latest", OLD_RUBRIC))
