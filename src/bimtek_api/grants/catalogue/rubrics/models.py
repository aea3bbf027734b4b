"""Rubrics in editions: what is scored, how it counts, by how many people."""

from sqlalchemy import CheckConstraint, Column, SmallInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Mapped
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.editions.models import Edition, numbered


class Rubric(Edition, table=True):
    """`most_spread`: scorers further apart ask for one more. `lowest`: the score under which nobody is taken."""

    __tablename__ = "rubrics"
    __table_args__ = (
        *numbered(),
        CheckConstraint("scorers BETWEEN 1 AND 5", name="scorers"),
        CheckConstraint("most_spread BETWEEN 0 AND 80 AND lowest BETWEEN 0 AND 100", name="limits"),
    )

    criteria: Mapped[list[Json]] = Field(sa_column=Column(JSONB, nullable=False))
    scorers: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    most_spread: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    lowest: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
