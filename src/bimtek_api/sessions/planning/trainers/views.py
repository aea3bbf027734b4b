"""Trainers and lessons as the API shows them."""

from collections.abc import Sequence

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.core.shapes import Json
from bimtek_api.sessions.planning.trainers.schemas import (
    LessonRead,
    Lessons,
    TaughtLesson,
    TrainerDetail,
    TrainerRead,
)


def parts(row: Row) -> Json:
    kept = row.Trainer.model_dump(include=set(TrainerRead.model_fields))
    return kept | {"district": Ref(code=row.Trainer.district_code, name=row.district_name)}


def trainer_read(row: Row) -> TrainerRead:
    return TrainerRead(**parts(row))


def trainer_detail(row: Row, taught: Sequence[Row]) -> TrainerDetail:
    lessons = [TaughtLesson.model_validate(each) for each in taught]
    return TrainerDetail(**parts(row), lessons=lessons, minutes=sum(each.minutes for each in lessons))


def lessons(version: int, rows: Sequence[Row]) -> Lessons:
    return Lessons(version=version, items=[LessonRead.model_validate(row) for row in rows])
