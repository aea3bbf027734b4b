"""Handovers, their minutes and photos, and the public check of a paper."""

from collections import Counter
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response, UploadFile
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import answers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.idempotency import Once, OnceDep
from bimtek_api.core.pagination import Page, SliceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.core.values import numbers
from bimtek_api.core.versions import IfMatch
from bimtek_api.files import repository as owners
from bimtek_api.files import service as files
from bimtek_api.files.errors import UnknownFile
from bimtek_api.files.printer import printer_of
from bimtek_api.files.schemas import FileRead
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.signatures import service as signatures
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock.schemas import GoodsItem, GoodsPaperRead
from bimtek_api.grants.handover.deliveries import decisions, repository, service
from bimtek_api.grants.handover.deliveries.schemas import (
    AttemptCreate,
    AttemptRead,
    Attempts,
    CheckedItem,
    DeliveryCreate,
    DeliveryRead,
    DeliveryRow,
    DisputeCreate,
    DisputeDecision,
    DisputeRead,
    HandedItem,
    PaperRead,
    PhotoRead,
    ScanRead,
)
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.regions.schemas import RegionCode

router = APIRouter(tags=["deliveries"])
PLAIN = ("id", "number", "application_id", "application_number", "group_name", "handed_at", "place", "giver", "code",
         "photo_id")  # fmt: skip
MORE = (
    "receiver_checked", "latitude", "longitude", "accuracy_m", "giver_signature_id", "receiver_signature_id",
    "scan_id",
)  # fmt: skip


def shown(row: Any) -> DeliveryRow:
    district = Ref(code=row.district_code, name=row.district_name)
    return DeliveryRow(**{name: getattr(row, name) for name in PLAIN}, district=district)


async def file_answer(db: AsyncSession, request: Request, actor: Actor, file_id: UUID) -> Response:
    stored = await files.find(db, file_id)
    expect_within(actor, Permission.GRANT_READ, stored.district_code, UnknownFile)
    if not await owners.sees(db, actor, stored):
        raise UnknownFile
    content = await request.app.state.store.read(stored.sha256)
    return answers.shown(content, stored.media_type, stored.name)


async def detail(db: AsyncSession, actor: Actor, delivery_id: UUID) -> DeliveryRead:
    row = await repository.read(db, actor, delivery_id)
    items = [HandedItem.model_validate(item, from_attributes=False) for item in row.snapshot["items"]]
    people = {name: row.snapshot[name] for name in ("receiver", "witnesses")}
    return DeliveryRead(
        **shown(row).model_dump(), **people, **{name: getattr(row, name) for name in MORE}, items=items,
        photos=[PhotoRead.model_validate(each) for each in await repository.photos(db, delivery_id)],
        scans=[ScanRead.model_validate(each) for each in await repository.scans(db, delivery_id)],
        disputes=await said_against(db, actor, delivery_id),
    )  # fmt: skip


async def said_against(db: AsyncSession, actor: Actor, delivery_id: UUID) -> list[DisputeRead]:
    back = await repository.pieces_back(db, delivery_id)
    return [
        DisputeRead.model_validate(
            each._asdict() | {"pieces": [piece._asdict() for piece in back if piece.dispute_id == each.id]}
        )
        for each in await repository.disputes(db, actor, delivery_id)
    ]


