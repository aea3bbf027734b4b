"""All certificates of a session as one PDF, made by the worker."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, Evidence, Plain


class CertificatePrint(Row, Stamped, table=True):
    """One printing. How far it is follows from `done`, `file_id` and `failed_at`: a running job is no state.

    `content_hash` is over the certificates it holds: the same request is the same printing.
    """

    __tablename__ = "certificate_prints"
    __table_args__ = (
        Index(
            "uq_certificate_prints_content", "session_id", "content_hash", unique=True,
            postgresql_where=text("failed_at IS NULL"),
        ),
        CheckConstraint("total > 0 AND done BETWEEN 0 AND total", name="progress"),
        CheckConstraint("file_id IS NULL OR done = total", name="whole"),
    )  # fmt: skip

    session_id: Plain[UUID] = Field(foreign_key="sessions.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    content_hash: Plain[str] = Field(max_length=64)
    total: Plain[int]
    done: Plain[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    file_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    failed_at: Plain[datetime | None] = Field(default=None)
    asked_by: ActedBy[UUID] = Field(foreign_key="identities.id")
