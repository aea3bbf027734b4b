"""Grant applications: the case that everybody after this acts on."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice, words_column
from bimtek_api.core.personal import ActedBy, CaseText, Frozen, Plain, Subject
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.packages.models import TRANCHE, ItemKind, item_kind
from bimtek_api.participants.groups.models import MemberRole


class ApplicationStatus(StrEnum):
    DRAFT = "draft"
    DISCARDED = "discarded"
    IN_DESK_CHECK = "in_desk_check"
    RETURNED = "returned"
    LAPSED = "lapsed"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    IN_FIELD_CHECK = "in_field_check"
    FIELD_FAILED = "field_failed"
    READY_FOR_SCORING = "ready_for_scoring"
    SCORED = "scored"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    IN_APPROVAL = "in_approval"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"
    APPROVAL_CANCELLED = "approval_cancelled"
    APPROVED = "approved"
    DECREED = "decreed"
    DECREE_REVOKED = "decree_revoked"
    PARTLY_DELIVERED = "partly_delivered"
    DELIVERED = "delivered"
    CLOSED = "closed"
    BREACHED = "breached"
    RECALLED = "recalled"


class Application(Row, Versioned, Stamped, table=True):
    """`snapshot_hash` freezes what was checked: a change after that blocks every later step."""

    __tablename__ = "applications"
    __table_args__ = (Index(None, "district_code", "id"), Index(None, "group_id"), Index(None, "call_id"))

    number: Mapped[str] = Field(max_length=40, unique=True)
    call_id: Mapped[UUID] = Field(foreign_key="calls.id")
    group_id: Mapped[UUID] = Field(foreign_key="groups.id")
    package_id: Mapped[UUID] = Field(foreign_key="packages.id")
    programme_id: Mapped[UUID] = Field(foreign_key="programmes.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    status: Mapped[ApplicationStatus] = choice(ApplicationStatus, "status")
    snapshot_hash: Mapped[str | None] = Field(default=None, max_length=64)


class CaseReturn(Row, Stamped, table=True):
    """Sent back for correction: what may change until when, and how the case was then."""

    __tablename__ = "case_returns"
    __table_args__ = (
        Index(None, "application_id"),
        CheckConstraint("cardinality(fields) > 0", name="fields"),
        UniqueConstraint("application_id", "number"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    number: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    fields: Plain[list[str]] = words_column()
    due_on: Plain[date]
    snapshot: Frozen[Json] = Field(sa_column=Column(JSONB, nullable=False))


class RosterOccasion(StrEnum):
    """What fixed an edition of the people; `earlier`: taken over from before there were editions."""

    DESK_CHECK = "desk_check"
    RENEWAL = "renewal"
    ROUND = "round"
    DECREE_CHANGE = "decree_change"
    EARLIER = "earlier"


class CaseRoster(Row, Stamped, table=True):
    """One edition of the people a case is for; the last one counts. `assumed`: nobody said so, it was inferred."""

    __tablename__ = "case_rosters"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        CheckConstraint("number > 0 AND size >= 0", name="numbers"),
        CheckConstraint("(occasion = 'decree_change') = (change_id IS NOT NULL)", name="change"),
    )

    application_id: Mapped[UUID] = Field(foreign_key="applications.id")
    number: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    occasion: Mapped[RosterOccasion] = choice(RosterOccasion, "occasion")
    size: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    assumed: Mapped[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    change_id: Mapped[UUID | None] = Field(default=None, foreign_key="decree_changes.id", unique=True)


class CaseMember(SQLModel, table=True):
    """A person in an edition. Rounds, handovers and payments refer to it, so they are for nobody else."""

    __tablename__ = "case_members"
    __table_args__ = (
        ForeignKeyConstraint(
            ["application_id", "number"], ["case_rosters.application_id", "case_rosters.number"],
            name="fk_case_members_roster",
        ),
        Index(None, "person_id"),
    )  # fmt: skip

    application_id: Plain[UUID] = Field(primary_key=True)
    number: Plain[int] = Field(primary_key=True, sa_type=SmallInteger)
    person_id: Subject[UUID] = Field(primary_key=True, foreign_key="participants.person_id")
    role: Plain[MemberRole] = choice(MemberRole, "role")


class ApplicationLine(Row, table=True):
    """What was asked for; `approved` follows the frozen content. `terms`: when a tranche of capital is paid."""

    __tablename__ = "application_lines"
    __table_args__ = (
        UniqueConstraint("application_id", "position"),
        CheckConstraint("requested > 0 AND approved >= 0 AND approved <= requested", name="quantities"),
        CheckConstraint("price_rupiah > 0", name="price"),
        CheckConstraint(TRANCHE, name="tranche"),
        CheckConstraint("kind = 'goods' OR requested = 1", name="one_sum"),
    )

    application_id: Mapped[UUID] = Field(foreign_key="applications.id")
    position: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    kind: Mapped[ItemKind] = item_kind()
    name: Mapped[str] = Field(max_length=120)
    unit: Mapped[str] = Field(max_length=20)
    requested: Mapped[int]
    approved: Mapped[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    price_rupiah: Mapped[int] = Field(sa_type=BigInteger, nullable=False)
    price_source: Mapped[str] = Field(max_length=120)
    terms: Mapped[str | None] = Field(default=None, max_length=500)
    report_days: Mapped[int | None] = Field(default=None, sa_type=SmallInteger)


class AidClaim(Row, Stamped, table=True):
    """One aid per person, programme and year, for every member of the group. Released when the case ends without."""

    __tablename__ = "aid_claims"
    __table_args__ = (
        Index(
            "uq_aid_claims_person", "person_id", "programme_id", "fiscal_year", unique=True,
            postgresql_where=text("NOT released"),
        ),
        Index(None, "application_id"),
    )  # fmt: skip

    person_id: Subject[UUID] = Field(foreign_key="participants.person_id")
    programme_id: Plain[UUID] = Field(foreign_key="programmes.id")
    fiscal_year: Plain[int]
    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    released: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})


class CaseHold(Row, Stamped, table=True):
    """A case that must not go on for now: `reference` is the complaint, duplicate or audit it waits for."""

    __tablename__ = "case_holds"
    __table_args__ = (
        Index("uq_case_holds_live", "application_id", unique=True, postgresql_where=text("released_at IS NULL")),
        CheckConstraint("released_by <> placed_by", name="two_people"),
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    reason: CaseText[str] = Field(max_length=2000)
    reference: Plain[str] = Field(max_length=80)
    placed_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    released_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    released_at: Plain[datetime | None] = Field(default=None)
    release_note: CaseText[str | None] = Field(default=None, max_length=2000)
