"""What is asked before an act in a case: pure functions of the case and of facts gathered before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.access.duties import alike
from bimtek_api.access.duties.errors import BoundByDeputation, DutyHeld, IdentityUnconfirmed
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.access.duties.service import excludes
from bimtek_api.core.errors import Refusal
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.workflow import WrongStep
from bimtek_api.grants.cases.applications.errors import (
    EndsOpen,
    LevelTooLow,
    MachinesThere,
    MembersUnmet,
    NobodyUnmet,
    NoScoresAsked,
    NoVisitAsked,
    OnHold,
    PeopleChanged,
    PeopleSame,
    ScoresFirst,
    VisitFirst,
    VotedAlready,
    VotedOn,
)
from bimtek_api.grants.cases.applications.fields import People
from bimtek_api.grants.cases.applications.models import Application, CaseHold
from bimtek_api.grants.catalogue.policies.fields import Level, wide_enough
from bimtek_api.grants.catalogue.rules.service import Judgement

LEVELS = {
    Level.DISTRICT: N_("kabupaten atau kota"),
    Level.PROVINCE: N_("provinsi"),
    Level.COUNTRY: N_("pusat"),
}


@dataclass(frozen=True)
class OpenStage:
    """The stage that is open: who may vote in it, who has, and how many votes the whole round has."""

    number: int
    level: Level
    voters: frozenset[UUID]
    votes: int
    round_votes: int


@dataclass(frozen=True, kw_only=True)
class Holding:
    """The hold that keeps a case from going on; for whoever asks about its money and machines as well."""

    hold: CaseHold | None


@dataclass(frozen=True, kw_only=True)
class CaseFacts(Holding):
    """Who asks, what she may and holds in the case, and what stands about it now."""

    person: UUID | None
    known: bool
    duties: Mapping[UUID, str]
    bound: Sequence[str]
    alike: Sequence[Row]
    reach: Level | None
    rules: Judgement
    stage: OpenStage | None
    field_visit: bool
    scored: bool
    people: People
    open_ends: Sequence[str]
    machines: int

    @property
    def applied(self) -> bool:
        return self.person is not None and self.duties.get(self.person) == APPLICANT


def free_for(duty_group: str) -> Callable[[Application, CaseFacts], Refusal | None]:
    """Refuses whoever holds another duty in this case (G16)."""

    def guard(application: Application, facts: CaseFacts) -> Refusal | None:
        if not facts.known:
            return IdentityUnconfirmed()
        held = facts.duties.get(facts.person) if facts.person else None
        if held not in (None, duty_group):
            return DutyHeld(held)
        if held is None and excludes(facts.bound, duty_group):
            return BoundByDeputation()
        return alike.refusal(facts.alike)

    return guard


def may_vote(application: Application, facts: CaseFacts) -> Refusal | None:
    """One person, one vote, one stage, over an area wide enough (C35, C36)."""
    stage = facts.stage
    if stage is None:
        return WrongStep()
    if no := free_for(f"approve_{stage.number}")(application, facts):
        return no
    if facts.person in stage.voters:
        return VotedAlready()
    return None if wide_enough(facts.reach, stage.level) else LevelTooLow(level=translate(LEVELS[stage.level]))


def not_voted_on(application: Application, facts: CaseFacts) -> Refusal | None:
    return VotedOn() if facts.stage and facts.stage.round_votes else None


def rules_met(application: Application, facts: CaseFacts) -> Refusal | None:
    """Refuses while a hard rule is broken and not waived (C31)."""
    return facts.rules.refusal


def no_visit(application: Application, facts: CaseFacts) -> Refusal | None:
    return VisitFirst() if facts.field_visit else None


def a_visit(application: Application, facts: CaseFacts) -> Refusal | None:
    return None if facts.field_visit else NoVisitAsked()


def no_scores(application: Application, facts: CaseFacts) -> Refusal | None:
    return ScoresFirst() if facts.scored else None


def some_scores(application: Application, facts: CaseFacts) -> Refusal | None:
    return None if facts.scored else NoScoresAsked()


def not_on_hold(_: object, facts: Holding) -> Refusal | None:
    hold = facts.hold
    return OnHold(reference=hold.reference, reason=hold.reason) if hold else None


def all_in(application: Application, facts: CaseFacts) -> Refusal | None:
    """Visits, accountability report and reports on funds are all accepted, so nothing is owed any more."""
    return EndsOpen(what=", ".join(translate(each) for each in facts.open_ends)) if facts.open_ends else None


def same_people(application: Application, facts: CaseFacts) -> Refusal | None:
    """The group is still who was checked (C37)."""
    return PeopleChanged() if facts.people.changed else None


def other_people(application: Application, facts: CaseFacts) -> Refusal | None:
    return None if facts.people.changed else PeopleSame()


def everybody_met(application: Application, facts: CaseFacts) -> Refusal | None:
    people = facts.people
    return MembersUnmet(names=people.unmet_names) if facts.field_visit and people.unmet else None


def somebody_unmet(application: Application, facts: CaseFacts) -> Refusal | None:
    return None if facts.people.unmet else NobodyUnmet()


def nothing_left(application: Application, facts: CaseFacts) -> Refusal | None:
    return MachinesThere(count=facts.machines) if facts.machines else None
