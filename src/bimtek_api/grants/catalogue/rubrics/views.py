"""Rubrics as the API shows them."""

from bimtek_api.grants.catalogue.rubrics.models import Rubric
from bimtek_api.grants.catalogue.rubrics.schemas import RubricRead, RubricRow


def rubric_row(rubric: Rubric, *, latest: bool) -> RubricRow:
    return RubricRow.from_row(rubric, latest=latest)


def rubric_read(rubric: Rubric, *, latest: bool) -> RubricRead:
    return RubricRead.from_row(rubric, latest=latest)
