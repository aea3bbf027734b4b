"""Decrees (SK) and their annex. What stands in the annex of a decree in force may be handed over, nothing else."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice, words_column
from bimtek_api.core.personal import ActedBy, CaseText, Evidence, Frozen, Official, Plain, Subject
from bimtek_api.core.shapes import Json
from bimtek_api.participants.groups.models import MemberRole


class Decree(Row, Stamped, table=True):
    """The number is the office's own: unique per office and year, however it is spaced.

    `snapshot` is what its paper prints, `snapshot_hash` the fingerprint of that. `amends_id`: the decree it changes.
    """

    __tablename__ = "decrees"
    __table_args__ = (
        UniqueConstraint("district_code", "year", "number_key"),
        Index(None, "district_code", "id"),
        CheckConstraint("(amends_id IS NULL) = (amends_reason IS NULL)", name="amends"),
    )

    number: Plain[str] = Field(max_length=80)
    number_key: Plain[str] = Field(max_length=80)
    year: Plain[int]
    dated: Plain[date]
    signatory_name: Official[str] = Field(max_length=120)
    signatory_position: Official[str] = Field(max_length=120)
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    revoked_at: Plain[datetime | None] = Field(default=None)
    signatory_nip: Official[str | None] = Field(default=None, max_length=30)
    basis: Plain[list[str]] = words_column()
    amends_id: Plain[UUID | None] = Field(default=None, foreign_key="decrees.id")
    amends_reason: CaseText[str | None] = Field(default=None, max_length=2000)
    snapshot: Frozen[Json] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    snapshot_hash: Frozen[str | None] = Field(default=None, max_length=64)
    paper_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")


class DecreeLine(Row, Stamped, Act, table=True):
    """One recipient, of the round that passed. Triggers keep `spent_rupiah` and `released_rupiah` by its bookings.

    The reserved amount is kept, so that exactly what was not spent goes back in the end.
    """

    __tablename__ = "decree_lines"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_decree_lines_duty"),
        ForeignKeyConstraint(
            ["application_id", "round_id"],
            ["approval_rounds.application_id", "approval_rounds.id"],
            name="fk_decree_lines_round",
        ),
        UniqueConstraint("application_id", "id"),
        CheckConstraint("duty_group = 'decree'", name="duty"),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        CheckConstraint("released_rupiah BETWEEN 0 AND amount_rupiah - spent_rupiah", name="released"),
        CheckConstraint("spent_rupiah >= 0", name="spent"),
        Index("uq_decree_lines_live", "application_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        UniqueConstraint("decree_id", "position"),
    )

    decree_id: Plain[UUID] = Field(foreign_key="decrees.id")
    round_id: Plain[UUID | None] = Field(default=None)
    position: Plain[int]
    budget_line_id: Plain[UUID] = Field(foreign_key="budget_nodes.id")
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    released_rupiah: Plain[int] = Field(
        default=0, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    spent_rupiah: Plain[int] = Field(
        default=0, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    ended_at: Plain[datetime | None] = Field(default=None)


class BookingKind(StrEnum):
    """`carried`: spent before there were bookings. `taken_back`: by an upheld dispute. `paid_back`: by the group."""

    SPENT = "spent"
    RELEASED = "released"
    CARRIED = "carried"
    TAKEN_BACK = "taken_back"
    PAID_BACK = "paid_back"


class DecreeBooking(Row, Stamped, table=True):
    """Rupiah of one recipient, by the handover or the payment that moved it. Written once; sums follow by trigger."""

    __tablename__ = "decree_bookings"
    __table_args__ = (
        UniqueConstraint("handover_id", "kind"),
        UniqueConstraint("payment_id", "kind"),
        UniqueConstraint("dispute_id", "kind"),
        UniqueConstraint("refund_id", "kind"),
        Index(None, "decree_line_id"),
        CheckConstraint("amount_rupiah > 0", name="amount"),
        CheckConstraint(
            "num_nonnulls(handover_id, payment_id, dispute_id, refund_id)"
            " = CASE kind WHEN 'carried' THEN 0 ELSE 1 END",
            name="act",
        ),
    )

    decree_line_id: Mapped[UUID] = Field(foreign_key="decree_lines.id")
    kind: Mapped[BookingKind] = choice(BookingKind, "kind")
    amount_rupiah: Mapped[int] = Field(sa_type=BigInteger, nullable=False)
    handover_id: Mapped[UUID | None] = Field(default=None, foreign_key="handovers.id")
    payment_id: Mapped[UUID | None] = Field(default=None, foreign_key="tranche_payments.id")
    dispute_id: Mapped[UUID | None] = Field(default=None, foreign_key="handover_disputes.id")
    refund_id: Mapped[UUID | None] = Field(default=None, foreign_key="refund_receipts.id")


class DecreeScan(Row, Stamped, table=True):
    """The signed paper as it was scanned; the last one counts, earlier ones stay."""

    __tablename__ = "decree_scans"
    __table_args__ = (Index(None, "decree_id"),)

    decree_id: Plain[UUID] = Field(foreign_key="decrees.id")
    file_id: Evidence[UUID] = Field(foreign_key="files.id")
    made_by: ActedBy[UUID | None] = Field(default=None)


class ChangeStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class ChangeKind(StrEnum):
    """`ends`: recipients leave. `members`: other people of one group."""

    ENDS = "ends"
    MEMBERS = "members"


class DecreeChange(Row, Versioned, Stamped, table=True):
    """Recipients taken out, or other people of one: proposed with a letter, decided by another person (G3)."""

    __tablename__ = "decree_changes"
    __table_args__ = (
        Index("uq_decree_changes_open", "decree_id", unique=True, postgresql_where=text("status = 'proposed'")),
        CheckConstraint("decided_by <> proposed_by", name="two_people"),
        CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
    )

    decree_id: Plain[UUID] = Field(foreign_key="decrees.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    status: Plain[ChangeStatus] = choice(ChangeStatus, "status")
    kind: Plain[ChangeKind] = choice(ChangeKind, "kind", default=ChangeKind.ENDS)
    letter_number: Plain[str] = Field(max_length=80)
    letter_dated: Plain[date]
    reason: CaseText[str] = Field(max_length=2000)
    proposed_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    note: CaseText[str | None] = Field(default=None, max_length=2000)


class DecreeChangeLine(SQLModel, table=True):
    __tablename__ = "decree_change_lines"

    change_id: Mapped[UUID] = Field(primary_key=True, foreign_key="decree_changes.id")
    line_id: Mapped[UUID] = Field(primary_key=True, foreign_key="decree_lines.id")


class DecreeChangeMember(SQLModel, table=True):
    """Who the people of the recipient are from the decision on."""

    __tablename__ = "decree_change_members"

    change_id: Plain[UUID] = Field(primary_key=True, foreign_key="decree_changes.id")
    person_id: Subject[UUID] = Field(primary_key=True, foreign_key="participants.person_id")
    role: Plain[MemberRole] = choice(MemberRole, "role")
