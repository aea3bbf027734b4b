"""Scores: one per person and case, never changed."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import CaseText, Plain


class Score(Row, Stamped, Act, table=True):
    """`points` in the order of the rubric's criteria; `total` is what they make, from 20 to 100."""

    __tablename__ = "scores"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_scores_duty"),
        CheckConstraint("duty_group = 'score'", name="duty"),
        CheckConstraint("1 <= ALL (points) AND 5 >= ALL (points)", name="points"),
        CheckConstraint("total BETWEEN 20 AND 100", name="total"),
        UniqueConstraint("application_id", "person_id"),
    )

    rubric_id: Plain[UUID] = Field(foreign_key="rubrics.id")
    points: Plain[list[int]] = Field(sa_column=Column(ARRAY(SmallInteger), nullable=False))
    total: Plain[Decimal] = Field(sa_type=Numeric(5, 2), nullable=False)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
