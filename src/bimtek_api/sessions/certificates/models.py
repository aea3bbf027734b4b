"""Certificates: numbered without gaps, checkable by anyone, without personal numbers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, now_column


class Certificate(Row, table=True):
    """`number` is printed, `code` is the address of the public check page. Neither is ever reused."""

    __tablename__ = "certificates"
    __table_args__ = (
        Index(
            "uq_certificates_valid",
            "registration_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    number: str = Field(max_length=40, unique=True)
    code: str = Field(max_length=12, unique=True)
    registration_id: UUID = Field(foreign_key="registrations.id")
    issued_at: datetime = now_column()
    issued_by: UUID | None = Field(default=None, foreign_key="identities.id")
    revoked_at: datetime | None = None
