"""Messages to participants, for officers: what was sent, and who must still be told."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy import Row

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.exchange.notifications import repository, service
from bimtek_api.exchange.notifications.schemas import MessageRead, MessageSlice, TextRead, Texts, TextsWrite
from bimtek_api.exchange.notifications.service import Notifier
from bimtek_api.programmes.programmes import repository as programmes

router = APIRouter(tags=["messages"])


def shown(notifier: Notifier, row: Row) -> MessageRead:
    subject, text = notifier.written(row, private=False)
    own = {name: getattr(row.Message, name) for name in
           ("id", "kind", "channel", "status", "attempts", "error", "created_at", "settled_at", "registration_id",
            "application_id", "complaint_id", "delegation_id")}  # fmt: skip
    return MessageRead(
        **own,
        subject=subject,
        text=text,
        number=row.number,
        name=row.name,
        phone=notifier.contact(row)[1] or "",
        about=row.title or row.group_name,
        session_title=row.title,
        registration_number=row.number if row.registration_id else "",
        whatsapp=notifier.whatsapp(row),
    )


@router.get("/messages", **needs(Permission.DISTRICT_READ))
async def list_messages(
    db: DB, request: Request, actor: ActorDep, asked: Annotated[MessageSlice, Query()]
) -> Page[MessageRead]:
    """What people were told or must still be told, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[shown(request.app.state.notifier, row) for row in rows], next_cursor=cursor)


@router.post("/messages/{message_id}/tellings", status_code=204, **needs(Permission.DISTRICT_READ))
async def tell_person(db: DB, actor: ActorDep, once: OnceDep, message_id: UUID) -> None:
    """Records that the caller has told the person herself."""
    if await once.first(db, actor):
        await service.tell(db, actor, message_id)


@router.post("/messages/{message_id}/retries", status_code=204, **needs(Permission.DISTRICT_READ))
async def retry_message(db: DB, actor: ActorDep, once: OnceDep, message_id: UUID) -> None:
    """Sends again what did not arrive, once the address or the receiver is mended."""
    if await once.first(db, actor):
        await service.retry(db, actor, message_id)


@router.get("/programmes/{programme_id}/texts", **needs(Permission.SESSION_READ))
async def read_texts(db: DB, programme_id: UUID) -> Texts:
    """What a programme adds to its messages."""
    await programmes.read(db, programme_id)
    return Texts(items=[TextRead.model_validate(each) for each in await repository.texts(db, programme_id)])


@router.put("/programmes/{programme_id}/texts", **needs(Permission.PROGRAMME_MANAGE))
async def write_texts(db: DB, actor: ActorDep, programme_id: UUID, new: TextsWrite) -> Texts:
    """Replaces what a programme adds; messages not sent yet have the new words."""
    await service.write_texts(db, actor, programme_id, new)
    return Texts(items=[TextRead.model_validate(each) for each in await repository.texts(db, programme_id)])
