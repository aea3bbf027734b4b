"""Lists too long for one answer, written by the worker and kept for a day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, Evidence, Plain
from bimtek_api.core.shapes import Json


class ExportJob(Row, Stamped, table=True):
    """One list somebody waits for. How far it is follows from `done`, `file_id` and `failed_at`.

    `request`: a `RegistrationExport` as JSON; the same one is asked for once at a time by each person. `scope`: the
    rights it was written with.
    """

    __tablename__ = "export_jobs"
    __table_args__ = (
        Index(
            "uq_export_jobs_running", "asked_by", "request_hash", unique=True,
            postgresql_where=text("file_id IS NULL AND failed_at IS NULL"),
        ),
    )  # fmt: skip

    asked_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    request: Plain[Json] = Field(sa_column=Column(JSONB, nullable=False))
    request_hash: Plain[str] = Field(max_length=64)
    language: Plain[str] = Field(max_length=5)
    done: Plain[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    file_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    failed_at: Plain[datetime | None] = Field(default=None)
    scope: Plain[str | None] = Field(default=None, sa_type=Text)
