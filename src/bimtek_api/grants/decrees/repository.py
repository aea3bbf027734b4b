"""Queries of decrees."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.applications.models import Application, ApplicationLine
from bimtek_api.grants.approvals.models import Vote
from bimtek_api.grants.decrees.errors import UnknownDecree
from bimtek_api.grants.decrees.models import Decree, DecreeLine
from bimtek_api.grants.packages.models import Package
from bimtek_api.participants.groups.models import Group
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region

D, L = Decree, DecreeLine


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, D.district_code)


def rows(actor: Actor) -> Select:
    live = select(func.count(), func.coalesce(func.sum(L.amount_rupiah), 0)).where(L.decree_id == D.id)
    count = live.with_only_columns(func.count()).scalar_subquery()
    amount = live.with_only_columns(func.coalesce(func.sum(L.amount_rupiah), 0)).scalar_subquery()
    return (
        select(
            D.id, D.number, D.dated, D.signatory_name, D.signatory_position, D.district_code,
            Region.name.label("district_name"), count.label("recipients"), amount.label("amount_rupiah"),
        )
        .join(Region, Region.code == D.district_code)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: Slice) -> tuple[list[Row], str | None]:
    """Newest first."""
    return cut((await db.execute(keyset(rows(actor), [D.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, decree_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(D.id == decree_id))).first()
    if row is None:
        raise UnknownDecree
    return row


async def annex(db: AsyncSession, decree_id: UUID) -> Sequence[Row]:
    """The recipients in the order of the annex."""
    query = (
        select(
            L.position, L.application_id, Application.number.label("application_number"),
            Group.name.label("group_name"), Package.name.label("package_name"), L.amount_rupiah,
        )
        .join(Application, Application.id == L.application_id)
        .join(Group, Group.id == Application.group_id)
        .join(Package, Package.id == Application.package_id)
        .where(L.decree_id == decree_id)
        .order_by(L.position)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def number_taken(db: AsyncSession, district: str, year: int, key: str) -> bool:
    query = select(D.id).where(D.district_code == district, D.year == year, D.number_key == key)
    return (await db.execute(query)).first() is not None


async def amount_of(db: AsyncSession, case_id: UUID) -> int:
    """What the approved items cost at their reference prices, in rupiah."""
    total = func.sum(ApplicationLine.approved * ApplicationLine.price_rupiah)
    return int((await db.execute(select(total).where(ApplicationLine.application_id == case_id))).scalar_one())


async def named(db: AsyncSession, case_id: UUID) -> Row:
    """The names of programme, package and group of a case."""
    query = (
        select(
            Programme.name.label("programme_name"), Package.name.label("package_name"),
            Group.name.label("group_name"),
        )
        .join_from(Application, Group, Group.id == Application.group_id)
        .join(Package, Package.id == Application.package_id)
        .join(Programme, Programme.id == Application.programme_id)
    )  # fmt: skip
    return (await db.execute(query.where(Application.id == case_id))).one()


async def last_vote_at(db: AsyncSession, case_id: UUID) -> datetime:
    return (await db.execute(select(func.max(Vote.created_at)).where(Vote.application_id == case_id))).scalar_one()


async def live_line(db: AsyncSession, case_id: UUID) -> Row | None:
    """The annex line in force for a case, with its decree."""
    query = (
        select(
            L.id,
            L.position,
            L.budget_line_id,
            L.amount_rupiah,
            D.number,
            D.dated,
            D.signatory_name,
            D.id.label("decree_id"),
        )
        .join(D, D.id == L.decree_id)
        .where(L.application_id == case_id, L.ended_at.is_(None), D.revoked_at.is_(None))
    )
    return (await db.execute(query)).first()
