"""What an approval policy is made of: bands of amounts, each with its stages. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from bimtek_api.core.fields import Write
from bimtek_api.core.values.whole import Count, Rupiah

MOST = 10**13  # rupiah


class Level(StrEnum):
    """How wide the area of a voter must at least be."""

    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


class Stage(Write):
    """`votes` different people, none of whom voted in another stage of the case."""

    votes: Count = Field(ge=1, le=5)
    level: Level = Level.DISTRICT


class Band(Write):
    """The stages for amounts up to and including `up_to_rupiah`; None has no upper end."""

    up_to_rupiah: Rupiah | None = Field(default=None, ge=1, le=MOST)
    stages: list[Stage] = Field(min_length=1, max_length=3)


ONE_VOTE = Band(stages=[Stage(votes=1)])


def band_for(bands: Sequence[Band], amount: int) -> Band:
    """The first band that holds `amount` rupiah. A call without a policy needs one vote."""
    return next((band for band in bands if band.up_to_rupiah is None or amount <= band.up_to_rupiah), ONE_VOTE)


def reach(regions: Sequence[str | None], district: str) -> Level | None:
    """The widest area among `regions` that covers `district`."""
    covering = [each for each in regions if each is None or district == each or district.startswith(f"{each}.")]
    if not covering:
        return None
    if None in covering:
        return Level.COUNTRY
    return Level.PROVINCE if any("." not in (each or "") for each in covering) else Level.DISTRICT


def wide_enough(own: Level | None, needed: Level) -> bool:
    order = list(Level)
    return own is not None and order.index(own) >= order.index(needed)
