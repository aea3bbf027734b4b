"""Machines after they were handed over: state, holder, place, and the log of all of it (G15)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice


class AssetStatus(StrEnum):
    INSTALLED = "installed"
    IN_USE = "in_use"
    IDLE = "idle"
    UNDER_REPAIR = "under_repair"
    BROKEN = "broken"
    LOST = "lost"
    RECALLED = "recalled"
    RESTOCKED = "restocked"
    WRITTEN_OFF = "written_off"


class Asset(Row, Versioned, Stamped, table=True):
    """One machine. `group_id` changes only out of a recall: a trigger says so. `code` is on its label."""

    __tablename__ = "assets"
    __table_args__ = (
        Index(None, "district_code", "id"),
        Index(None, "application_id"),
        Index(None, "group_id"),
        CheckConstraint("(title_on IS NULL) = (title_letter IS NULL)", name="title"),
    )

    code: str = Field(max_length=12, unique=True)
    serial_key: str = Field(max_length=60, unique=True, foreign_key="handed_serials.serial_key")
    serial: str = Field(max_length=60)
    name: str = Field(max_length=120)
    price_rupiah: int = Field(sa_type=BigInteger, nullable=False)
    application_id: UUID = Field(foreign_key="applications.id")
    group_id: UUID = Field(foreign_key="groups.id")
    district_code: str = Field(foreign_key="regions.code", max_length=13)
    status: AssetStatus = choice(AssetStatus, "status")
    handed_on: date
    title_on: date | None = None
    title_letter: str | None = Field(default=None, max_length=80)


class Custody(Row, Stamped, table=True):
    """Who keeps the machine where, since when. One is open; the others are the log."""

    __tablename__ = "asset_custodies"
    __table_args__ = (
        Index("uq_asset_custodies_open", "asset_id", unique=True, postgresql_where=text("until IS NULL")),
        Index(None, "asset_id"),
        CheckConstraint("until >= since", name="order"),
    )

    asset_id: UUID = Field(foreign_key="assets.id")
    group_id: UUID = Field(foreign_key="groups.id")
    keeper_id: UUID = Field(foreign_key="participants.person_id")
    place: str = Field(max_length=200)
    since: date
    until: date | None = None
    letter_number: str | None = Field(default=None, max_length=80)
    reason: str | None = Field(default=None, max_length=2000)
    made_by: UUID | None = None
