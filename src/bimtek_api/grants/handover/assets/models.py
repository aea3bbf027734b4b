"""Machines after they were handed over: state, holder, place, and the log of all of it (G15)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Partner, Plain, Subject


class AssetStatus(StrEnum):
    INSTALLED = "installed"
    IN_USE = "in_use"
    IDLE = "idle"
    UNDER_REPAIR = "under_repair"
    BROKEN = "broken"
    LOST = "lost"
    RECALLED = "recalled"
    RESTOCKED = "restocked"
    VOIDED = "voided"
    WRITTEN_OFF = "written_off"


class Asset(Row, Versioned, Stamped, table=True):
    """One machine with one group. Another group gets it by its own decree and handover, as a row of its own.

    `code` is on its label.
    """

    __tablename__ = "assets"
    __table_args__ = (
        Index(None, "district_code", "id"),
        Index(None, "application_id"),
        Index(None, "group_id"),
        Index(
            "uq_assets_serial",
            "serial_key",
            unique=True,
            postgresql_where=text("status NOT IN ('restocked', 'voided')"),
        ),
        CheckConstraint("(title_on IS NULL) = (title_letter IS NULL)", name="title"),
    )

    code: Mapped[str] = Field(max_length=12, unique=True)
    serial_key: Mapped[str] = Field(max_length=60)
    serial: Mapped[str] = Field(max_length=60)
    name: Mapped[str] = Field(max_length=120)
    price_rupiah: Mapped[int] = Field(sa_type=BigInteger, nullable=False)
    application_id: Mapped[UUID] = Field(foreign_key="applications.id")
    group_id: Mapped[UUID] = Field(foreign_key="groups.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    status: Mapped[AssetStatus] = choice(AssetStatus, "status")
    handed_on: Mapped[date]
    title_on: Mapped[date | None] = Field(default=None)
    title_letter: Mapped[str | None] = Field(default=None, max_length=80)


class Custody(Row, Stamped, table=True):
    """Who keeps the machine where, since when. One is open; the others are the log."""

    __tablename__ = "asset_custodies"
    __table_args__ = (
        Index("uq_asset_custodies_open", "asset_id", unique=True, postgresql_where=text("until IS NULL")),
        Index(None, "asset_id"),
        CheckConstraint("until >= since", name="order"),
    )

    asset_id: Plain[UUID] = Field(foreign_key="assets.id")
    group_id: Plain[UUID] = Field(foreign_key="groups.id")
    keeper_id: Subject[UUID] = Field(foreign_key="participants.person_id")
    place: Partner[str] = Field(max_length=200)
    since: Plain[date]
    until: Plain[date | None] = Field(default=None)
    letter_number: Plain[str | None] = Field(default=None, max_length=80)
    reason: CaseText[str | None] = Field(default=None, max_length=2000)
    made_by: ActedBy[UUID | None] = Field(default=None)


class Ground(StrEnum):
    CONSENT = "consent"
    RULING = "ruling"


class RecallOutcome(StrEnum):
    APPROVED = "approved"
    DECLINED = "declined"


class AssetRecall(Row, Versioned, Stamped, table=True):
    """Asked by one and decided by another, with the owner's consent or a ruling on file."""

    __tablename__ = "asset_recalls"
    __table_args__ = (
        Index(None, "asset_id"),
        Index("uq_asset_recalls_open", "asset_id", unique=True, postgresql_where=text("outcome IS NULL")),
        CheckConstraint("decided_by <> requested_by", name="two_people"),
        CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)", name="decided"
        ),
    )

    asset_id: Plain[UUID] = Field(foreign_key="assets.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    ground: Plain[Ground] = choice(Ground, "ground")
    letter_number: Plain[str] = Field(max_length=80)
    reason: CaseText[str] = Field(max_length=2000)
    paper_id: Evidence[UUID] = Field(foreign_key="files.id")
    requested_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    outcome: Plain[RecallOutcome | None] = choice(RecallOutcome, "outcome", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)


class AssetTitle(Row, Stamped, table=True):
    """Who owned the machine, since when, by which letter, and until which recall."""

    __tablename__ = "asset_titles"
    __table_args__ = (
        Index(None, "asset_id"),
        Index("uq_asset_titles_open", "asset_id", unique=True, postgresql_where=text("until IS NULL")),
        CheckConstraint("until >= since", name="order"),
        CheckConstraint("(until IS NULL) = (recall_id IS NULL)", name="ended"),
    )

    asset_id: Mapped[UUID] = Field(foreign_key="assets.id")
    group_id: Mapped[UUID] = Field(foreign_key="groups.id")
    since: Mapped[date]
    letter_number: Mapped[str] = Field(max_length=80)
    until: Mapped[date | None] = Field(default=None)
    recall_id: Mapped[UUID | None] = Field(default=None, foreign_key="asset_recalls.id")
