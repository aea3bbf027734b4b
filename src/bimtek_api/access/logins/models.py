"""Server-side log-ins: a token can be revoked, whatever cookie still holds it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, now_column


class Login(Row, Stamped, table=True):
    __tablename__ = "logins"
    __table_args__ = (Index(None, "officer_id"),)

    token_hash: bytes = Field(sa_type=LargeBinary, nullable=False, unique=True)
    officer_id: UUID = Field(foreign_key="officers.person_id")
    last_seen_at: datetime = now_column()
    expires_at: datetime
    revoked_at: datetime | None = None
    stepped_up_at: datetime | None = None
    second_factor_due: bool = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    device: str | None = Field(default=None, max_length=120)
    network_index: bytes | None = Field(default=None, sa_type=LargeBinary)
