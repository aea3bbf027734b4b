"""Shapes of budgets. Amounts are whole rupiah."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import OptionalParagraph, Paragraph, Read, Ref, Title, Write, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count, Rupiah
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.programmes.budgets.models import MoveStatus, YearStatus
from bimtek_api.regions.schemas import RegionCode

required(
    amount=N_("Tulis jumlahnya."),
    ceiling=N_("Tulis pagunya."),
    letter_number=N_("Tulis nomor suratnya."),
    parent_id=N_("Pilih induknya."),
    year=N_("Tulis tahunnya."),
)

MOST = 1_000_000_000_000_000
Amount = Annotated[Rupiah, Field(ge=1, le=MOST)]
Reason = Annotated[Paragraph, StringConstraints(min_length=1)]
LetterNumber = Annotated[Title, StringConstraints(max_length=80)]
FIRST = "Pagu awal"  # kept as the reason where nobody says more


class NodeRead(Read):
    """`free` is what may still be given to nodes below or promised: ceiling less the larger of what was.

    `waiting` is what was asked for and nobody has decided.
    """

    id: UUID
    parent_id: UUID | None
    kind: str
    name: str
    programme_id: UUID | None
    region: Ref | None
    ceiling: int
    allocated: int
    reserved: int
    spent: int
    free: int
    waiting: int


class YearRow(Read):
    year: int
    status: YearStatus
    ceiling: int
    reserved: int
    spent: int


class Years(Read):
    items: list[YearRow] = Field(description="The latest first.")


class YearRead(YearRow):
    """A year's tree, each node after its parent. `version` is the year's."""

    version: int
    nodes: list[NodeRead]
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class FirstCeiling(Write):
    """What a new node asks for, by which letter. Another person decides; until then it has nothing."""

    name: Title
    ceiling: Amount
    letter_number: LetterNumber
    reason: Reason = FIRST


class YearCreate(FirstCeiling):
    year: Count = Field(ge=2020, le=2100)


class NodeCreate(FirstCeiling):
    """A node one level below `parent_id`. A programme names its programme; what lies below it its region."""

    parent_id: UUID
    programme_id: UUID | None = None
    district_code: RegionCode | None = None


class MoveCreate(Write):
    """Money from one node to another. Without `from_id` it is new, without `to_id` it is taken away."""

    from_id: UUID | None = None
    to_id: UUID | None = None
    amount: Amount
    letter_number: LetterNumber
    reason: Reason

    @model_validator(mode="after")
    def two_ends(self) -> Self:
        if self.from_id == self.to_id:
            raise wrong("ends", N_("Pilih asal dan tujuan yang berbeda."))
        return self


class MoveDecision(Write):
    """`action` is approve or refuse; a refusal needs a note."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    note: OptionalParagraph = None


class YearMove(Write):
    """`action` is lock (with a reason) or close."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    reason: OptionalParagraph = None


class MoveRead(Read):
    id: UUID
    year: int
    from_name: str | None
    to_name: str | None
    amount: int
    letter_number: str
    reason: str
    status: MoveStatus
    proposed_by: str
    decided_by: str | None
    decided_at: datetime | None
    decision_note: str | None
    created_at: datetime
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class Moves(Read):
    items: list[MoveRead] = Field(description="The newest first.")
