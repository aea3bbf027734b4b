"""Queries of calls and their packages."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.calls.errors import UnknownCall
from bimtek_api.grants.calls.models import Call, CallPackage
from bimtek_api.grants.packages.models import Package, PackageItem
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, Call.district_code)


def rows(actor: Actor) -> Select:
    return (
        select(
            Call.id, Call.number, Call.name, Call.programme_id, Call.district_code, Call.opens_at, Call.closes_at,
            Call.budget_line_id, Region.name.label("district_name"), Region.zone,
            Programme.name.label("programme_name"), Programme.funding_source, Programme.fiscal_year,
            func.bimtek_now().label("now"),
        )
        .join(Programme, Programme.id == Call.programme_id)
        .join(Region, Region.code == Call.district_code)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: Slice) -> tuple[list[Row], str | None]:
    return cut((await db.execute(keyset(rows(actor), [Call.id], asked))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, call_id: UUID) -> Row:
    """One call; raises UnknownCall outside the caller's districts."""
    row = (await db.execute(rows(actor).where(Call.id == call_id))).first()
    if row is None:
        raise UnknownCall
    return row


async def packages(db: AsyncSession, call_id: UUID) -> list[tuple[Package, list[PackageItem]]]:
    """The call's packages with their items, in order."""
    query = (
        select(Package, PackageItem)
        .join(CallPackage, CallPackage.package_id == Package.id)
        .join(PackageItem, PackageItem.package_id == Package.id)
        .where(CallPackage.call_id == call_id)
        .order_by(Package.code, PackageItem.position)
    )
    found: dict[UUID, list[PackageItem]] = defaultdict(list)
    kinds: dict[UUID, Package] = {}
    for package, item in await db.execute(query):
        kinds[package.id] = package
        found[package.id].append(item)
    return [(kinds[each], items) for each, items in found.items()]
