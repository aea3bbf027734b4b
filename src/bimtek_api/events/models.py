"""The history: every change of state, append-only by grants and by trigger."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, now_column
from bimtek_api.core.personal import ActedBy, Official, Plain, Proof, Subject
from bimtek_api.core.shapes import Json


class Event(Row, table=True):
    """Who did what to which subject, from where to where, and why. `data` holds ids and counts only.

    Id, place, transaction and instant come from the database: the application may not write these columns.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "subject_kind", "subject_id", "position"),
        Index(None, "person_id", "position", postgresql_where=text("person_id IS NOT NULL")),
        Index(None, "position", unique=True),
    )

    position: Plain[int] = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    transaction_id: Plain[int] = Field(
        default=None,
        sa_column=Column(BigInteger, nullable=False, server_default=text("pg_current_xact_id()::text::bigint")),
    )
    at: Plain[datetime] = now_column()
    name: Plain[str] = Field(max_length=60)
    actor_kind: Plain[str] = Field(max_length=20)
    actor_id: ActedBy[UUID | None] = Field(default=None)
    actor_name: Official[str | None] = Field(default=None, max_length=120)
    subject_kind: Plain[str] = Field(max_length=30)
    subject_id: Plain[UUID]
    person_id: Subject[UUID | None] = Field(default=None)
    district_code: Plain[str] = Field(max_length=13)
    before: Plain[str | None] = Field(default=None, max_length=40)
    after: Plain[str | None] = Field(default=None, max_length=40)
    reason: Proof[str | None] = Field(default=None, max_length=2000)
    request_id: Plain[str | None] = Field(default=None, max_length=64)
    data: Plain[Json] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
