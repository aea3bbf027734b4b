"""Queries of calls and their packages."""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.catalogue.calls.errors import UnknownCall
from bimtek_api.grants.catalogue.calls.models import Call, CallPackage
from bimtek_api.grants.catalogue.packages.models import Package, PackageItem
from bimtek_api.grants.catalogue.packages.repository import LATEST
from bimtek_api.programmes.budgets.models import DEPTHS, BudgetNode, FiscalYear, YearStatus
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, Call.district_code, Call.programme_id)


def rows(actor: Actor) -> Select:
    return (
        select(
            Call.id, Call.number, Call.name, Call.programme_id, Call.district_code, Call.opens_at, Call.closes_at,
            Call.budget_line_id, Call.rule_set_id, Call.policy_id, Call.rubric_id, Call.required_papers,
            Call.field_visit,
            Region.name.label("district_name"), Region.zone,
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


async def packages(db: AsyncSession, call_id: UUID) -> list[tuple[Package, list[PackageItem], bool]]:
    """The call's packages with their items, in order; whether each is the newest edition."""
    query = (
        select(Package, PackageItem, LATEST)
        .join(CallPackage, CallPackage.package_id == Package.id)
        .join(PackageItem, PackageItem.package_id == Package.id)
        .where(CallPackage.call_id == call_id)
        .order_by(Package.code, Package.edition, PackageItem.position)
    )
    found: dict[UUID, tuple[Package, list[PackageItem], bool]] = {}
    for package, item, latest in await db.execute(query):
        found.setdefault(package.id, (package, [], latest))[1].append(item)
    return list(found.values())


async def open_line(db: AsyncSession, node_id: UUID) -> Row | None:
    """The budget line with its district's zone, when its year is still open."""
    query = (
        select(BudgetNode.programme_id, BudgetNode.district_code, Region.zone)
        .join(FiscalYear, FiscalYear.year == BudgetNode.fiscal_year)
        .join(Region, Region.code == BudgetNode.district_code)
        .where(BudgetNode.id == node_id, BudgetNode.depth == DEPTHS["line"], FiscalYear.status == YearStatus.OPEN)
    )
    return (await db.execute(query)).first()


async def number_exists(db: AsyncSession, number: str) -> bool:
    return (await db.execute(select(Call.id).where(Call.number == number))).first() is not None
