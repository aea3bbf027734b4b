"""Correcting what is on file: one officer asks, another decides."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests import decisions, intake, repository, uploads, views
from bimtek_api.change_requests.models import RecordKind as K
from bimtek_api.change_requests.schemas import (
    AccountChange,
    ChangeMove,
    ChangeRead,
    ChangeRow,
    ChangeSlice,
    ChangeWrite,
    FamilyCardChange,
    GroupChange,
    GroupEnd,
    NikChange,
    PersonChange,
    SupplierAccountChange,
    SupplierChange,
    SupplierOwnerChange,
)
from bimtek_api.change_requests.workflow import needs_evidence
from bimtek_api.core import answers, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import Once, OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.versions import IfMatch
from bimtek_api.events import access_log

router = APIRouter(tags=["change requests"])
ASK, BUY = needs(Permission.GROUP_RECORD), needs(Permission.ORDER_PLACE)


async def detail(db: AsyncSession, actor: Actor, request_id: UUID, response: Response) -> ChangeRead:
    row = await repository.read(db, actor, request_id)
    request = row.ChangeRequest
    if request.participant_id:
        await access_log.note(db, actor, request.participant_id, request.district_code, "change_request")
    versions.tag(response, request.version)
    actions = await decisions.actions(db, actor, request)
    return views.detail(row, needs=needs_evidence(request), actions=actions)


async def asked(
    db: AsyncSession, request: Request, actor: Actor, once: Once, kind: K, record_id: UUID, new: ChangeWrite,
    response: Response,
) -> ChangeRead:  # fmt: skip
    made = await intake.ask(db, request.app.state.vault, actor, once, kind, record_id, new)
    return await detail(db, actor, made, response)


@router.post("/participants/{participant_id}/change-requests", status_code=201, **ASK)
async def correct_person(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, participant_id: UUID, new: PersonChange,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Asks that the record of a person says something else; another officer decides."""
    return await asked(db, request, actor, once, K.PERSON, participant_id, new, response)


@router.post("/participants/{participant_id}/nik-change-requests", status_code=201, **ASK)
async def correct_nik(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, participant_id: UUID, new: NikChange, response: Response
) -> ChangeRead:
    """Asks for another national id; a picture of the card is its evidence."""
    return await asked(db, request, actor, once, K.NIK, participant_id, new, response)


@router.post("/participants/{participant_id}/family-card-change-requests", status_code=201, **ASK)
async def correct_family_card(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, participant_id: UUID, new: FamilyCardChange,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Asks for another family card than the one on file."""
    return await asked(db, request, actor, once, K.FAMILY_CARD, participant_id, new, response)


@router.post("/groups/{group_id}/change-requests", status_code=201, **ASK)
async def correct_group(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, group_id: UUID, new: GroupChange, response: Response
) -> ChangeRead:
    """Asks for another name, address, trade or founding date of a group."""
    return await asked(db, request, actor, once, K.GROUP, group_id, new, response)


@router.post("/groups/{group_id}/end-requests", status_code=201, **ASK)
async def end_group(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, group_id: UUID, new: GroupEnd, response: Response
) -> ChangeRead:
    """Asks that a group ends; refused while a case of it lives or its aid is under watch."""
    return await asked(db, request, actor, once, K.GROUP_END, group_id, new, response)


@router.post("/groups/{group_id}/account/change-requests", status_code=201, **ASK)
async def correct_account(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, group_id: UUID, new: AccountChange, response: Response
) -> ChangeRead:
    """Asks for another account in place of a verified one; a treasurer verifies it again afterwards."""
    return await asked(db, request, actor, once, K.ACCOUNT, group_id, new, response)


@router.post("/suppliers/{supplier_id}/change-requests", status_code=201, **BUY)
async def correct_supplier(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, supplier_id: UUID, new: SupplierChange,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Asks that the record of a supplier says something else; a treasurer decides."""
    return await asked(db, request, actor, once, K.SUPPLIER, supplier_id, new, response)


@router.post("/suppliers/{supplier_id}/owner-change-requests", status_code=201, **BUY)
async def correct_supplier_owner(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, supplier_id: UUID, new: SupplierOwnerChange,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Asks for another owner of a supplier than the one on file."""
    return await asked(db, request, actor, once, K.SUPPLIER_OWNER, supplier_id, new, response)


@router.post("/suppliers/{supplier_id}/account-change-requests", status_code=201, **BUY)
async def correct_supplier_account(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, supplier_id: UUID, new: SupplierAccountChange,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Asks for another account of a supplier; what was paid keeps the account it was paid to."""
    return await asked(db, request, actor, once, K.SUPPLIER_ACCOUNT, supplier_id, new, response)


@router.get("/change-requests", **needs(Permission.GROUP_READ))
async def list_change_requests(
    db: DB, actor: ActorDep, asked_for: Annotated[ChangeSlice, Query()]
) -> Page[ChangeRow]:
    """Requests of the caller's districts and about suppliers, the newest first."""
    rows, cursor = await repository.page(db, actor, asked_for)
    return Page(items=[views.shown(row) for row in rows], next_cursor=cursor)


@router.get("/change-requests/{change_request_id}", **needs(Permission.GROUP_READ))
async def read_change_request(db: DB, actor: ActorDep, change_request_id: UUID, response: Response) -> ChangeRead:
    """One request: before, after, why, and who."""
    return await detail(db, actor, change_request_id, response)


@router.post("/change-requests/{change_request_id}/transitions", **needs(Permission.GROUP_READ))
async def decide_change_request(
    db: DB, actor: ActorDep, once: OnceDep, change_request_id: UUID, seen: IfMatch, move: ChangeMove,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Approves, rejects or cancels; an approval is written into the record at once."""
    if await once.first(db, actor):
        await decisions.decide(db, actor, change_request_id, seen, move)
    return await detail(db, actor, change_request_id, response)


@router.put("/change-requests/{change_request_id}/evidence", **needs(Permission.GROUP_READ))
async def keep_change_evidence(
    db: DB, request: Request, actor: ActorDep, change_request_id: UUID, seen: IfMatch, file: UploadFile,
    response: Response,
) -> ChangeRead:  # fmt: skip
    """Keeps what the officer was shown: PDF, JPEG or PNG. A draft that waited for it goes on."""
    await uploads.keep(db, request.app.state.store, actor, change_request_id, seen, await file.read())
    return await detail(db, actor, change_request_id, response)


@router.get("/change-requests/{change_request_id}/evidence", **needs(Permission.GROUP_READ))
async def read_change_evidence(db: DB, request: Request, actor: ActorDep, change_request_id: UUID) -> Response:
    """The evidence as it was handed in."""
    stored = await uploads.find(db, actor, change_request_id)
    content = await request.app.state.store.read(stored.sha256)
    return answers.shown(content, stored.media_type, stored.name)
