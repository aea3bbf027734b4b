"""The lifelong record of a participant: one row per human being."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Stamped, Versioned, choice
from bimtek_api.core.personal import (
    BirthDate,
    Business,
    Contact,
    Counted,
    FullName,
    Plain,
    Statistic,
    Subdistrict,
    Subject,
    Village,
)
from bimtek_api.participants.trades.catalogue import Trade


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Participant(Stamped, Versioned, SQLModel, table=True):
    """Name, contact, domicile and business on file. A later registration never changes them by itself."""

    __tablename__ = "participants"
    __table_args__ = (
        Index(None, "district_code", "name", "person_id"),
        Index(
            "ix_participants_name_search",
            "name",
            postgresql_using="gin",
            postgresql_ops={"name": "gin_trgm_ops"},
        ),
        Index(None, "phone"),
    )

    person_id: Subject[UUID] = Field(primary_key=True, foreign_key="identities.id")
    name: FullName[str] = Field(max_length=120)
    phone: Contact[str] = Field(max_length=16)
    email: Contact[str | None] = Field(default=None, max_length=254)
    birth_date: BirthDate[date]
    sex: Statistic[Sex] = choice(Sex, "sex")
    district_code: Counted[str] = Field(foreign_key="regions.code", max_length=13)
    subdistrict_code: Subdistrict[str] = Field(foreign_key="regions.code", max_length=13)
    village_code: Village[str] = Field(foreign_key="regions.code", max_length=13)
    business_name: Business[str | None] = Field(default=None, max_length=200)
    trade: Statistic[Trade] = choice(Trade, "trade")
    kbli: Counted[str] = Field(max_length=5)
    kbli_version: Plain[str] = Field(max_length=4)
    demo: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
