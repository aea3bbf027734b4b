"""What a rubric is made of, and what points make of it. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from pydantic import Field

from bimtek_api.core.fields import Title, Write
from bimtek_api.core.values.whole import Count

MOST_POINTS = 5


class Criterion(Write):
    """`weight`: its share of the whole, in percent. Points go from 1 to 5."""

    name: Title
    weight: Count = Field(ge=1, le=100)


def total(criteria: Sequence[Criterion], points: Sequence[int]) -> Decimal:
    """From 20 (all 1) to 100 (all 5)."""
    shares = (each.weight * given for each, given in zip(criteria, points, strict=True))
    return Decimal(sum(shares)) / MOST_POINTS


def mean(totals: Sequence[Decimal]) -> Decimal:
    """The score of a case, to two places."""
    return round(sum(totals, Decimal()) / len(totals), 2)


def spread(totals: Sequence[Decimal]) -> Decimal:
    """How far the scorers are apart."""
    return max(totals) - min(totals)


def wanted(totals: Sequence[Decimal], scorers: int, most_spread: int) -> bool:
    """Whether one more scorer is wanted: too few, or so far apart that a further one has to look."""
    if len(totals) < scorers:
        return True
    return len(totals) == scorers and spread(totals) > most_spread
