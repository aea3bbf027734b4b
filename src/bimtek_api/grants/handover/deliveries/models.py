"""Handovers: minutes, quantities, serial numbers. Triggers hold decree, dates and quantities (G1, G2, G7)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Frozen, Location, Plain, Subject
from bimtek_api.core.shapes import Json


class Checked(StrEnum):
    """By what the receiver was recognised."""

    ID_CARD = "id_card"
    FAMILY_CARD = "family_card"
    STATEMENT = "statement"


class Handover(Row, Stamped, Act, table=True):
    """One signed handover. `snapshot` is what the minutes print, `snapshot_hash` its fingerprint.

    `roster`: the edition of the case's people the receiver is one of; a trigger writes it.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_handovers_duty"),
        ForeignKeyConstraint(
            ["application_id", "decree_line_id"],
            ["decree_lines.application_id", "decree_lines.id"],
            name="fk_handovers_decree_line",
        ),
        ForeignKeyConstraint(
            ["application_id", "roster", "receiver_id"],
            ["case_members.application_id", "case_members.number", "case_members.person_id"],
            name="fk_handovers_receiver",
        ),
        CheckConstraint("duty_group = 'hand_over'", name="duty"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="degrees"),
        Index(None, "application_id"),
        Index(None, "district_code", "id"),
    )

    number: Plain[str] = Field(max_length=40, unique=True)
    code: Plain[str] = Field(max_length=12, unique=True)
    decree_line_id: Plain[UUID] = Field(foreign_key="decree_lines.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    handed_at: Plain[datetime]
    place: Plain[str] = Field(max_length=200)
    receiver_id: Subject[UUID] = Field(foreign_key="participants.person_id")
    roster: Plain[int | None] = Field(default=None, sa_type=SmallInteger)
    receiver_checked: Plain[Checked | None] = choice(Checked, "receiver_checked", nullable=True)
    latitude: Location[float | None] = Field(default=None)
    longitude: Location[float | None] = Field(default=None)
    accuracy_m: Location[int | None] = Field(default=None)
    giver_signature_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    receiver_signature_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    photo_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    scan_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    scan_sha256: Plain[str | None] = Field(default=None, max_length=64, unique=True)  # written by a trigger
    minutes_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    snapshot: Frozen[Json] = Field(sa_column=Column(JSONB, nullable=False))
    snapshot_hash: Frozen[str] = Field(max_length=64)


class Shows(StrEnum):
    GOODS = "goods"
    RECEIVER = "receiver"
    OTHER = "other"


class HandoverPhoto(SQLModel, table=True):
    """What a photo of a handover shows. The same bytes serve once, here or in any other handover."""

    __tablename__ = "handover_photos"
    __table_args__ = (Index(None, "handover_id"),)

    file_id: Evidence[UUID] = Field(primary_key=True, foreign_key="files.id")
    handover_id: Plain[UUID] = Field(foreign_key="handovers.id")
    shows: Plain[Shows] = choice(Shows, "shows")
    sha256: Plain[str] = Field(max_length=64, unique=True)


class DraftStatus(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    DISCARDED = "discarded"


class HandoverDraft(Row, Versioned, Stamped, table=True):
    """A handover whose evidence is not complete: no number, no minutes, no budget. One open for a case."""

    __tablename__ = "handover_drafts"
    __table_args__ = (
        Index("uq_handover_drafts_open", "application_id", unique=True, postgresql_where=text("status = 'open'")),
        Index(None, "application_id"),
        CheckConstraint("(status = 'completed') = (handover_id IS NOT NULL)", name="done"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    status: Plain[DraftStatus] = choice(DraftStatus, "status")
    body: CaseText[Json] = Field(sa_column=Column(JSONB, nullable=False))
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    handover_id: Plain[UUID | None] = Field(default=None, foreign_key="handovers.id")


class HandoverLine(Row, table=True):
    __tablename__ = "handover_lines"
    __table_args__ = (
        UniqueConstraint("handover_id", "application_line_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        Index(None, "application_line_id"),
    )

    handover_id: Mapped[UUID] = Field(foreign_key="handovers.id")
    application_line_id: Mapped[UUID] = Field(foreign_key="application_lines.id")
    quantity: Mapped[int]


class HandedSerial(Row, table=True):
    """A serial number leaves the office once, however it is written, and as the piece in stock that was accepted.

    `ended_at`: the machine is back in the store, or an upheld dispute took it back; the number is free again.
    """

    __tablename__ = "handed_serials"
    __table_args__ = (
        Index("uq_handed_serials_live", "serial_key", unique=True, postgresql_where=text("ended_at IS NULL")),
        Index("uq_handed_serials_unit_id", "unit_id", unique=True, postgresql_where=text("ended_at IS NULL")),
    )

    serial_key: Mapped[str] = Field(max_length=60)
    serial: Mapped[str] = Field(max_length=60)
    handover_line_id: Mapped[UUID] = Field(foreign_key="handover_lines.id")
    unit_id: Mapped[UUID | None] = Field(default=None, foreign_key="stock_units.id")
    ended_at: Mapped[datetime | None] = Field(default=None)


class HandoverScan(Row, Stamped, table=True):
    """The minutes as they were signed in ink; the last scan counts, earlier ones stay."""

    __tablename__ = "handover_scans"
    __table_args__ = (Index(None, "handover_id"),)

    handover_id: Plain[UUID] = Field(foreign_key="handovers.id")
    file_id: Evidence[UUID] = Field(foreign_key="files.id")
    made_by: ActedBy[UUID | None] = Field(default=None)


class AttemptKind(StrEnum):
    REFUSED = "refused"
    NO_SHOW = "no_show"


class HandoverAttempt(Row, Stamped, Act, table=True):
    """The goods were there and were not taken: why, and when it is tried again.

    `receiver_id`: the member who refused them. Which pieces: `refused_pieces`.
    """

    __tablename__ = "handover_attempts"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_handover_attempts_duty"),
        CheckConstraint("duty_group = 'hand_over'", name="duty"),
        Index(None, "application_id"),
    )

    kind: Plain[AttemptKind] = choice(AttemptKind, "kind")
    attempted_at: Plain[datetime]
    place: Plain[str] = Field(max_length=200)
    reason: CaseText[str] = Field(max_length=2000)
    next_on: Plain[date | None] = Field(default=None)
    receiver_id: Subject[UUID | None] = Field(default=None, foreign_key="participants.person_id")
    giver_signature_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    receiver_signature_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")


class DisputeOutcome(StrEnum):
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class HandoverDispute(Row, Versioned, Stamped, table=True):
    """The group says that something about a handover is not so. Somebody else decides."""

    __tablename__ = "handover_disputes"
    __table_args__ = (
        Index("uq_handover_disputes_open", "handover_id", unique=True, postgresql_where=text("outcome IS NULL")),
        Index(None, "handover_id"),
        CheckConstraint("decided_by <> opened_by", name="two_people"),
        CheckConstraint("(outcome IS NULL) = (decided_by IS NULL)", name="decided"),
    )

    handover_id: Plain[UUID] = Field(foreign_key="handovers.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    reason: CaseText[str] = Field(max_length=2000)
    opened_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    outcome: Plain[DisputeOutcome | None] = choice(DisputeOutcome, "outcome", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)


class Follows(StrEnum):
    """Of a disputed piece: back in the store, to be inspected, or it never came."""

    RETURNED = "returned"
    NOT_RECEIVED = "not_received"


class DisputePiece(Row, Stamped, table=True):
    """What an upheld dispute takes back. Written once; quantities and money follow."""

    __tablename__ = "dispute_pieces"
    __table_args__ = (Index(None, "dispute_id"),)

    dispute_id: Mapped[UUID] = Field(foreign_key="handover_disputes.id")
    serial_id: Mapped[UUID] = Field(foreign_key="handed_serials.id", unique=True)
    follows: Mapped[Follows] = choice(Follows, "follows")
