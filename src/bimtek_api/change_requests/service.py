"""What asking and deciding share: facts about a request, writing what was approved, and telling of it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests import repository, statements, views
from bimtek_api.change_requests.models import ChangeRequest, RecordKind
from bimtek_api.change_requests.workflow import ChangeFacts, workflow_of
from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Moved
from bimtek_api.events.recorder import Entry, record, record_all
from bimtek_api.programmes.programmes.service import COUNTRY

SUBJECTS = {"participant": "participant_id", "group": "group_id", "supplier": "supplier_id"}


def subject_of(request: ChangeRequest) -> tuple[str, UUID]:
    return next((kind, found) for kind, name in SUBJECTS.items() if (found := getattr(request, name)))


def differs(request: ChangeRequest, facts: Json) -> bool:
    """Whether the record no longer says what it said when the correction was asked for."""
    if any(facts[name] != value for name, value in request.before.items()):
        return True
    return request.kind in statements.SECRETS and repository.secret_of(request.kind, facts) != request.secret_before


async def is_hers(db: AsyncSession, actor: Actor, request: ChangeRequest, on_file: Json) -> bool:
    """Whether it is about her, her group, or a business that is or shall be hers."""
    owners = [owner for facts in (on_file, request.after) if (owner := facts.get("owner_id"))]
    return await repository.is_hers(db, actor, request, owners)


async def look(db: AsyncSession, actor: Actor, request: ChangeRequest, on_file: Json | None) -> ChangeFacts:
    """What the guards judge. `on_file` is the record of today, None where there is none any more."""
    _, record_id = subject_of(request)
    return ChangeFacts(
        mine=actor.is_one_of(request.made_by),
        acts_for_maker=await repository.acts_for(db, request, actor),
        own_record=await is_hers(db, actor, request, on_file or {}),
        changed=on_file is None or differs(request, on_file),
        taken=await repository.taken(db, request, record_id),
        serves=request.kind == RecordKind.NIK and await repository.serves(db, record_id),
        busy=request.kind == RecordKind.GROUP_END and await repository.busy(db, record_id),
    )


def entry(request: ChangeRequest, moved: Moved) -> Entry:
    data = {"request": str(request.id), "kind": str(request.kind), "fields": views.fields_of(request)}
    return Entry(
        moved.event, subject_of(request), request.district_code or COUNTRY, request.participant_id, moved.before,
        moved.after, request.note, data,
    )  # fmt: skip


async def submit(db: AsyncSession, actor: Actor, request: ChangeRequest, mover: Actor) -> None:
    """From now on it waits for another officer. `mover` is the system where nobody of the office asked."""
    moved = workflow_of(request.kind).move(request, "submit", mover, ChangeFacts(mine=True))
    await db.flush()
    await record(db, actor, entry(request, moved))


async def approve(db: AsyncSession, actor: Actor, request: ChangeRequest, action: str, facts: ChangeFacts) -> None:
    """The request is decided, the record says so, and whoever asked for something else meanwhile is told."""
    now = await clock.now(db)
    moved = workflow_of(request.kind).move(request, action, actor, facts)
    request.decided_by, request.decided_at = actor.id, now
    await db.flush()
    await repository.write(db, request, subject_of(request)[1])
    await record(db, actor, entry(request, moved))
    overtaken = []
    for other in await repository.still_open(db, request):
        if differs(other, await repository.record(db, other.kind, subject_of(other)[1])):
            overtaken.append(entry(other, workflow_of(other.kind).move(other, "conflict", SYSTEM, None)))
    await db.flush()
    await record_all(db, SYSTEM, overtaken)
