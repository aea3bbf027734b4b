"""One move of one record, in the one order: check, change, write, and say so in the history."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Case, Moved, Workflow
from bimtek_api.events.recorder import Entry, record

F = TypeVar("F")


@dataclass(frozen=True)
class Step:
    """The move under way; what is put into `data` stands in the history beside it."""

    moved: Moved
    data: Json = field(default_factory=dict)


@asynccontextmanager
async def transition(
    db: AsyncSession,
    actor: Actor,
    workflow: Workflow[F],
    subject: Case,
    action: str,
    facts: F | None,
    *,
    of: tuple[str, UUID],
    reason: str | None = None,
    by: Actor | None = None,
) -> AsyncGenerator[Step]:
    """Moves `subject`, locked and of the version that was seen; what else changes with the move stands inside.

    Refuses before anything is changed, writes nothing where the body raises. `of` is whose history it is; `by` whose
    right it is where that is not the actor's.
    """
    moved = workflow.move(subject, action, by or actor, facts, reason)
    step = Step(moved)
    yield step
    await db.flush()
    assert subject.district_code is not None
    entry = Entry(moved.event, of, subject.district_code, None, moved.before, moved.after, reason, step.data)
    await record(db, actor, entry)
