"""Shapes of windows for a place."""

from datetime import datetime
from ipaddress import ip_address
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.core.fields import Read, Title, Write, blank_is_none, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.instants import Instant
from bimtek_api.core.values.whole import Count

ADDRESS = N_("Tulis alamat IP, misalnya 203.0.113.5, atau kosongkan.")


def known(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        raise wrong("address_unknown", ADDRESS) from None


Known = Annotated[str, StringConstraints(max_length=45), AfterValidator(known)]
Address = Annotated[Known | None, BeforeValidator(blank_is_none)]


class PlaceWindowWrite(Write):
    """Who stands in the hall leaves `address` out: it is the one the request comes from."""

    place: Title
    address: Address = Field(default=None, description="The hall's public address; without it the caller's.")
    opens_at: Instant
    closes_at: Instant
    most: Count = Field(default=60, ge=1, le=500, description="How many may register through it.")

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if not 0 < (self.closes_at - self.opens_at).total_seconds() <= 86_400:
            raise wrong("window_length", N_("Jendela ditutup sesudah dibuka, paling lama 24 jam."))
        return self


class PlaceWindowRead(Read):
    id: UUID
    place: str
    opens_at: datetime
    closes_at: datetime
    most: int
    used: int
    open: bool
    made_by: str


class PlaceWindows(Read):
    items: list[PlaceWindowRead]
