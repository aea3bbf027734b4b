"""Queries of change requests, and the records they are about."""

from collections.abc import Sequence
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Row, Select, and_, column, false, func, or_, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.change_requests import statements
from bimtek_api.change_requests.errors import NotRecordedYet, UnknownChange, UnknownRecord
from bimtek_api.change_requests.models import ChangeRequest, ChangeStatus, RecordKind
from bimtek_api.change_requests.schemas import ChangeSlice
from bimtek_api.core import areas
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.core.shapes import Json
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import Region

C = ChangeRequest
ONCE_KEPT = (RecordKind.ACCOUNT, RecordKind.SUPPLIER_OWNER, RecordKind.SUPPLIER_ACCOUNT)
SUPPLIERS = table("suppliers", column("id"), column("name"))
Maker, Decider = aliased(Officer), aliased(Officer)
ENTERED = text(
    "SELECT actor_id FROM events WHERE subject_kind = 'registration' AND subject_id = :id AND actor_kind = 'officer'"
    " AND name IN ('registration.submitted', 'registration.queued') ORDER BY id LIMIT 1"
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    here = within(actor, Permission.GROUP_READ, C.district_code)
    return or_(here, C.supplier_id.is_not(None)) if actor.can(Permission.GRANT_READ) else here


def decidable_by(actor: Actor) -> ColumnElement[bool]:
    """What waits for her: another officer asked, and her role decides."""
    pays = C.supplier_id.is_not(None) if actor.can(Permission.PAYMENT_PREPARE) else false()
    theirs = or_(C.made_by.is_(None), C.made_by.not_in(actor.rows))
    here = within(actor, Permission.RECORD_CONFIRM, C.district_code)
    return and_(C.status == ChangeStatus.SUBMITTED, theirs, or_(here, pays))


def rows(actor: Actor) -> Select:
    subject = func.coalesce(Participant.name, Group.name, SUPPLIERS.c.name, "")
    return (
        select(
            C, C.id, subject.label("subject"), Region.name.label("district_name"), Maker.name.label("maker"),
            Decider.name.label("decider"),
        )
        .outerjoin(Participant, Participant.person_id == C.participant_id)
        .outerjoin(Group, Group.id == C.group_id)
        .outerjoin(SUPPLIERS, SUPPLIERS.c.id == C.supplier_id)
        .outerjoin(Region, Region.code == C.district_code)
        .outerjoin(Maker, Maker.person_id == C.made_by)
        .outerjoin(Decider, Decider.person_id == C.decided_by)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: ChangeSlice) -> tuple[list[Row], str | None]:
    """The newest first."""
    query = rows(actor)
    for name, value in (
        ("status", asked.status), ("participant_id", asked.participant), ("group_id", asked.group),
        ("supplier_id", asked.supplier), ("made_by", actor.id if asked.mine else None),
    ):  # fmt: skip
        if value is not None:
            query = query.where(getattr(C, name) == value)
    if asked.waiting:
        query = query.where(decidable_by(actor))
    found = (await db.execute(keyset(query, [C.id], asked, descending=True))).all()
    return cut(found, asked, "id")


async def read(db: AsyncSession, actor: Actor, request_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(C.id == request_id))).first()
    if row is None:
        raise UnknownChange
    return row


async def lock(db: AsyncSession, request_id: UUID) -> ChangeRequest:
    """The request for acting on. Its record is locked before it, so that two decisions never wait for each other."""
    query = select(C).where(C.id == request_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def still_open(db: AsyncSession, request: ChangeRequest) -> Sequence[ChangeRequest]:
    """Other requests about the same record that nobody has decided."""
    query = select(C).where(C.id != request.id, C.status == ChangeStatus.SUBMITTED)
    for name in ("participant_id", "group_id", "supplier_id"):
        if value := getattr(request, name):
            query = query.where(getattr(C, name) == value)
    return (await db.execute(query.order_by(C.id).with_for_update(key_share=True))).scalars().all()


async def record(db: AsyncSession, kind: RecordKind, record_id: UUID, *, lock: bool = True) -> Json:
    """Every column of the record; with `lock` nobody changes it until the transaction ends."""
    query = statements.READ[kind] + statements.LOCKED * lock
    found = (await db.execute(text(query), {"id": record_id})).scalar_one_or_none()
    if found is None:
        raise NotRecordedYet if kind in ONCE_KEPT else UnknownRecord
    return found


def secret_of(kind: RecordKind, facts: Json) -> bytes | None:
    """The index of the secret on file; None where there is none yet."""
    written = facts.get(f"{statements.SECRETS[kind]}_index") if kind in statements.SECRETS else None
    return bytes.fromhex(written[2:]) if written else None


async def write(db: AsyncSession, request: ChangeRequest, record_id: UUID) -> None:
    """The record becomes what was approved; a trigger compares every column with the request."""
    values = {
        "id": record_id, "after": orjson.dumps(request.after).decode(), "index": request.secret_index,
        "sealed": request.secret_sealed, "district": request.district_code, "maker": request.made_by,
    }  # fmt: skip
    if request.kind != RecordKind.ACCOUNT:
        await db.execute(statements.WRITE[request.kind], values)
        return
    await db.execute(statements.END_ACCOUNT, values)
    await db.execute(statements.NEW_ACCOUNT, values)


async def taken(db: AsyncSession, request: ChangeRequest, record_id: UUID) -> bool:
    """Whether another record has the number already."""
    statement, nib = statements.TAKEN.get(request.kind), request.after.get("nib")
    if statement is None or (request.kind == RecordKind.SUPPLIER and nib is None):
        return False
    return (await db.execute(statement, {"id": record_id, "index": request.secret_index, "nib": nib})).scalar_one()


async def busy(db: AsyncSession, group_id: UUID) -> bool:
    """Whether a case of the group lives, wherever and under whichever programme."""
    async with areas.everywhere(db):
        return (await db.execute(statements.BUSY, {"id": group_id})).scalar_one()


async def serves(db: AsyncSession, person_id: UUID) -> bool:
    """Whether she is an officer, or ever held a duty in a case."""
    return (await db.execute(statements.SERVES, {"id": person_id})).scalar_one()


async def acts_for(db: AsyncSession, request: ChangeRequest, actor: Actor) -> bool:
    facts = {"maker": request.made_by, "decider": actor.id, "since": request.created_at}
    return (await db.execute(statements.ACTS_FOR, facts)).scalar_one()


async def is_hers(db: AsyncSession, actor: Actor, request: ChangeRequest, owners: list[str]) -> bool:
    """Whether the record is the officer's own, of her group or business, or of whose hand she is."""
    facts = {
        "person": request.participant_id, "group": request.group_id, "owners": owners, "officer": actor.id,
        "since": request.created_at,
    }  # fmt: skip
    return (await db.execute(statements.IS_HERS, facts)).scalar_one()


async def entered_by(db: AsyncSession, registration_id: UUID) -> UUID | None:
    """The officer who typed a registration, if it was one."""
    return (await db.execute(ENTERED, {"id": registration_id})).scalar_one_or_none()
