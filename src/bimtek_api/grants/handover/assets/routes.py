"""Machines after the handover."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Path, Query, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import answers, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.shapes import Json
from bimtek_api.core.values import numbers
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.handover.assets import documents, recalls, repository, service
from bimtek_api.grants.handover.assets.models import AssetStatus, Ground
from bimtek_api.grants.handover.assets.schemas import (
    AssetMove,
    AssetRead,
    AssetRow,
    AssetSlice,
    CustodyRead,
    CustodyWrite,
    Keeper,
    LabelRead,
    RecallAsk,
    RecallDecision,
    RecallRead,
    TitleRead,
    TitleWrite,
)
from bimtek_api.participants.groups import repository as groups

router = APIRouter(tags=["assets"])
PLAIN = ("id", "name", "serial", "status", "application_id", "group_id", "group_name", "keeper", "place", "handed_on",
         "title_on", "version")  # fmt: skip

GONE = (AssetStatus.RECALLED, AssetStatus.RESTOCKED, AssetStatus.VOIDED, AssetStatus.WRITTEN_OFF)


def parts(row: Any, *more: str) -> Json:
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in (*PLAIN, *more)} | {"district": district}


def asked_recall(ground: Ground, letter_number: str, reason: str) -> RecallAsk:
    """The fields of the form, judged like any body."""
    try:
        return RecallAsk(ground=ground, letter_number=letter_number, reason=reason)
    except ValidationError as wrong:
        raise RequestValidationError(wrong.errors()) from wrong


async def detail(db: AsyncSession, actor: Actor, asset_id: UUID, response: Response) -> AssetRead:
    row = await repository.read(db, actor, asset_id)
    possible, missing = await service.actions(db, actor, row)
    versions.tag(response, row.version)
    return AssetRead(
        **parts(row, "code", "price_rupiah", "title_letter"),
        titles=[TitleRead.model_validate(each) for each in await repository.titles(db, asset_id)],
        recalls=[RecallRead.model_validate(each) for each in await repository.recalls(db, actor, asset_id)],
        custodies=[CustodyRead.model_validate(each) for each in await repository.custodies(db, asset_id)],
        members=[Keeper(participant_id=each.person_id, name=each.name) for each in
                 await groups.members(db, row.group_id)],
        available_actions=possible, unavailable_actions=missing,
    )  # fmt: skip


@router.get("/assets", **needs(Permission.GRANT_READ))
async def list_assets(db: DB, actor: ActorDep, asked: Annotated[AssetSlice, Query()]) -> Page[AssetRow]:
    """Machines of the caller's districts, newest first, by state, case, serial number or name."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[AssetRow(**parts(each)) for each in rows], next_cursor=cursor)


@router.get("/assets/{asset_id}", **needs(Permission.GRANT_READ))
async def read_asset(db: DB, actor: ActorDep, asset_id: UUID, response: Response) -> AssetRead:
    """One machine: its state, who keeps it where, and who did before."""
    return await detail(db, actor, asset_id, response)


@router.post("/assets/{asset_id}/transitions", **needs(Permission.GRANT_READ))
async def move_asset(
    db: DB, actor: ActorDep, once: OnceDep, asset_id: UUID, seen: IfMatch, asked: AssetMove, response: Response
) -> AssetRead:
    """In use, idle, in repair, broken, lost; recalled, taken back into the store, written off."""
    if await once.first(db, actor):
        await service.move(db, actor, asset_id, seen, asked)
    return await detail(db, actor, asset_id, response)


@router.post("/assets/{asset_id}/custodies", status_code=201, **needs(Permission.ASSET_WATCH))
async def change_keeper(
    db: DB, actor: ActorDep, once: OnceDep, asset_id: UUID, seen: IfMatch, new: CustodyWrite, response: Response
) -> AssetRead:
    """Another keeper or place within the group."""
    if await once.first(db, actor):
        await service.change_keeper(db, actor, asset_id, seen, new)
    return await detail(db, actor, asset_id, response)


@router.post("/assets/{asset_id}/titles", status_code=201, **needs(Permission.ASSET_DECIDE))
async def transfer_title(
    db: DB, actor: ActorDep, once: OnceDep, asset_id: UUID, seen: IfMatch, new: TitleWrite, response: Response
) -> AssetRead:
    """Ownership passes to the group."""
    if await once.first(db, actor):
        await service.transfer_title(db, actor, asset_id, seen, new)
    return await detail(db, actor, asset_id, response)


@router.post("/assets/{asset_id}/recalls", status_code=201, **needs(Permission.ASSET_DECIDE))
async def ask_recall(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, asset_id: UUID, ground: Annotated[Ground, Form()],
    letter_number: Annotated[str, Form(max_length=80)], reason: Annotated[str, Form(max_length=2000)],
    file: UploadFile, response: Response,
) -> AssetRead:  # fmt: skip
    """Asks to recall what the group owns, with its consent or a ruling on file; another officer decides."""
    new = asked_recall(ground, letter_number, reason)
    await recalls.ask(db, request.app.state.store, actor, once, asset_id, new, await file.read())
    return await detail(db, actor, asset_id, response)


@router.post("/asset-recalls/{recall_id}/decisions", **needs(Permission.ASSET_DECIDE))
async def decide_recall(
    db: DB,
    actor: ActorDep,
    once: OnceDep,
    recall_id: UUID,
    seen: IfMatch,
    given: RecallDecision,
    response: Response,
) -> AssetRead:
    """Approves or declines; approved, the machine is recalled and the title ends."""
    asset_id = await once.one(db, actor, recalls.decide(db, actor, recall_id, seen, given))
    return await detail(db, actor, asset_id, response)


@router.get("/applications/{application_id}/labels", **needs(Permission.GRANT_READ))
async def print_labels(db: DB, request: Request, actor: ActorDep, application_id: UUID) -> Response:
    """Stickers with a QR code for every machine of a case, as PDF."""
    case = await cases.read(db, actor, application_id)
    content = await documents.labels(await repository.of_case(db, application_id), request.app.state.settings.web_url)
    return answers.shown(content, "application/pdf", f"label-{case.number}.pdf")


@router.get("/asset-labels/{code}", **public("asset_label", 120, timedelta(minutes=10)))
async def read_label(db: DB, code: Annotated[numbers.CheckCode, Path()]) -> LabelRead:
    """What the label on a machine stands for: whose it is and that it may not be sold."""
    row = await repository.by_code(db, code.upper())
    plain = ("name", "serial", "group_name", "programme_name", "handed_on", "status", "title_on")
    district = Ref(code=row.district_code, name=row.district_name)
    held = row.status not in GONE
    return LabelRead(**{name: getattr(row, name) for name in plain}, district=district, held=held)
