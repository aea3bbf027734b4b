"""Shapes of trainers and lessons."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.core.fields import Name, OptionalTitle, Read, Ref, Search, Title, Write, blank_is_none, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.participants.people.fields import Email, Phone
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.planning.schedule.schemas import ClockTime

Nip = Annotated[
    Annotated[str, StringConstraints(max_length=30, pattern=r"^[0-9 ]*$")] | None, BeforeValidator(blank_is_none)
]
OptionalPhone = Annotated[Phone | None, BeforeValidator(blank_is_none)]


class TrainerWrite(Write):
    """What an office keeps of a trainer."""

    name: Name
    institution: Title
    position: OptionalTitle = None
    nip: Nip = None
    phone: OptionalPhone = None
    email: Email = None
    active: bool = True


class TrainerCreate(TrainerWrite):
    district_code: RegionCode


class TrainerRead(Read):
    id: UUID
    district: Ref
    name: str
    institution: str
    position: str | None
    nip: str | None
    phone: str | None
    email: str | None
    active: bool
    version: int


class TrainerSlice(Slice):
    q: Search | None = None
    active: bool | None = None


class LessonWrite(Write):
    day_id: UUID
    trainer_id: UUID
    starts_at: ClockTime
    ends_at: ClockTime
    topic: Title

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.starts_at >= self.ends_at:
            raise wrong("lesson_times", N_("Jam selesai harus sesudah jam mulai."))
        return self


class LessonsWrite(Write):
    """All lessons of one session."""

    lessons: list[LessonWrite] = Field(max_length=200)


class LessonRead(Read):
    """`minutes` is its length."""

    id: UUID
    day_id: UUID
    date: date
    trainer_id: UUID
    trainer_name: str
    starts_at: str
    ends_at: str
    minutes: int
    topic: str


class Lessons(Read):
    """The lessons of one session and the hours of each trainer in it. `version` is the session's."""

    version: int
    items: list[LessonRead]


class TaughtLesson(LessonRead):
    session_id: UUID
    session_title: str


class TrainerDetail(TrainerRead):
    """One trainer with what she teaches, the latest day first; `minutes` is the sum."""

    lessons: list[TaughtLesson]
    minutes: int
