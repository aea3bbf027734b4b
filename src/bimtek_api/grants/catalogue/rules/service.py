"""Recording sets of rules, judging a case by its set, and waiving a rule for one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas, clock
from bimtek_api.core.actor import Actor
from bimtek_api.core.i18n import translate
from bimtek_api.core.idempotency import Once
from bimtek_api.grants.catalogue.editions import service as editions
from bimtek_api.grants.catalogue.prior_aid import repository as prior_aid
from bimtek_api.grants.catalogue.rules import eligibility, repository
from bimtek_api.grants.catalogue.rules.eligibility import SENTENCES, Earlier, Rule, Situation, Verdict
from bimtek_api.grants.catalogue.rules.errors import RulesNotMet, WrongEdition
from bimtek_api.grants.catalogue.rules.models import Occasion, RuleRun, RuleSet
from bimtek_api.grants.catalogue.rules.schemas import RuleSetCreate
from bimtek_api.grants.catalogue.rules.views import numbers
from bimtek_api.regions import repository as regions


@dataclass(frozen=True)
class Subject:
    """Who asks for what under which rules. `case_id` is None before the application is sent."""

    rule_set_id: UUID | None
    group_id: UUID
    package_id: UUID
    district_code: str
    case_id: UUID | None = None


@dataclass(frozen=True)
class Judgement:
    """The verdicts, and the rules that are waived."""

    subject: Subject
    verdicts: list[Verdict]
    waived: frozenset[str]

    @property
    def refusal(self) -> RulesNotMet | None:
        """The hard rules that are broken and not waived, in words."""
        broken = [each for each in self.verdicts if self.stops(each)]
        said = " ".join(translate(SENTENCES[each.code], **numbers(each)) for each in broken)
        return RulesNotMet(rules=said) if broken else None

    def stops(self, verdict: Verdict) -> bool:
        hard = verdict.severity == eligibility.Severity.HARD
        return hard and not verdict.passed and verdict.code not in self.waived


async def create(db: AsyncSession, actor: Actor, once: Once, new: RuleSetCreate) -> UUID:
    """The next edition of a set; calls announced before keep theirs."""
    rules = [rule.model_dump(mode="json", exclude_none=True) for rule in new.rules]
    made = RuleSet(code=new.code, edition=new.edition, name=new.name, rules=rules)
    return await editions.keep(db, actor, once, made, WrongEdition, ("rules.recorded", "rule_set"))


async def judge(db: AsyncSession, subject: Subject) -> Judgement:
    """Looks at the case as it is now. A call without a set has only the rules that always hold."""
    kept = (await repository.read(db, subject.rule_set_id)).RuleSet.rules if subject.rule_set_id else []
    rules = [*(Rule.model_validate(each) for each in kept), *eligibility.ALWAYS]
    async with areas.everywhere(db):  # earlier aid and training count wherever they were
        found = await situation(db, subject, eligibility.longest(rules))
    verdicts = eligibility.judged(rules, found)
    waived = await repository.waivers(db, subject.case_id) if subject.case_id else []
    return Judgement(subject, verdicts, frozenset(each.rule for each in waived))


async def situation(db: AsyncSession, subject: Subject, months: int) -> Situation:
    """Everything the rules look at, `months` back."""
    today = await regions.today(db, subject.district_code)
    since = clock.months_before(today, months)
    about = await repository.group_and_trade(db, subject.group_id, subject.package_id)
    members = await repository.members(db, subject.group_id)
    people = [member.person_id for member in members]
    marks = await prior_aid.marks_of(db, subject.group_id)
    given = await prior_aid.matches(db, marks, since, subject.case_id)
    late = await prior_aid.late_reports(db, marks, today, subject.case_id)
    broken = await prior_aid.breaches(db, marks, subject.case_id)
    return Situation(
        today=today, district_code=subject.district_code, formed_on=about.formed_on, group_trade=about.trade,
        package_trade=about.package_trade, members=members, earlier=earlier(given),
        late_reports=owed("report", late), breaches=owed("breach", broken),
        trainings=await repository.trainings(db, people, about.package_trade, since),
    )  # fmt: skip


def owed(kind: str, rows: Sequence[Row]) -> tuple[Earlier, ...]:
    """Aid with something still to be made good, since a day."""
    return tuple(Earlier(kind, None, f"{each.recipient}, {each.programme_name}", each.since) for each in rows)


def earlier(given: Sequence[Row]) -> tuple[Earlier, ...]:
    """Matches in the register of aid; one and the same aid counts once for a kind of mark."""
    found = {}
    for each in given:
        person = UUID(each.value) if each.kind == "person" else None
        known = Earlier(each.kind, person, f"{each.recipient}, {each.programme_name}", each.granted_on)
        found.setdefault((each.id, each.kind, each.value), known)
    return tuple(found.values())


async def keep(db: AsyncSession, occasion: Occasion, judgement: Judgement) -> None:
    """Writes down what was found at an act."""
    subject = judgement.subject
    if subject.rule_set_id is None or subject.case_id is None:
        return
    verdicts = [each.model_dump(mode="json") for each in judgement.verdicts]
    run = RuleRun(
        application_id=subject.case_id, rule_set_id=subject.rule_set_id, occasion=occasion, verdicts=verdicts
    )
    db.add(run)
    await db.flush()
