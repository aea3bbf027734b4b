"""Shapes of grant applications."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Line, OptionalParagraph, Paragraph, Read, Ref, Search, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.cases.applications.models import ApplicationStatus, RosterOccasion
from bimtek_api.grants.catalogue.packages.models import ItemKind
from bimtek_api.participants.groups.models import MemberRole, PaperKind
from bimtek_api.participants.groups.schemas import MemberRead

required(
    group_id=N_("Pilih kelompok."),
    call_id=N_("Pilih paket."),
)


class ApplicationCreate(Write):
    """A group asks for a package in a call; items and prices come from the package. A draft waits for its papers."""

    call_id: UUID
    group_id: UUID
    package_id: UUID
    draft: bool = False


class Change(Read):
    """One difference between two states of a case: in `members`, `lines`, or a kind of paper."""

    field: str
    person_id: UUID | None
    text: str


class PersonRead(Read):
    participant_id: UUID
    name: str
    role: MemberRole


class EditionRead(Read):
    """The people of the case as an act fixed them; `round`: the first vote on them. `assumed`: nobody said so."""

    number: int
    occasion: RosterOccasion
    assumed: bool
    created_at: datetime
    round: int | None
    people: list[PersonRead] = Field(default_factory=list)
    joined: list[PersonRead] = Field(default_factory=list)
    left: list[PersonRead] = Field(default_factory=list)


class CasePeople(Read):
    """`joined` and `left`: how the group of today differs from the last edition; `unmet`: whom no visit has met."""

    editions: list[EditionRead]
    changed: bool
    joined: list[PersonRead]
    left: list[PersonRead]
    unmet: list[PersonRead]


class Renewal(Write):
    """The desk takes the group of today as the people of the case."""

    note: OptionalParagraph = None
    no_conflict: bool = False


class LineRead(Read):
    """An item, or a tranche of capital with the `terms` under which it is paid."""

    id: UUID
    kind: ItemKind
    terms: str | None
    report_days: int | None
    name: str
    unit: str
    requested: int
    approved: int
    ordered: int
    accepted: int
    handed_over: int
    price_rupiah: int
    price_source: str


class ApplicationRow(Read):
    id: UUID
    number: str
    status: ApplicationStatus
    group_id: UUID
    group_name: str
    package_name: str
    call_name: str
    district: Ref
    amount_rupiah: int
    created_at: datetime
    version: int


class HoldCreate(Write):
    """`reference`: number of the complaint, duplicate case or audit that has to be cleared up first."""

    reason: Annotated[Paragraph, StringConstraints(min_length=1)]
    reference: Annotated[Line, StringConstraints(min_length=1, max_length=80)]


class HoldRelease(Write):
    note: Annotated[Paragraph, StringConstraints(min_length=1)]


class HoldRead(Read):
    reason: str
    reference: str
    created_at: datetime


class DutyRead(Read):
    """`acting_as`: for whom and by which letter she acted when she took it."""

    duty: str
    name: str
    acting_as: str | None
    taken_at: datetime


class BudgetRead(Read):
    name: str
    ceiling: int
    reserved: int
    spent: int


class DecreeRef(Read):
    id: UUID
    number: str
    dated: str
    signatory_name: str
    ended_at: datetime | None


class HandoverRef(Read):
    id: UUID
    number: str
    handed_at: datetime
    place: str
    code: str


class ApplicationRead(ApplicationRow):
    """The case: everything relevant on one screen, and what can be done now or why not."""

    call_id: UUID
    programme_name: str
    funding_source: str
    fiscal_year: int
    snapshot_hash: str | None
    required_papers: list[PaperKind]
    lines: list[LineRead]
    members: list[MemberRead]
    duties: list[DutyRead]
    budget: BudgetRead
    decree: DecreeRef | None
    handovers: list[HandoverRef]
    hold: HoldRead | None
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class ApplicationSlice(Slice):
    status: ApplicationStatus | None = None
    q: Search | None = None


class ActDone(Read):
    """What an act leaves behind: read the case for the rest."""

    id: UUID
    status: ApplicationStatus
    version: int
