"""Joint business groups (KUB) and their members."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Counted, Evidence, Partner, Plain, Subject
from bimtek_api.participants.trades.catalogue import Trade


class MemberRole(StrEnum):
    CHAIR = "chair"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    MEMBER = "member"


class PaperKind(StrEnum):
    """What a group has on paper. A call says which of them it asks for."""

    DEED = "deed"
    MEMBER_LIST = "member_list"
    DOMICILE = "domicile"
    BUSINESS_LICENCE = "business_licence"
    TAX_NUMBER = "tax_number"
    BANK_ACCOUNT = "bank_account"
    PROPOSAL = "proposal"
    STATEMENT = "statement"
    INTEGRITY_PACT = "integrity_pact"
    SITE_PHOTO = "site_photo"


class Group(Row, Versioned, Stamped, table=True):
    """Its name, address, trade and dates change by a change request only; so does its end."""

    __tablename__ = "groups"
    __table_args__ = (Index(None, "district_code", "name", "id"),)

    name: Partner[str] = Field(max_length=120)
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    address: Partner[str] = Field(max_length=200)
    trade: Plain[Trade] = choice(Trade, "trade")
    formed_on: Plain[date]
    ended_on: Plain[date | None] = Field(default=None)
    recorded_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    demo: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})


LIVE = text("valid_to IS NULL")


class GroupMember(Row, table=True):
    """A person's time in a group. One chair at a time; nobody twice at a time."""

    __tablename__ = "group_members"
    __table_args__ = (
        Index("uq_group_members_live", "group_id", "person_id", unique=True, postgresql_where=LIVE),
        Index(
            "uq_group_members_chair", "group_id", unique=True,
            postgresql_where=text("valid_to IS NULL AND role = 'chair'"),
        ),
        Index(None, "person_id"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
    )  # fmt: skip

    group_id: Plain[UUID] = Field(foreign_key="groups.id")
    person_id: Subject[UUID] = Field(foreign_key="participants.person_id")
    role: Counted[MemberRole] = choice(MemberRole, "role")
    valid_from: Counted[date]
    valid_to: Counted[date | None] = Field(default=None)


class GroupPaper(Row, Stamped, table=True):
    """One paper as it was handed in. The newest of a kind is the one that counts."""

    __tablename__ = "group_papers"
    __table_args__ = (
        Index(None, "group_id", "kind", "id"),
        CheckConstraint("expires_on IS NULL OR issued_on IS NULL OR expires_on >= issued_on", name="dates"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name="withdrawn",
        ),
    )

    group_id: Plain[UUID] = Field(foreign_key="groups.id")
    kind: Plain[PaperKind] = choice(PaperKind, "kind")
    number: Plain[str | None] = Field(default=None, max_length=80)
    issued_on: Plain[date | None] = Field(default=None)
    expires_on: Plain[date | None] = Field(default=None)
    file_id: Evidence[UUID] = Field(foreign_key="files.id")
    made_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    # Taken back before anybody judged it; the one before counts again.
    withdrawn_at: Plain[datetime | None] = Field(default=None)
    withdrawn_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    withdrawn_reason: CaseText[str | None] = Field(default=None, max_length=200)
