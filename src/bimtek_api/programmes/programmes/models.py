"""Programmes: one per kind of aid and fiscal year. The funding source picks the set of documents."""

from enum import StrEnum

from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, choice


class FundingSource(StrEnum):
    APBN = "APBN"
    APBD = "APBD"


class Programme(Row, Stamped, table=True):
    __tablename__ = "programmes"

    code: str = Field(max_length=30, unique=True)
    name: str = Field(max_length=200)
    funding_source: FundingSource = choice(FundingSource, "funding_source")
    fiscal_year: int
