"""Rubrics as the API shows them."""

from bimtek_api.grants.catalogue.rubrics.models import Rubric
from bimtek_api.grants.catalogue.rubrics.schemas import RubricRead, RubricRow

PLAIN = ("id", "code", "edition", "name")
WHOLE = (*PLAIN, "criteria", "scorers", "most_spread", "lowest")


def rubric_row(rubric: Rubric, *, latest: bool) -> RubricRow:
    return RubricRow(**{name: getattr(rubric, name) for name in PLAIN}, latest=latest)


def rubric_read(rubric: Rubric, *, latest: bool) -> RubricRead:
    return RubricRead(**{name: getattr(rubric, name) for name in WHOLE}, latest=latest)
