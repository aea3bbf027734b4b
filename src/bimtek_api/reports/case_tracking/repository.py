"""What a group may know of its case."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.events.models import Event
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.cases.verification.models import CheckAction, DeskCheck
from bimtek_api.grants.catalogue.packages.models import ItemKind, Package
from bimtek_api.grants.handover.capital.models import FundsReport, TranchePayment
from bimtek_api.grants.handover.deliveries.models import Handover
from bimtek_api.participants.groups.models import Group
from bimtek_api.regions.models import Region
from bimtek_api.reports.case_tracking.labels import TOLD

L = ApplicationLine


async def by_number(db: AsyncSession, number: str) -> Row | None:
    query = (
        select(
            Application, Group.name.label("group_name"), Package.name.label("package_name"),
            Region.name.label("district_name"), Region.zone,
        )
        .join(Group, Group.id == Application.group_id)
        .join(Package, Package.id == Application.package_id)
        .join(Region, Region.code == Application.district_code)
    )  # fmt: skip
    return (await db.execute(query.where(Application.number == number))).first()


async def steps(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The newest first; without who acted."""
    query = select(Event.at, Event.name, Event.reason).where(
        Event.subject_kind == "application", Event.subject_id == case_id, Event.name.in_(TOLD)
    )
    return (await db.execute(query.order_by(Event.position.desc(), Event.at.desc()).limit(100))).all()


async def return_note(db: AsyncSession, case_id: UUID) -> str | None:
    query = select(DeskCheck.note).where(DeskCheck.application_id == case_id, DeskCheck.action == CheckAction.RETURN)
    return (await db.execute(query.order_by(DeskCheck.id.desc()).limit(1))).scalar_one_or_none()


async def capital(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The tranches in order, when each was paid, and the report on its use."""
    paid = and_(TranchePayment.application_line_id == L.id, TranchePayment.paid_on.is_not(None))
    query = (
        select(
            L.name, L.price_rupiah.label("amount_rupiah"), L.terms, TranchePayment.paid_on,
            func.paid_back(L.id).label("paid_back_rupiah"),
            FundsReport.due_on.label("report_due_on"), FundsReport.status.label("report_status"),
        )
        .outerjoin(TranchePayment, paid)
        .outerjoin(FundsReport, FundsReport.application_line_id == L.id)
    )  # fmt: skip
    ours = L.application_id == case_id, L.kind == ItemKind.CAPITAL
    return (await db.execute(query.where(*ours).order_by(L.position))).all()


async def handovers(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    query = select(Handover.number, Handover.handed_at, Handover.code).where(Handover.application_id == case_id)
    return (await db.execute(query.order_by(Handover.id))).all()
