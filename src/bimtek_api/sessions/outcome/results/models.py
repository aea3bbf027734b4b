"""What people could do before and after, and what they thought of the training."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Stamped, choice, now_column
from bimtek_api.core.personal import ActedBy, Counted, OwnWords, Plain, Subject


class TestKind(StrEnum):
    __test__ = False

    PRE = "pre"
    POST = "post"


class TestScore(SQLModel, table=True):
    """Points out of a hundred in the test before or after the training."""

    __test__ = False
    __tablename__ = "test_scores"
    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 100", name="score"),)

    registration_id: Subject[UUID] = Field(primary_key=True, foreign_key="registrations.id")
    kind: Counted[TestKind] = choice(TestKind, "kind", primary_key=True)
    score: Counted[int] = Field(sa_type=SmallInteger, nullable=False)
    recorded_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    recorded_at: Plain[datetime] = now_column()


def rating() -> Mapped[int]:
    return Field(sa_type=SmallInteger, nullable=False)


class Evaluation(Stamped, SQLModel, table=True):
    """One attendee's opinion, 1 (bad) to 5 (very good). Officers read averages and words, never whose they are."""

    __tablename__ = "evaluations"
    __table_args__ = (
        CheckConstraint(
            "content BETWEEN 1 AND 5 AND trainer BETWEEN 1 AND 5 AND venue BETWEEN 1 AND 5"
            " AND organisation BETWEEN 1 AND 5 AND usefulness BETWEEN 1 AND 5",
            name="ratings",
        ),
    )

    registration_id: Subject[UUID] = Field(primary_key=True, foreign_key="registrations.id")
    content: Counted[int] = rating()
    trainer: Counted[int] = rating()
    venue: Counted[int] = rating()
    organisation: Counted[int] = rating()
    usefulness: Counted[int] = rating()
    comment: OwnWords[str | None] = Field(default=None, max_length=2000)
