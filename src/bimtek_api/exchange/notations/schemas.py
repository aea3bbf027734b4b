"""What one reader makes of one text."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from bimtek_api.core.fields import Read
from bimtek_api.core.values.days import Day
from bimtek_api.core.values.whole import Count, Rupiah


class Asked(Read):
    """A text as typed, and the sort it is meant to be."""

    sort: Literal["rupiah", "count", "day"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class AsRupiah(Read):
    text: Rupiah


class AsCount(Read):
    text: Count


class AsDay(Read):
    text: Day


class Reading(Read):
    """`number` of rupiah and counts, `day` of days."""

    number: int | None = None
    day: date | None = None
