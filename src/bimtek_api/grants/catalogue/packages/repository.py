"""Queries of packages."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import BigInteger, Row, Select, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.grants.catalogue.packages.errors import UnknownPackage
from bimtek_api.grants.catalogue.packages.models import Package, PackageItem

P, Newer = Package, aliased(Package)
TOTAL = (
    select(cast(func.sum(PackageItem.quantity * PackageItem.price_rupiah), BigInteger))
    .where(PackageItem.package_id == P.id)
    .correlate(P)
    .scalar_subquery()
)
LATEST = ~select(Newer.id).where(Newer.code == P.code, Newer.edition > P.edition).correlate(P).exists()


def rows() -> Select:
    return select(P, TOTAL.label("total"), LATEST.label("latest"))


async def latest(db: AsyncSession) -> Sequence[Row]:
    """The newest edition of every package, by code."""
    return (await db.execute(rows().where(LATEST).order_by(P.code).limit(500))).all()


async def editions(db: AsyncSession, code: str) -> Sequence[Row]:
    return (await db.execute(rows().where(P.code == code).order_by(P.edition.desc()).limit(500))).all()


async def read(db: AsyncSession, package_id: UUID) -> Row:
    row = (await db.execute(rows().where(P.id == package_id))).first()
    if row is None:
        raise UnknownPackage
    return row


async def items(db: AsyncSession, package_id: UUID) -> Sequence[PackageItem]:
    query = select(PackageItem).where(PackageItem.package_id == package_id).order_by(PackageItem.position)
    return (await db.execute(query)).scalars().all()


async def code_exists(db: AsyncSession, code: str) -> bool:
    return (await db.execute(select(P.id).where(P.code == code))).first() is not None


async def latest_among(db: AsyncSession, package_ids: list[UUID]) -> Sequence[UUID]:
    """Those of the given editions that are the newest of their package."""
    return (await db.execute(select(P.id).where(P.id.in_(package_ids), LATEST))).scalars().all()
