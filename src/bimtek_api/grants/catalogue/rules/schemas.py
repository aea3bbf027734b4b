"""Shapes of rule sets and of what they find."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import Paragraph, Read, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.grants.catalogue.editions.fields import EditionWrite
from bimtek_api.grants.catalogue.rules.eligibility import ALWAYS, Rule, RuleCode, Severity
from bimtek_api.grants.catalogue.rules.models import Occasion

required(
    rule=N_("Pilih aturannya."),
    rules=N_("Pilih paling sedikit satu aturan."),
)


class RuleRead(Read):
    """`text` is the rule as one sentence."""

    code: RuleCode
    severity: Severity
    fewest: int | None
    percent: int | None
    months: int | None
    text: str


class RuleSetRow(Read):
    id: UUID
    code: str
    edition: int
    name: str
    latest: bool


class RuleSetRead(RuleSetRow):
    rules: list[RuleRead]


class RuleKind(Read):
    """A rule there is, and which numbers it takes."""

    code: RuleCode
    numbers: list[str]


class RuleSets(Read):
    items: list[RuleSetRow]
    kinds: list[RuleKind]


class RuleSetCreate(EditionWrite):
    """A set with its number: nobody replaces one unawares."""

    rules: list[Rule] = Field(min_length=1, max_length=20)

    @model_validator(mode="after")
    def each_once(self) -> Self:
        if len({rule.code for rule in self.rules}) != len(self.rules):
            raise wrong("rule_twice", N_("Satu aturan hanya boleh sekali."))
        if {rule.code for rule in self.rules} & {rule.code for rule in ALWAYS}:
            raise wrong("rule_always_on", N_("Aturan laporan selalu berlaku, jadi tidak perlu ditulis di himpunan."))
        return self


class TraceRead(Read):
    """One piece of evidence; `text` says it without a name, `person_id` is the member it concerns."""

    person_id: UUID | None
    text: str


class Finding(RuleRead):
    """`value` is what was found, `source` where it comes from."""

    passed: bool
    waived: bool
    value: str
    source: str
    traces: list[TraceRead]


class WaiverRead(Read):
    rule: RuleCode
    reason: str
    name: str
    created_at: datetime


class RunRead(Read):
    """What was found at an act: the rules that were broken then."""

    occasion: Occasion
    created_at: datetime
    passed: int
    broken: list[RuleCode]


class CaseRules(Read):
    """The rules of one case as they stand now, what was waived, and what earlier acts found."""

    rule_set: RuleSetRow | None
    judged_at: datetime
    findings: list[Finding]
    waivers: list[WaiverRead]
    runs: list[RunRead]


class WaiverCreate(Write):
    """`no_conflict`: no family or business tie with the group."""

    rule: RuleCode
    reason: Annotated[Paragraph, Field(min_length=1)]
    no_conflict: bool = False
