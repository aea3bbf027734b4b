"""`record`: history, audit and outbox in one statement of the change's own transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

import orjson
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.shapes import Json

# One statement writes the events and enqueues their job with the queue's own function, so that
# either all of it exists after the commit or none of it.
INSERT = text(
    """
    WITH written AS (
        INSERT INTO events (name, actor_kind, actor_id, actor_name, subject_kind, subject_id, person_id,
                            district_code, before, after, reason, request_id, data)
        SELECT e.name, :actor_kind, :actor_id, :actor_name, e.subject_kind, e.subject_id, e.person_id,
               e.district_code, e.before, e.after, e.reason, :request_id, coalesce(e.data, '{}')
        FROM jsonb_to_recordset(CAST(:entries AS jsonb)) AS e(
            name text, subject_kind text, subject_id uuid, person_id uuid, district_code text,
            before text, after text, reason text, data jsonb)
        RETURNING id
    )
    SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
        'events', 'fan_out', 0, NULL, NULL, jsonb_build_object('event_id', id), NULL
    )::procrastinate_job_to_defer_v1)) FROM written
    """
)


@dataclass(frozen=True)
class Entry:
    """One line of history. `subject` is ("registration", id); no personal data in `data`."""

    name: str
    subject: tuple[str, UUID]
    district_code: str
    person_id: UUID | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    data: Json = field(default_factory=dict)

    def row(self) -> Json:
        values = asdict(self)
        values["subject_kind"], values["subject_id"] = values.pop("subject")
        return values


async def record(db: AsyncSession, actor: Actor, *entries: Entry) -> None:
    """Writes the entries and enqueues `fan_out` for each, inside the caller's transaction."""
    await record_all(db, actor, entries)


async def record_all(db: AsyncSession, actor: Actor, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    facts = {
        "entries": orjson.dumps([entry.row() for entry in entries]).decode(),
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "request_id": structlog.contextvars.get_contextvars().get("request_id"),
    }
    await db.execute(INSERT, facts)
