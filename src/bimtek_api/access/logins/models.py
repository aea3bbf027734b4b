"""Server-side log-ins: a token can be revoked, whatever cookie still holds it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, now_column
from bimtek_api.core.personal import ActedBy, Credential, LoggedIn, Plain


class Login(Row, Stamped, table=True):
    """`by_paper`: begun with a code on paper; it lets her read, and nothing else."""

    __tablename__ = "logins"
    __table_args__ = (
        Index(None, "officer_id"),
        CheckConstraint("NOT (by_paper AND stepped_up_at IS NOT NULL)", name="paper_reads"),
    )

    token_hash: Credential[bytes] = Field(sa_type=LargeBinary, nullable=False, unique=True)
    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    last_seen_at: Plain[datetime] = now_column()
    expires_at: Plain[datetime]
    revoked_at: Plain[datetime | None] = Field(default=None)
    stepped_up_at: Plain[datetime | None] = Field(default=None)
    second_factor_due: Plain[bool] = Field(
        default=False, nullable=False, sa_column_kwargs={"server_default": text("false")}
    )
    device: LoggedIn[str | None] = Field(default=None, max_length=120)
    network_index: LoggedIn[bytes | None] = Field(default=None, sa_type=LargeBinary)
    by_paper: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})


class KnownDevice(Row, Stamped, table=True):
    """A browser its owner has logged in with, by a token only it has: others' guesses do not slow it down."""

    __tablename__ = "known_devices"
    __table_args__ = (Index(None, "officer_id"),)

    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    token_hash: Credential[bytes] = Field(sa_type=LargeBinary, nullable=False, unique=True)
    last_used_at: Plain[datetime] = now_column()
