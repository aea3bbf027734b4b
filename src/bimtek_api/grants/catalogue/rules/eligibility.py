"""Who may be given aid: rules as data, one plain sentence for each. Pure: no table, no request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core import clock
from bimtek_api.core.fields import Read, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count

MANUFACTURING = range(10, 34)  # KBLI section C


class RuleCode(StrEnum):
    TRAINING = "training"
    MEMBERS = "members"
    GROUP_AGE = "group_age"
    RESIDENTS = "residents"
    SAME_TRADE = "same_trade"
    INDUSTRY = "industry"
    PRIOR_PERSON = "prior_person"
    PRIOR_GROUP = "prior_group"
    PRIOR_PHONE = "prior_phone"
    PRIOR_ADDRESS = "prior_address"
    PRIOR_FAMILY = "prior_family"
    PRIOR_LICENCE = "prior_licence"
    PRIOR_ACCOUNT = "prior_account"
    REPORTS = "reports"
    BREACH = "breach"


class Severity(StrEnum):
    """A hard rule stops the case unless it is waived; a soft one is pointed out."""

    HARD = "hard"
    SOFT = "soft"


C = RuleCode
PRIOR = (C.PRIOR_PERSON, C.PRIOR_GROUP, C.PRIOR_PHONE, C.PRIOR_ADDRESS, C.PRIOR_FAMILY, C.PRIOR_LICENCE,
         C.PRIOR_ACCOUNT)  # fmt: skip
NUMBERS: dict[RuleCode, tuple[str, ...]] = {
    C.TRAINING: ("fewest", "percent", "months"), C.MEMBERS: ("fewest",), C.GROUP_AGE: ("months",),
    **dict.fromkeys(PRIOR, ("months",)),
}  # fmt: skip
SENTENCES = {
    C.TRAINING: N_("Paling sedikit {fewest} anggota hadir {percent} % pelatihan bidang ini dalam {months} bulan."),
    C.MEMBERS: N_("Kelompok beranggota paling sedikit {fewest} orang."),
    C.GROUP_AGE: N_("Kelompok sudah berdiri {months} bulan."),
    C.RESIDENTS: N_("Semua anggota berdomisili di daerah ini."),
    C.SAME_TRADE: N_("Bidang usaha kelompok sama dengan bidang paketnya."),
    C.INDUSTRY: N_("Usaha semua anggota termasuk industri pengolahan (KBLI 10–33)."),
    C.PRIOR_PERSON: N_("Tidak ada anggota yang menerima bantuan dalam {months} bulan."),
    C.PRIOR_GROUP: N_("Kelompok ini tidak menerima bantuan dalam {months} bulan."),
    C.PRIOR_PHONE: N_("Nomor ponsel anggota tidak dipakai penerima bantuan lain dalam {months} bulan."),
    C.REPORTS: N_("Tidak ada laporan pertanggungjawaban bantuan sebelumnya yang lewat batas waktu."),
    C.BREACH: N_("Tidak ada bantuan sebelumnya yang perjanjiannya dilanggar."),
    C.PRIOR_FAMILY: N_("Kartu keluarga anggota tidak dipakai penerima bantuan lain dalam {months} bulan."),
    C.PRIOR_LICENCE: N_("NIB kelompok ini tidak dipakai penerima bantuan dalam {months} bulan."),
    C.PRIOR_ACCOUNT: N_("Rekening kelompok ini tidak dipakai penerima bantuan dalam {months} bulan."),
    C.PRIOR_ADDRESS: N_("Alamat ini tidak dipakai penerima bantuan lain dalam {months} bulan."),
}


class Rule(Write):
    """One rule of a set. Which numbers it takes is in NUMBERS; a number it does not take is refused."""

    code: RuleCode
    severity: Severity
    fewest: Count | None = Field(default=None, ge=1, le=100)
    percent: Count | None = Field(default=None, ge=1, le=100)
    months: Count | None = Field(default=None, ge=1, le=240)

    @model_validator(mode="after")
    def numbered(self) -> Self:
        given = {name for name in ("fewest", "percent", "months") if getattr(self, name) is not None}
        if given != set(NUMBERS.get(self.code, ())):
            raise wrong("rule_numbers", N_("Isi angka yang diperlukan aturan ini, dan hanya itu."))
        return self


class Trace(Read):
    """What a verdict rests on. `reference` is the number of a session or the name of a programme."""

    person_id: UUID | None = None
    reference: str
    on: date | None = None
    percent: int | None = None


class Verdict(Read):
    """`met` of `of` is what was found: members, months, or earlier aid."""

    code: RuleCode
    severity: Severity
    fewest: int | None
    percent: int | None
    months: int | None
    passed: bool
    met: int
    of: int
    traces: list[Trace]


@dataclass(frozen=True)
class Member:
    person_id: UUID
    district_code: str
    kbli: str


@dataclass(frozen=True)
class Training:
    person_id: UUID
    number: str
    ended_on: date
    percent: int


@dataclass(frozen=True)
class Earlier:
    kind: str
    person_id: UUID | None
    reference: str
    on: date


@dataclass(frozen=True)
class Situation:
    """Everything the rules look at, gathered before."""

    today: date
    district_code: str
    formed_on: date
    group_trade: str
    package_trade: str
    members: tuple[Member, ...]
    trainings: tuple[Training, ...]
    earlier: tuple[Earlier, ...]
    late_reports: tuple[Earlier, ...] = ()
    breaches: tuple[Earlier, ...] = ()


Found = tuple[bool, int, int, list[Trace]]


def attended(rule: Rule, seen: Situation) -> Found:
    """Members with enough days of a finished training, the best one of each."""
    since = clock.months_before(seen.today, rule.months or 0)
    best: dict[UUID, Training] = {}
    for each in sorted(seen.trainings, key=lambda training: training.percent):
        if each.percent >= (rule.percent or 0) and each.ended_on >= since:
            best[each.person_id] = each
    traces = [
        Trace(person_id=each.person_id, reference=each.number, on=each.ended_on, percent=each.percent)
        for each in best.values()
    ]
    return len(best) >= (rule.fewest or 0), len(best), len(seen.members), traces


def every(
    test: Callable[[Member, Situation], bool], shown: Callable[[Member], str]
) -> Callable[[Rule, Situation], Found]:
    """Every member has to pass; the traces are those who do not."""

    def judge(rule: Rule, seen: Situation) -> Found:
        unfit = [member for member in seen.members if not test(member, seen)]
        traces = [Trace(person_id=each.person_id, reference=shown(each)) for each in unfit]
        return not unfit, len(seen.members) - len(unfit), len(seen.members), traces

    return judge


def enough_members(rule: Rule, seen: Situation) -> Found:
    return len(seen.members) >= (rule.fewest or 0), len(seen.members), len(seen.members), []


def old_enough(rule: Rule, seen: Situation) -> Found:
    months = (seen.today.year - seen.formed_on.year) * 12 + seen.today.month - seen.formed_on.month
    months -= seen.today.day < seen.formed_on.day
    return seen.formed_on <= clock.months_before(seen.today, rule.months or 0), months, months, []


def same_trade(rule: Rule, seen: Situation) -> Found:
    same = seen.group_trade == seen.package_trade
    return same, int(same), 1, []


def none_before(*kinds: str) -> Callable[[Rule, Situation], Found]:
    def judge(rule: Rule, seen: Situation) -> Found:
        since = clock.months_before(seen.today, rule.months or 0)
        found = [each for each in seen.earlier if each.kind in kinds and each.on >= since]
        traces = [Trace(person_id=each.person_id, reference=each.reference, on=each.on) for each in found]
        return not found, len(found), len(found), traces

    return judge


def nothing_owed(what: Callable[[Situation], tuple[Earlier, ...]]) -> Callable[[Rule, Situation], Found]:
    """G6: whoever owes a report, or broke an agreement that is not mended, gets nothing new."""

    def judge(rule: Rule, seen: Situation) -> Found:
        traces = [Trace(reference=each.reference, on=each.on) for each in what(seen)]
        return not traces, len(traces), len(traces), traces

    return judge


JUDGES: dict[RuleCode, Callable[[Rule, Situation], Found]] = {
    C.TRAINING: attended, C.MEMBERS: enough_members, C.GROUP_AGE: old_enough, C.SAME_TRADE: same_trade,
    C.RESIDENTS: every(
        lambda member, seen: member.district_code == seen.district_code, lambda member: member.district_code
    ),
    C.INDUSTRY: every(lambda member, seen: int(member.kbli[:2]) in MANUFACTURING, lambda member: member.kbli),
    C.PRIOR_PERSON: none_before("person", "nik"), C.PRIOR_GROUP: none_before("group"),
    C.REPORTS: nothing_owed(lambda seen: seen.late_reports), C.BREACH: nothing_owed(lambda seen: seen.breaches),
    C.PRIOR_PHONE: none_before("phone"), C.PRIOR_ADDRESS: none_before("address"),
    C.PRIOR_FAMILY: none_before("family_card"), C.PRIOR_LICENCE: none_before("licence"),
    C.PRIOR_ACCOUNT: none_before("account"),
}  # fmt: skip


# Gates, whatever the set of the call says.
ALWAYS = (Rule(code=C.REPORTS, severity=Severity.HARD), Rule(code=C.BREACH, severity=Severity.HARD))


def judged(rules: Iterable[Rule], seen: Situation) -> list[Verdict]:
    """One verdict per rule, in the order of the set."""
    verdicts = []
    for rule in rules:
        passed, met, of, traces = JUDGES[rule.code](rule, seen)
        verdicts.append(Verdict(**rule.model_dump(), passed=passed, met=met, of=of, traces=traces))
    return verdicts


def longest(rules: Iterable[Rule]) -> int:
    """How many months back any of the rules looks."""
    return max((rule.months or 0 for rule in rules), default=0)
