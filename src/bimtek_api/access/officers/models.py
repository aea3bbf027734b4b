"""Officers and their dated roles."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Column, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from bimtek_api.access.roles import LIMITABLE, Role
from bimtek_api.core.models import Mapped, Row, Stamped, choice
from bimtek_api.core.personal import ActedBy, Credential, Official, OfficialKey, OfficialPhone, Plain

LIMITED = ", ".join(f"'{role}'" for role in sorted(LIMITABLE))


class Officer(Stamped, SQLModel, table=True):
    """An identity that may log in, once she has a password and an authenticator of her own.

    `totp_last_step` makes each code usable once. `earlier_phones` are kept by the database, to be compared.
    """

    __tablename__ = "officers"
    __table_args__ = (
        CheckConstraint("email = lower(btrim(email))", name="email_normal"),
        CheckConstraint("nip ~ '^[0-9]{18}$'", name="nip"),
        Index("ix_officers_mail_key", text("mail_key(email)")),
    )

    person_id: ActedBy[UUID] = Field(primary_key=True, foreign_key="identities.id")
    email: Official[str] = Field(max_length=254, unique=True)
    name: Official[str] = Field(max_length=120)
    position: Official[str] = Field(max_length=120)
    nip: Official[str | None] = Field(default=None, max_length=18, unique=True)
    phone: OfficialPhone[str | None] = Field(default=None, max_length=16)
    earlier_phones: OfficialPhone[list[str]] = Field(
        default_factory=list, sa_column=Column(ARRAY(String(16)), server_default=text("'{}'"), nullable=False)
    )
    password_hash: Credential[str | None] = Field(default=None, max_length=200)
    totp_sealed: Credential[bytes | None] = Field(default=None, sa_type=LargeBinary)
    totp_last_step: Credential[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    disabled_at: Plain[datetime | None] = Field(default=None)
    notices_seen_at: Plain[datetime | None] = Field(default=None)


class NipFinding(SQLModel, table=True):
    """A NIP from before they were unique: no eighteen digits (`shape`), or an older account has it (`double`)."""

    __tablename__ = "nip_findings"
    __table_args__ = (CheckConstraint("why IN ('shape', 'double')", name="why"),)

    officer_id: ActedBy[UUID] = Field(primary_key=True, foreign_key="officers.person_id")
    nip: Official[str] = Field(max_length=18)
    why: Plain[str] = Field(max_length=10)


class OfficerPaper(Row, Stamped, table=True):
    """The national id as somebody else read it on her paper: a keyed hash, nothing anybody could read again.

    The latest counts. `contradicted_at`: she wrote another one since. Without a reader: demo data.
    """

    __tablename__ = "officer_papers"
    __table_args__ = (Index(None, "officer_id"), CheckConstraint("read_by <> officer_id", name="another"))

    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    nik_index: OfficialKey[bytes] = Field(sa_type=LargeBinary, nullable=False)
    read_by: ActedBy[UUID | None] = Field(default=None, foreign_key="officers.person_id")
    contradicted_at: Plain[datetime | None] = Field(default=None)


class RecoveryCode(Row, Stamped, table=True):
    """A code on paper instead of the authenticator; the index is keyed, the code itself is kept nowhere."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index(None, "officer_id"),)

    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    code_index: Credential[bytes] = Field(sa_type=LargeBinary, nullable=False, unique=True)
    used_at: Plain[datetime | None] = Field(default=None)


class Deputation(Row, Stamped, table=True):
    """An officer acts for another one, in one of her roles, by a letter and for some days. She signs as herself.

    It counts from her acceptance on. `before_rule`: from before anybody was asked.
    """

    __tablename__ = "deputations"
    __table_args__ = (
        Index(None, "deputy_id"),
        Index(None, "principal_id"),
        CheckConstraint("deputy_id <> principal_id", name="two_people"),
        CheckConstraint("valid_to >= valid_from", name="dates"),
    )

    principal_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    deputy_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    role: Plain[Role] = choice(Role, "role")
    region_code: Plain[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    programme_id: Plain[UUID | None] = Field(default=None, foreign_key="programmes.id")
    valid_from: Plain[date]
    valid_to: Plain[date]
    letter_number: Plain[str] = Field(max_length=80)
    letter_dated: Plain[date]
    ended_at: Plain[datetime | None] = Field(default=None)
    accepted_at: Plain[datetime | None] = Field(default=None)
    before_rule: Plain[bool] = Field(
        default=False, nullable=False, sa_column_kwargs={"server_default": text("false")}
    )


class RoleAssignment(Row, Stamped, table=True):
    """One role over one region subtree (None = the whole country), for one programme (None = all), for some days."""

    __tablename__ = "role_assignments"
    __table_args__ = (
        Index(None, "officer_id"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        CheckConstraint("role <> 'auditor' OR valid_to IS NOT NULL", name="audit_ends"),
        CheckConstraint(f"programme_id IS NULL OR role IN ({LIMITED})", name="limitable"),
    )

    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    role: Plain[Role] = choice(Role, "role")
    region_code: Plain[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    programme_id: Plain[UUID | None] = Field(default=None, foreign_key="programmes.id")
    valid_from: Plain[date]
    valid_to: Plain[date | None] = Field(default=None)
    ended_at: Plain[datetime | None] = Field(default=None)
    request_id: Plain[UUID | None] = Field(default=None, foreign_key="access_requests.id", unique=True)


@dataclass(frozen=True)
class Wanted:
    """A role over an area (None = the whole country) and a programme (None = all), for some days (None = no end)."""

    role: Role
    region: str | None
    valid_from: date
    valid_to: date | None = None
    programme: UUID | None = None


class IncompatibleRoles(SQLModel, table=True):
    """Two roles nobody has at once where their areas and days meet. Kept in alphabetical order."""

    __tablename__ = "incompatible_roles"
    __table_args__ = (CheckConstraint("first < second", name="in_order"),)

    first: Mapped[str] = Field(primary_key=True, max_length=40)
    second: Mapped[str] = Field(primary_key=True, max_length=40)
