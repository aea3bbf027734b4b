"""Rules and verdicts in the reader's language."""

from collections.abc import Iterable

from babel.dates import format_date

from bimtek_api.core.i18n import N_, language, translate
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.rules.eligibility import NUMBERS, SENTENCES, Rule, RuleCode, Trace, Verdict
from bimtek_api.grants.catalogue.rules.models import RuleSet
from bimtek_api.grants.catalogue.rules.schemas import Finding, RuleKind, RuleRead, RuleSetRead, RuleSetRow, TraceRead

C = RuleCode
PEOPLE, MONTHS = N_("{met} dari {of} anggota"), N_("{met} bulan")
VALUES = {
    C.TRAINING: PEOPLE, C.MEMBERS: N_("{met} anggota"), C.GROUP_AGE: MONTHS, C.RESIDENTS: PEOPLE, C.INDUSTRY: PEOPLE,
}  # fmt: skip
SAME, DIFFERENT = N_("Sama"), N_("Berbeda")
NONE_BEFORE, SOME_BEFORE = N_("Tidak ada"), N_("{met} kecocokan")
SOURCES = {
    C.TRAINING: N_("Daftar hadir"), C.MEMBERS: N_("Data kelompok"), C.GROUP_AGE: N_("Data kelompok"),
    C.RESIDENTS: N_("Data peserta"), C.SAME_TRADE: N_("Data kelompok dan paket"), C.INDUSTRY: N_("Data peserta"),
}  # fmt: skip
REGISTER = N_("Catatan bantuan, termasuk tahun-tahun sebelumnya")
ATTENDED = N_("Sesi {reference}, selesai {on}: hadir {percent} %")
GIVEN = N_("{reference}, {on}")


def numbers(rule: Rule | Verdict) -> Json:
    return {name: getattr(rule, name) for name in ("fewest", "percent", "months")}


def kinds() -> list[RuleKind]:
    return [
        RuleKind(code=code, numbers=list(NUMBERS.get(code, ())))
        for code in RuleCode
        if code not in (C.REPORTS, C.BREACH)
    ]


def rule_read(rule: Rule) -> RuleRead:
    return RuleRead(**rule.model_dump(), text=translate(SENTENCES[rule.code], **numbers(rule)))


def row(found: RuleSet, *, latest: bool) -> RuleSetRow:
    return RuleSetRow.from_row(found, latest=latest)


def rule_set(found: RuleSet, *, latest: bool) -> RuleSetRead:
    rules = [rule_read(Rule.model_validate(each)) for each in found.rules]
    return RuleSetRead(**row(found, latest=latest).model_dump(), rules=rules)


def value(verdict: Verdict) -> str:
    """What was found, as one short phrase."""
    if verdict.code == C.SAME_TRADE:
        return translate(SAME if verdict.passed else DIFFERENT)
    text = VALUES.get(verdict.code, NONE_BEFORE if verdict.passed else SOME_BEFORE)
    return translate(text, met=verdict.met, of=verdict.of)


def trace(found: Trace) -> TraceRead:
    day = format_date(found.on, "d MMM y", locale=language.get()) if found.on else ""
    sentence = ATTENDED if found.percent is not None else GIVEN if found.on else "{reference}"
    facts = {"reference": found.reference, "on": day, "percent": found.percent}
    return TraceRead(person_id=found.person_id, text=translate(sentence, **facts))


def finding(verdict: Verdict, waived: Iterable[str]) -> Finding:
    return Finding(
        code=verdict.code, severity=verdict.severity, **numbers(verdict), passed=verdict.passed,
        text=translate(SENTENCES[verdict.code], **numbers(verdict)), waived=verdict.code in waived,
        value=value(verdict), source=translate(SOURCES.get(verdict.code, REGISTER)),
        traces=[trace(each) for each in verdict.traces],
    )  # fmt: skip
