"""Packages of equipment, edition by edition."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.catalogue.packages import repository, service, views
from bimtek_api.grants.catalogue.packages.schemas import EditionCreate, PackageCreate, PackageDetail, Packages

router = APIRouter(tags=["packages"])


async def detail(db: AsyncSession, package_id: UUID) -> PackageDetail:
    row = await repository.read(db, package_id)
    package = views.package_read(row.Package, await repository.items(db, package_id), latest=row.latest)
    editions = [
        views.package_row(each.Package, each.total, latest=each.latest)
        for each in await repository.editions(db, row.Package.code)
    ]
    return PackageDetail(**package.model_dump(), editions=editions)


@router.get("/packages", **needs(Permission.GRANT_READ))
async def list_packages(db: DB) -> Packages:
    """The newest edition of every package."""
    found = await repository.latest(db)
    return Packages(items=[views.package_row(each.Package, each.total, latest=each.latest) for each in found])


@router.get("/packages/{package_id}", **needs(Permission.GRANT_READ))
async def read_package(db: DB, package_id: UUID) -> PackageDetail:
    """One edition with its items and reference prices, and which editions there are."""
    return await detail(db, package_id)


@router.post("/packages", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def create_package(db: DB, actor: ActorDep, once: OnceDep, new: PackageCreate) -> PackageDetail:
    """Records a new package."""
    return await detail(db, await service.create(db, actor, once, new))


@router.post("/packages/{package_id}/editions", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def renew_package(
    db: DB, actor: ActorDep, once: OnceDep, package_id: UUID, new: EditionCreate
) -> PackageDetail:
    """Records the next edition of a package; earlier ones stay as they are."""
    return await detail(db, await service.renew(db, actor, once, package_id, new))