@router.get("/deliveries", **needs(Permission.GRANT_READ))
async def list_deliveries(db: DB, actor: ActorDep, asked: SliceDep) -> Page[DeliveryRow]:
    """Handovers of the caller's districts, newest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[shown(row) for row in rows], next_cursor=cursor)


@router.post("/deliveries", status_code=201, **needs(Permission.DELIVERY_RECORD))
async def record_delivery(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, new: DeliveryCreate
) -> DeliveryRow:
    """Records a handover with serial numbers, receiver, place and time; its minutes get a number."""
    return shown(await repository.read(db, actor, await service.hand_over(db, printer_of(request), actor, once, new)))


@router.get("/deliveries/{delivery_id}", **needs(Permission.GRANT_READ))
async def read_delivery(db: DB, actor: ActorDep, delivery_id: UUID) -> DeliveryRead:
    """One handover with its serial numbers, as its minutes print them, and what was said against it."""
    return await detail(db, actor, delivery_id)


@router.post("/deliveries/{delivery_id}/scans", status_code=201, **needs(Permission.DELIVERY_RECORD))
async def keep_minutes_scan(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, delivery_id: UUID, file: UploadFile
) -> DeliveryRead:
    """Keeps the minutes as they were signed in ink: PDF, JPEG or PNG. Earlier scans stay readable."""
    if await once.first(db, actor):
        await decisions.keep_scan(db, request.app.state.store, actor, delivery_id, await file.read())
    return await detail(db, actor, delivery_id)


@router.post("/deliveries/{delivery_id}/disputes", status_code=201, **needs(Permission.ASSET_WATCH))
async def dispute_delivery(
    db: DB, actor: ActorDep, once: OnceDep, delivery_id: UUID, new: DisputeCreate
) -> DeliveryRead:
    """What the group says against a handover; another officer decides."""
    if await once.first(db, actor):
        await decisions.dispute(db, actor, delivery_id, new.reason)
    return await detail(db, actor, delivery_id)


@router.post("/handover-disputes/{dispute_id}/decisions", **needs(Permission.ASSET_DECIDE))
async def decide_dispute(
    db: DB, actor: ActorDep, once: OnceDep, dispute_id: UUID, seen: IfMatch, given: DisputeDecision
) -> DeliveryRead:
    """Upholds or dismisses a dispute, and says what follows."""
    return await detail(db, actor, await once.one(db, actor, decisions.decide(db, actor, dispute_id, seen, given)))


@router.get("/applications/{application_id}/attempts", **needs(Permission.GRANT_READ))
async def read_attempts(db: DB, actor: ActorDep, application_id: UUID) -> Attempts:
    """When the goods of a case were there and were not taken."""
    await cases.read(db, actor, application_id)
    rows = await repository.attempts(db, application_id)
    return Attempts(items=[AttemptRead.model_validate(each) for each in rows])


@router.post("/applications/{application_id}/attempts", status_code=201, **needs(Permission.DELIVERY_RECORD))
async def record_attempt(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, new: AttemptCreate
) -> Attempts:
    """Records that goods were refused or that nobody came, and when it is tried again."""
    await decisions.attempt(db, actor, once, application_id, new)
    return await read_attempts(db, actor, application_id)


@router.get("/deliveries/{delivery_id}/minutes", **needs(Permission.GRANT_READ))
async def read_minutes(db: DB, request: Request, actor: ActorDep, delivery_id: UUID) -> Response:
    """The minutes (BAST) as PDF."""
    row = await repository.read(db, actor, delivery_id)
    return await file_answer(db, request, actor, row.minutes_id)


@router.post("/districts/{code}/photos", status_code=201, **needs(Permission.DELIVERY_RECORD))
async def upload_photo(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, code: RegionCode, photo: UploadFile
) -> FileRead:
    """Keeps a photo of a handover: re-encoded, without place or camera."""
    return await keep_picture(db, request, actor, once, code, photo, "photo")


@router.post("/districts/{code}/signatures", status_code=201, **needs(Permission.DELIVERY_RECORD))
async def upload_signature(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, code: RegionCode, signature: UploadFile
) -> FileRead:
    """Keeps a signature drawn at a handover, or a photo of one in ink."""
    district = await regions.district(db, code)
    expect_within(actor, Permission.DELIVERY_RECORD, district.code, UnknownRegion)
    kept = signatures.keep(db, request.app.state.store, actor, await signature.read(), district.code)
    return FileRead.model_validate(await files.find(db, await once.one(db, actor, kept)))


async def keep_picture(
    db: AsyncSession, request: Request, actor: Actor, once: Once, code: str, picture: UploadFile, kind: str
) -> FileRead:
    district = await regions.district(db, code)
    expect_within(actor, Permission.DELIVERY_RECORD, district.code, UnknownRegion)
    kept = files.keep(
        db, request.app.state.store, actor, await files.picture(await picture.read()), kind=kind,
        media_type="image/jpeg", name="foto.jpg", district=district.code,
    )  # fmt: skip
    return FileRead.model_validate(await files.find(db, await once.one(db, actor, kept)))


@router.get("/files/{file_id}", **needs(Permission.GRANT_READ))
async def read_file(db: DB, request: Request, actor: ActorDep, file_id: UUID) -> Response:
    """A photo or paper of a case the caller may see today. Lists, prints and papers of people are not served here."""
    return await file_answer(db, request, actor, file_id)


def goods_paper(row: Row) -> GoodsPaperRead:
    items = [
        GoodsItem(name=item["name"], accepted=len(item["accepted"]), rejected=len(item["rejected"]))
        for item in row.snapshot["items"]
    ]
    return GoodsPaperRead(
        kind="goods_minutes", number=row.number, inspected_at=row.inspected_at, items=items,
        district=Ref(code=row.district_code, name=row.district_name), snapshot_hash=row.snapshot_hash,
        file_sha256=row.file_sha256, **{name: row.snapshot[name] for name in ("supplier", "order_number")},
    )  # fmt: skip


async def checked_items(db: AsyncSession, row: Row) -> list[CheckedItem]:
    """As the minutes print them, and what is no longer counted since."""
    back = Counter(each.name for each in await repository.pieces_back(db, row.id))
    told = [
        item | {"taken_back": back[item["name"]], "refused": len(item.get("refused", ()))}
        for item in row.snapshot["items"]
    ]
    return [CheckedItem.model_validate(item, from_attributes=False) for item in told]


@router.get("/papers/{code}", **public("paper_check", 120, timedelta(minutes=10)))
async def check_paper(db: DB, code: Annotated[numbers.CheckCode, Path()]) -> PaperRead | GoodsPaperRead:
    """Whether minutes are ours, and what they say was handed over or received."""
    if goods := await stock.by_code(db, code.upper()):
        return goods_paper(goods)
    row = await repository.by_code(db, code.upper())
    items = await checked_items(db, row)
    return PaperRead(
        kind="handover_minutes", number=row.number, group_name=row.group_name, handed_at=row.handed_at,
        district=Ref(code=row.district_code, name=row.district_name), items=items,
        decree_number=row.snapshot["decree_number"], snapshot_hash=row.snapshot_hash, file_sha256=row.file_sha256,
    )  # fmt: skip
