"""Who read whose personal data, and which fields. Append-only, like the history, but without jobs: reads are many."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import Column, Index, Text, insert
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field

from bimtek_api.core.actor import Actor
from bimtek_api.core.models import Row, now_column
from bimtek_api.core.personal import Reading, ReadingTrace, Subject

RECORD = ("name", "phone", "email", "birth_date", "sex", "address", "business", "nik_last4")
NIK = ("nik",)


class PersonalRead(Row, table=True):
    """One look at one person. `source` is the page or paper, `fields` what stood on it."""

    __tablename__ = "personal_reads"
    __table_args__ = (Index(None, "person_id", "id"), Index(None, "actor_id", "id"))

    at: Reading[datetime] = now_column()
    actor_kind: ReadingTrace[str] = Field(max_length=20)
    actor_id: ReadingTrace[UUID | None] = Field(default=None)
    actor_name: Reading[str | None] = Field(default=None, max_length=120)
    person_id: Subject[UUID] = Field(foreign_key="identities.id")
    district_code: ReadingTrace[str] = Field(max_length=13)
    source: Reading[str] = Field(max_length=40)
    fields: Reading[list[str]] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    request_id: ReadingTrace[str | None] = Field(default=None, max_length=64)


async def note(
    db: AsyncSession, actor: Actor, person_id: UUID, district: str, source: str, fields: tuple[str, ...] = RECORD
) -> None:
    """Written in the reader's own transaction: what cannot be noted is not shown."""
    # Without RETURNING: somebody from elsewhere may write this row, and only her home's auditors read it.
    await db.execute(
        insert(PersonalRead).inline().values(
            actor_kind=actor.kind, actor_id=actor.id, actor_name=actor.name, person_id=person_id,
            district_code=district, source=source, fields=list(fields),
            request_id=structlog.contextvars.get_contextvars().get("request_id"),
        )
    )  # fmt: skip
