"""Shapes of assets."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, StringConstraints

from bimtek_api.core.fields import (
    Line,
    OptionalParagraph,
    Paragraph,
    Read,
    Ref,
    Search,
    Title,
    Write,
    blank_is_none,
    required,
)
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.handover.assets.models import AssetStatus, Ground, RecallOutcome

required(
    keeper_id=N_("Pilih pemegang alat."),
)

LetterNumber = Annotated[Annotated[Line, StringConstraints(max_length=80)] | None, BeforeValidator(blank_is_none)]


class AssetMove(Write):
    """One step. `restock`: back in the store, from where another group gets it by its own decree and handover."""

    action: Literal["use", "idle", "repair", "break", "lose", "recall", "write_off", "restock"]
    reason: OptionalParagraph = None
    letter_number: LetterNumber = None


class RecallAsk(Write):
    """Recalling what the group owns: by its consent or a ruling, whose paper comes with it."""

    ground: Ground
    letter_number: Annotated[Line, StringConstraints(min_length=1, max_length=80)]
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]


class RecallDecision(Write):
    outcome: RecallOutcome
    note: OptionalParagraph = None


class CustodyWrite(Write):
    """The machine stays with the group and gets another keeper or place."""

    keeper_id: UUID
    place: Title
    reason: Annotated[Paragraph, StringConstraints(min_length=1)]


class TitleWrite(Write):
    """Ownership passes to the group by a letter."""

    letter_number: Annotated[Line, StringConstraints(min_length=1, max_length=80)]
    dated: OfficeDay


class AssetRow(Read):
    id: UUID
    name: str
    serial: str
    status: AssetStatus
    application_id: UUID
    group_id: UUID
    group_name: str
    keeper: str | None
    place: str | None
    district: Ref
    handed_on: date
    title_on: date | None
    version: int


class CustodyRead(Read):
    group_name: str
    keeper: str
    place: str
    since: date
    until: date | None
    letter_number: str | None
    reason: str | None


class TitleRead(Read):
    since: date
    until: date | None
    letter_number: str


class RecallRead(Read):
    """`mine`: the caller asked for it, so somebody else decides."""

    id: UUID
    ground: Ground
    letter_number: str
    reason: str
    paper_id: UUID
    asker: str
    mine: bool
    created_at: datetime
    outcome: RecallOutcome | None
    note: str | None
    decider: str | None
    version: int


class Keeper(Read):
    participant_id: UUID
    name: str


class AssetRead(AssetRow):
    """With the log of its keepers, the newest first, and the members who may keep it."""

    code: str
    price_rupiah: int
    title_letter: str | None
    custodies: list[CustodyRead]
    titles: list[TitleRead]
    recalls: list[RecallRead]
    members: list[Keeper]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class AssetSlice(Slice):
    status: AssetStatus | None = None
    application: UUID | None = None
    q: Search | None = None


class LabelRead(Read):
    """What anyone may see who scans the label: no name of a person. `held`: the group still has it."""

    name: str
    serial: str
    group_name: str
    district: Ref
    programme_name: str
    handed_on: date
    status: AssetStatus
    title_on: date | None
    held: bool
