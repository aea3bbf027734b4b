"""Certificates: numbered without gaps, checkable by anyone, without personal numbers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, now_column
from bimtek_api.core.personal import ActedBy, Counted, MarkedRemark, NamedOnce, Plain, Subject


class Certificate(Row, table=True):
    """`number` is printed, `code` is the address of the public check page. Neither is ever reused.

    `name` is printed, too: a certificate made anew may bear a corrected one. `replaces` is the one it took over from.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        Index(
            "uq_certificates_valid",
            "registration_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        CheckConstraint("(revoked_at IS NULL) = (revoke_reason IS NULL)", name="revoked_why"),
    )

    number: Counted[str] = Field(max_length=40, unique=True)
    code: Plain[str] = Field(max_length=12, unique=True)
    registration_id: Subject[UUID] = Field(foreign_key="registrations.id")
    issued_at: Counted[datetime] = now_column()
    issued_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    name: NamedOnce[str] = Field(max_length=120)
    replaces: Plain[UUID | None] = Field(default=None, foreign_key="certificates.id")
    revoked_at: Plain[datetime | None] = Field(default=None)
    revoked_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    revoke_reason: MarkedRemark[str | None] = Field(default=None, max_length=2000)
