"""Shapes of deputations."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.access.roles import Role
from bimtek_api.core.fields import Line, Read, Ref, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay

ORDER = N_("Hari terakhir tidak boleh sebelum hari pertama.")
TOO_LONG = N_("Paling lama 92 hari. Untuk lebih lama, perannya yang dialihkan.")
LONGEST = timedelta(days=92)
LetterNumber = Annotated[Line, StringConstraints(min_length=1, max_length=80)]


class DeputationCreate(Write):
    """`region_code` null for a role over the whole country, `programme_id` null for one over all
    programmes. Both days count whole, on Jakarta's calendar."""

    deputy_email: Annotated[str, Field(min_length=3, max_length=254)]
    role: Role
    region_code: Annotated[str, Field(max_length=13)] | None = None
    programme_id: UUID | None = None
    valid_from: OfficeDay
    valid_to: OfficeDay
    letter_number: LetterNumber
    letter_dated: OfficeDay

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.valid_to < self.valid_from:
            raise wrong("ends_before_it_begins", ORDER)
        if self.valid_to - self.valid_from > LONGEST:
            raise wrong("too_long", TOO_LONG)
        return self


class DeputationRead(Read):
    """`given`: the reader is the one who is acted for. `accepted_at` null: the deputy has not agreed yet."""

    id: UUID
    given: bool
    principal: str
    deputy: str
    role_name: str
    region: Ref | None
    programme_name: str | None
    valid_from: date
    valid_to: date
    letter_number: str
    letter_dated: date
    ended_at: datetime | None
    accepted_at: datetime | None


class Deputations(Read):
    items: list[DeputationRead]
