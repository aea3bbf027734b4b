"""Programmes: one per kind of aid and fiscal year. The funding source picks the set of documents."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice


class FundingSource(StrEnum):
    APBN = "APBN"
    APBD = "APBD"


class Evidence(StrEnum):
    """What a handover leaves behind before its minutes get a number."""

    GOODS_PHOTO = "goods_photo"
    RECEIVER_PHOTO = "receiver_photo"
    SIGNATURE = "signature"


NEEDS = "'{" + ",".join(Evidence) + "}'"


class Programme(Row, Versioned, Stamped, table=True):
    """`handover_needs`: evidence without which a handover stays a draft. A visit's report counts from
    `visit_window_days` before its due day on."""

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint("visit_window_days BETWEEN 1 AND 60", name="visit_window"),
        CheckConstraint(f"handover_needs <@ {NEEDS}::text[]", name="handover_needs"),
    )

    code: Mapped[str] = Field(max_length=30, unique=True)
    name: Mapped[str] = Field(max_length=200)
    funding_source: Mapped[FundingSource] = choice(FundingSource, "funding_source")
    fiscal_year: Mapped[int]
    handover_needs: Mapped[list[str]] = Field(
        default_factory=lambda: list(Evidence),
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text(NEEDS)),
    )
    visit_window_days: Mapped[int] = Field(
        default=30, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("30")}
    )
