"""Queries of visits and accountability reports."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.aftercare.monitoring.errors import UnknownReport, UnknownVisit
from bimtek_api.grants.aftercare.monitoring.models import (
    AccountabilityReport,
    ReportStatus,
    Visit,
    VisitFinding,
    VisitPhoto,
    VisitStatus,
)
from bimtek_api.grants.aftercare.monitoring.schemas import VisitSlice
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.handover.assets.models import Asset, AssetStatus
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.groups.repository import TIME_ZONE
from bimtek_api.regions.models import Region

V, R = Visit, AccountabilityReport
GONE = (AssetStatus.RECALLED, AssetStatus.RESTOCKED, AssetStatus.VOIDED, AssetStatus.WRITTEN_OFF)
WAITS = (VisitStatus.DUE, VisitStatus.RETURNED)


def local_today() -> ColumnElement[date]:
    """The calendar day of the row's region."""
    return func.date(func.timezone(TIME_ZONE, func.bimtek_now()))


def visit_rows() -> Select:
    return (
        select(
            V.id, V.application_id, Application.number.label("application_number"), Group.name.label("group_name"),
            V.district_code, Region.name.label("district_name"), V.months, V.opens_on, V.due_on, V.status,
            V.visited_on, V.workers, V.turnover_rupiah, V.output, V.note, V.visited_by, V.decision_note, V.version,
            (V.opens_on <= local_today()).label("open"), Officer.name.label("visitor"),
            and_(V.status.in_(WAITS), V.due_on < local_today()).label("overdue"),
        )
        .join(Application, Application.id == V.application_id)
        .join(Group, Group.id == Application.group_id)
        .join(Region, Region.code == V.district_code)
        .outerjoin(Officer, Officer.person_id == V.visited_by)
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: VisitSlice) -> tuple[list[Row], str | None]:
    """Nearest last day first."""
    query = visit_rows().where(within(actor, Permission.GRANT_READ, V.district_code))
    if asked.status:
        query = query.where(V.status == asked.status)
    if asked.overdue:
        query = query.where(V.status.in_(WAITS), V.due_on < local_today())
    part = Slice(cursor=asked.cursor, limit=asked.limit)
    return cut((await db.execute(keyset(query, [V.due_on, V.id], part))).all(), part, "due_on", "id")


async def visits(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    return (await db.execute(visit_rows().where(V.application_id == case_id).order_by(V.months))).all()


async def read_visit(db: AsyncSession, actor: Actor, visit_id: UUID) -> Row:
    mine = within(actor, Permission.GRANT_READ, V.district_code)
    row = (await db.execute(visit_rows().where(V.id == visit_id, mine))).first()
    if row is None:
        raise UnknownVisit
    return row


async def lock_visit(db: AsyncSession, actor: Actor, visit_id: UUID) -> Visit:
    mine = within(actor, Permission.GRANT_READ, V.district_code)
    query = select(V).where(V.id == visit_id, mine).with_for_update(key_share=True)
    visit = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if visit is None:
        raise UnknownVisit
    return visit


async def findings(db: AsyncSession, visit: Row) -> Sequence[Row]:
    """Every machine the case still has, and the state it was found in at this visit."""
    query = (
        select(Asset.id.label("asset_id"), Asset.name, Asset.serial, Asset.status, VisitFinding.status.label("found"))
        .outerjoin(VisitFinding, and_(VisitFinding.asset_id == Asset.id, VisitFinding.visit_id == visit.id))
        .join(Application, Application.id == Asset.application_id)
        .where(Asset.application_id == visit.application_id, Asset.group_id == Application.group_id)
        .where(Asset.status.not_in(GONE) | VisitFinding.status.is_not(None))
        .order_by(Asset.name, Asset.serial)
    )
    return (await db.execute(query)).all()


async def machines(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """Machines that the group of a case still has, in the order in which they are locked."""
    query = select(Asset.id, Asset.name, Asset.serial).join(Application, Application.id == Asset.application_id)
    query = query.where(Asset.application_id == case_id, Asset.group_id == Application.group_id)
    return (await db.execute(query.where(Asset.status.not_in(GONE)).order_by(Asset.id))).all()


async def first_handover(db: AsyncSession, case_id: UUID) -> date:
    return (await db.execute(select(func.min(Asset.handed_on)).where(Asset.application_id == case_id))).scalar_one()


async def photos(db: AsyncSession, visit_id: UUID) -> Sequence[UUID]:
    query = select(VisitPhoto.file_id).where(VisitPhoto.visit_id == visit_id).order_by(VisitPhoto.file_id)
    return (await db.execute(query)).scalars().all()


def report_rows() -> Select:
    waits = R.status.in_((ReportStatus.DUE, ReportStatus.RETURNED))
    return (
        select(
            R.id, R.application_id, R.district_code, R.due_on, R.status, R.file_id, R.note, R.submitted_by,
            R.submitted_at, R.decision_note, R.version, Officer.name.label("submitter"),
            and_(waits, R.due_on < local_today()).label("overdue"),
        )
        .join(Region, Region.code == R.district_code)
        .outerjoin(Officer, Officer.person_id == R.submitted_by)
    )  # fmt: skip


async def report_of(db: AsyncSession, case_id: UUID) -> Row | None:
    return (await db.execute(report_rows().where(R.application_id == case_id))).first()


async def read_report(db: AsyncSession, report_id: UUID) -> Row:
    return (await db.execute(report_rows().where(R.id == report_id))).one()


async def lock_report(db: AsyncSession, actor: Actor, report_id: UUID) -> AccountabilityReport:
    mine = within(actor, Permission.GRANT_READ, R.district_code)
    query = select(R).where(R.id == report_id, mine).with_for_update(key_share=True)
    report = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if report is None:
        raise UnknownReport
    return report
