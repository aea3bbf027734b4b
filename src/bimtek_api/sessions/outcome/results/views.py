"""Points as the API shows them."""

from collections.abc import Sequence

from sqlalchemy import Row

from bimtek_api.sessions.outcome.results.schemas import ScoreRow, Scores


def average(points: list[int]) -> float | None:
    return round(sum(points) / len(points), 1) if points else None


def scores(version: int, rows: Sequence[Row]) -> Scores:
    items = [ScoreRow.model_validate(row) for row in rows]
    before, after = (
        [point for each in items if (point := getattr(each, kind)) is not None] for kind in ("pre", "post")
    )
    return Scores(version=version, items=items, average_pre=average(before), average_post=average(after))
