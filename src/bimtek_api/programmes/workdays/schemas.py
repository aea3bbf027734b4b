"""Shapes of the calendar."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from bimtek_api.core.fields import Name, Read, Ref, Title, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay

ORDER = N_("Hari terakhir tidak boleh sebelum hari pertama.")


class HolidayWrite(Write):
    day: OfficeDay
    name: Name


class HolidayRead(Read):
    id: UUID
    day: date
    name: str


class FreezeCreate(Write):
    """`region_code` null for the whole country; both days count."""

    first_day: OfficeDay
    last_day: OfficeDay
    region_code: Annotated[str, Field(max_length=13)] | None = None
    reason: Title

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise wrong("ends_before_it_begins", ORDER)
        return self


class FreezeRead(Read):
    id: UUID
    first_day: date
    last_day: date
    region: Ref | None
    reason: str


class WorkCalendar(Read):
    """One year's holidays, and the freeze windows that are not over."""

    year: int
    holidays: list[HolidayRead]
    freezes: list[FreezeRead]
