"""Field visits."""

from uuid import UUID

from fastapi import APIRouter, Request, UploadFile
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import Once, OnceDep
from bimtek_api.core.scope import expect_on
from bimtek_api.core.versions import IfMatch
from bimtek_api.files import service as files
from bimtek_api.files.printer import printer_of
from bimtek_api.files.schemas import FileRead
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications.decisions import done
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.schemas import ActDone
from bimtek_api.grants.cases.fieldwork import repository, service
from bimtek_api.grants.cases.fieldwork.schemas import FieldVisitCreate, FieldVisitRead, FieldVisits, MemberSeen
from bimtek_api.grants.cases.signatures import service as signatures

router = APIRouter(tags=["applications"])


def shown(row: Row, members: list[Row], photos: list[UUID]) -> FieldVisitRead:
    site = {each["key"]: each["ready"] for each in row.FieldVisit.snapshot["site"]}
    return FieldVisitRead.from_row(
        row.FieldVisit, visitor=row.visitor, signer=row.signer, site=site,
        members=[MemberSeen.model_validate(each) for each in members], photos=photos,
    )  # fmt: skip


@router.get("/applications/{application_id}/field-visits", **needs(Permission.GRANT_READ))
async def read_field_visits(db: DB, actor: ActorDep, application_id: UUID) -> FieldVisits:
    """Every visit to the workshop of a case: site, members, photos, signature, report."""
    await cases.read(db, actor, application_id)
    members, photos = await repository.members(db, application_id), await repository.photos(db, application_id)
    rows = await repository.visits(db, application_id)
    found = [shown(row, members.get(row.FieldVisit.id, []), photos.get(row.FieldVisit.id, [])) for row in rows]
    return FieldVisits(items=found)


@router.post("/applications/{application_id}/field-visits", status_code=201, **needs(Permission.APPLICATION_VISIT))
async def record_field_visit(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    application_id: UUID,
    seen: IfMatch,
    new: FieldVisitCreate,
) -> ActDone:
    """What a second officer saw: fit opens the vote, unfit waits for another visit."""
    return await done(db, actor, once, service.visit(db, printer_of(request), actor, application_id, seen, new))


async def keep(
    db: AsyncSession, request: Request, actor: Actor, once: Once, case_id: UUID, picture: UploadFile, kind: str
) -> FileRead:
    case = await cases.read(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_VISIT, case, UnknownApplication)
    content = await files.picture(await picture.read())
    kept = files.keep(
        db, request.app.state.store, actor, content, kind=kind, media_type="image/jpeg", name="foto.jpg",
        district=case.district_code,
    )  # fmt: skip
    return FileRead.model_validate(await files.find(db, await once.one(db, actor, kept)))


@router.post("/applications/{application_id}/field-photos", status_code=201, **needs(Permission.APPLICATION_VISIT))
async def keep_field_photo(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, application_id: UUID, photo: UploadFile
) -> FileRead:
    """Keeps a photo of the workshop: re-encoded, without place or camera."""
    return await keep(db, request, actor, once, application_id, photo, service.PHOTO)


@router.post("/applications/{application_id}/signatures", status_code=201, **needs(Permission.APPLICATION_VISIT))
async def keep_signature(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, application_id: UUID, signature: UploadFile
) -> FileRead:
    """Keeps a drawn signature, or a photo of one in ink."""
    case = await cases.read(db, actor, application_id)
    expect_on(actor, Permission.APPLICATION_VISIT, case, UnknownApplication)
    kept = signatures.keep(db, request.app.state.store, actor, await signature.read(), case.district_code)
    return FileRead.model_validate(await files.find(db, await once.one(db, actor, kept)))
