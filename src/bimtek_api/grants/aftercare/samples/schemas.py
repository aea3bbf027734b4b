"""Shapes of checks by sample."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import OptionalParagraph, Read, Ref, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.core.values.whole import Count
from bimtek_api.grants.aftercare.samples.models import Answer, AskedBy, SampleStatus

ORDER = N_("Hari terakhir tidak boleh sebelum hari pertama.")
TELL = N_("Tulis apa yang kurang: serah terimanya disanggah dengan kalimat ini.")


class SampleCreate(Write):
    """`size` handovers between two days, drawn at random; all of them when there are fewer."""

    district_code: Annotated[str, Field(max_length=13)]
    first_day: OfficeDay
    last_day: OfficeDay
    size: Count = Field(ge=1, le=500)

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise wrong("ends_before_it_begins", ORDER)
        return self


class SampleMove(Write):
    action: Literal["finish", "invalidate"]
    reason: OptionalParagraph = None


class SampleAnswer(Write):
    """What the group said or was seen with. Anything missing opens a dispute of the handover, with the note."""

    answer: Literal["received", "received_with_issues", "not_received", "unreachable"]
    asked_by: AskedBy
    note: OptionalParagraph = None

    @model_validator(mode="after")
    def told(self) -> Self:
        if self.answer in ("received_with_issues", "not_received") and not self.note:
            raise wrong("note_required", TELL)
        return self


class SampleRow(Read):
    id: UUID
    district: Ref
    first_day: date
    last_day: date
    status: SampleStatus
    size: int
    checked: int
    bad: int
    created_at: datetime
    version: int


class SampleItemRead(Read):
    id: UUID
    handover_id: UUID
    handover_number: str
    group_name: str
    answer: Answer
    asked_by: AskedBy | None
    note: str | None
    checker: str | None
    checked_at: datetime | None


class SampleRead(SampleRow):
    """`seed`: with it the same handovers come out of the same `population`."""

    seed: str
    population: int
    maker: str
    reason: str | None
    items: list[SampleItemRead]
