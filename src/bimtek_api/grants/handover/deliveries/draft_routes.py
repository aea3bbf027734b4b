"""Drafts of handovers, and the paper both signed in ink before there are minutes."""

from uuid import UUID

from fastapi import APIRouter, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.core.versions import IfMatch
from bimtek_api.files import service as files
from bimtek_api.files.schemas import FileRead
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.handover.deliveries import drafts, evidence, repository
from bimtek_api.grants.handover.deliveries.draft_schemas import DraftRead, Drafts, DraftWrite
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.regions.schemas import RegionCode

router = APIRouter(tags=["deliveries"])


async def of_case(db: AsyncSession, actor: Actor, case_id: UUID) -> Drafts:
    case, items = await cases.read(db, actor, case_id), []
    for row in await repository.drafts(db, case_id):
        body = DraftWrite.model_validate(row.body)
        lacks = await evidence.missing(db, case.programme_id, body)
        plain = {name: getattr(row, name) for name in ("id", "status", "made_at", "maker", "version")}
        items.append(DraftRead(**plain, body=body, missing=lacks))
    return Drafts(items=items)


@router.get("/applications/{application_id}/handover-drafts", **needs(Permission.GRANT_READ))
async def read_handover_drafts(db: DB, actor: ActorDep, application_id: UUID) -> Drafts:
    """Handovers of a case whose evidence was not complete, newest first."""
    return await of_case(db, actor, application_id)


@router.post(
    "/applications/{application_id}/handover-drafts", status_code=201, **needs(Permission.DELIVERY_RECORD)
)  # fmt: skip
async def keep_handover_draft(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, new: DraftWrite
) -> Drafts:  # fmt: skip
    """Keeps what is there of a handover: without a number, and no budget is spent."""
    await drafts.keep(db, actor, once, application_id, new)
    return await of_case(db, actor, application_id)


@router.put("/handover-drafts/{draft_id}", **needs(Permission.DELIVERY_RECORD))
async def change_handover_draft(db: DB, actor: ActorDep, draft_id: UUID, seen: IfMatch, new: DraftWrite) -> Drafts:
    """Replaces what a draft holds; recording the handover completes it."""
    return await of_case(db, actor, await drafts.change(db, actor, draft_id, seen, new))


@router.delete("/handover-drafts/{draft_id}", **needs(Permission.DELIVERY_RECORD))
async def discard_handover_draft(db: DB, actor: ActorDep, draft_id: UUID, seen: IfMatch) -> Drafts:
    """Nothing came of this handover: the next one of the case begins with an empty form. The draft stays on file."""
    return await of_case(db, actor, await drafts.discard(db, actor, draft_id, seen))


@router.post("/districts/{code}/minutes-scans", status_code=201, **needs(Permission.DELIVERY_RECORD))
async def upload_signed_paper(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, code: RegionCode, file: UploadFile
) -> FileRead:  # fmt: skip
    """Keeps the paper that giver and receiver signed in ink: PDF, JPEG or PNG."""
    district = await regions.district(db, code)
    expect_within(actor, Permission.DELIVERY_RECORD, district.code, UnknownRegion)
    made, media_type, ending = await files.signed_paper(await file.read())
    kept = files.keep(
        db, request.app.state.store, actor, made, kind="minutes_scan", media_type=media_type,
        name=f"tanda-tangan.{ending}", district=district.code,
    )  # fmt: skip
    return FileRead.model_validate(await files.find(db, await once.one(db, actor, kept)))
