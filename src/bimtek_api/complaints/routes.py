"""The complaint channel: public intake and ticket, and the officers' cases."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.complaints import repository, service, views
from bimtek_api.complaints.schemas import (
    CaseCreate,
    CaseMove,
    CaseRead,
    CaseRow,
    CaseSlice,
    ComplaintCreate,
    ComplaintRead,
    MessageCreate,
)
from bimtek_api.complaints.workflow import WORKFLOW, ComplaintFacts
from bimtek_api.core import versions
from bimtek_api.core.actor import PUBLIC, Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.values import numbers
from bimtek_api.core.versions import IfMatch

router = APIRouter(tags=["complaints"])
Number = Annotated[numbers.Complaint, Path()]
Secret = Annotated[str, Header(max_length=64)]
WINDOW = timedelta(minutes=10)


async def case(db: AsyncSession, request: Request, actor: Actor, complaint_id: UUID, response: Response) -> CaseRead:
    row = await repository.read(db, actor, complaint_id)
    complaint, vault = row.Complaint, request.app.state.vault
    versions.tag(response, complaint.version)
    possible, missing = WORKFLOW.available(complaint, actor, ComplaintFacts(answered=True))
    sealed = {name: getattr(complaint, f"{name}_sealed") for name in ("name", "contact")}
    return CaseRead(
        **views.case_row(row).model_dump(),
        **{name: getattr(complaint, name) for name in ("text", "channel", "outcome", "answer")},
        **{name: vault.unseal(value) if value else None for name, value in sealed.items()},
        messages=views.said(await repository.messages(db, complaint.id)),
        available_actions=possible, unavailable_actions=missing,
    )  # fmt: skip


@router.post("/complaints", status_code=201, **public("complaint", 20, WINDOW))
async def file_complaint(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, new: ComplaintCreate
) -> ComplaintRead:
    """Takes a complaint, anonymous if one likes; answers with its ticket number and secret."""
    vault = request.app.state.vault
    complaint_id = await service.receive(db, vault, actor, once, new)
    row = await repository.by_id(db, complaint_id)
    return views.ticket(row, [], service.secret_of(vault, complaint_id))


@router.get("/complaints/{number}", **public("complaint_read", 120, WINDOW))
async def read_complaint(db: DB, request: Request, number: Number, complaint_secret: Secret) -> ComplaintRead:
    """Where one's complaint stands, and the answer."""
    row = await service.open_ticket(db, request.app.state.vault, number.upper(), complaint_secret)
    return views.ticket(row, await repository.messages(db, row.Complaint.id))


@router.post("/complaints/{number}/messages", status_code=201, **public("complaint", 20, WINDOW))
async def add_to_complaint(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    number: Number,
    complaint_secret: Secret,
    new: MessageCreate,
) -> ComplaintRead:
    """Adds to one's complaint."""
    row = await service.open_ticket(db, request.app.state.vault, number.upper(), complaint_secret)
    if await once.first(db, actor):
        await service.add_message(db, PUBLIC, row.Complaint, new.text)
    return views.ticket(row, await repository.messages(db, row.Complaint.id))


@router.get("/complaint-cases", **needs(Permission.COMPLAINT_READ))
async def list_cases(db: DB, actor: ActorDep, asked: Annotated[CaseSlice, Query()]) -> Page[CaseRow]:
    """Complaints the caller may see, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[views.case_row(row) for row in rows], next_cursor=cursor)


@router.post("/complaint-cases", status_code=201, **needs(Permission.COMPLAINT_HANDLE))
async def take_down_complaint(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, new: CaseCreate
) -> ComplaintRead:
    """Writes down a complaint made in person, by phone or by letter; answers with what its sender must be given."""
    vault = request.app.state.vault
    complaint_id = await service.take_down(db, vault, actor, once, new)
    return views.ticket(await repository.by_id(db, complaint_id), [], service.secret_of(vault, complaint_id))


@router.get("/complaint-cases/{complaint_id}", **needs(Permission.COMPLAINT_READ))
async def read_case(db: DB, request: Request, actor: ActorDep, complaint_id: UUID, response: Response) -> CaseRead:
    """One complaint with its contact, and what can be done now."""
    return await case(db, request, actor, complaint_id, response)


@router.post("/complaint-cases/{complaint_id}/transitions", **needs(Permission.COMPLAINT_HANDLE))
async def move_case(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    complaint_id: UUID,
    seen: IfMatch,
    asked: CaseMove,
    response: Response,
) -> CaseRead:
    """Take, hold, resume, resolve with an answer, or close."""
    if await once.first(db, actor):
        await service.move(db, actor, complaint_id, seen, asked)
    return await case(db, request, actor, complaint_id, response)


@router.post("/complaint-cases/{complaint_id}/messages", status_code=201, **needs(Permission.COMPLAINT_HANDLE))
async def tell_complainant(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    complaint_id: UUID,
    new: MessageCreate,
    response: Response,
) -> CaseRead:
    """Tells the complainant something on her ticket's page."""
    if await once.first(db, actor):
        await service.add_message(db, actor, await repository.lock(db, actor, complaint_id), new.text)
    return await case(db, request, actor, complaint_id, response)
