"""The rows of exported grants, read in portions, within the caller's districts, oldest first."""

from collections.abc import AsyncIterator

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.grants.cases.decrees.models import Decree, DecreeLine
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.grants.catalogue.packages.models import Package
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock.models import StockUnit
from bimtek_api.grants.handover.assets import repository as assets
from bimtek_api.grants.handover.assets.models import Asset
from bimtek_api.grants.handover.deliveries import repository as deliveries
from bimtek_api.grants.handover.deliveries.models import HandedSerial, Handover, HandoverLine
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region

PORTION = 500
A, D, L, H = Application, Decree, DecreeLine, Handover


async def stream(db: AsyncSession, query: Select) -> AsyncIterator[Row]:
    async for row in await db.stream(query, execution_options={"yield_per": PORTION}):
        yield row


def cases(actor: Actor) -> Select:
    quantity = func.coalesce(func.nullif(ApplicationLine.approved, 0), ApplicationLine.requested)
    amount = select(func.sum(quantity * ApplicationLine.price_rupiah)).where(ApplicationLine.application_id == A.id)
    return (
        select(
            A.number, Group.name.label("group_name"), Region.name.label("district_name"), Region.zone,
            Programme.name.label("programme_name"), Programme.fiscal_year, Programme.funding_source,
            Call.name.label("call_name"), Package.name.label("package_name"),
            amount.scalar_subquery().label("amount"), A.status, A.created_at, D.number.label("decree_number"),
        )
        .join(Group, Group.id == A.group_id)
        .join(Region, Region.code == A.district_code)
        .join(Programme, Programme.id == A.programme_id)
        .join(Call, Call.id == A.call_id)
        .join(Package, Package.id == A.package_id)
        .outerjoin(L, and_(L.application_id == A.id, L.ended_at.is_(None)))
        .outerjoin(D, D.id == L.decree_id)
        .where(applications.visible_to(actor))
        .order_by(A.id)
    )  # fmt: skip


def annexes(actor: Actor) -> Select:
    """One row for each recipient of each decree."""
    return (
        select(
            D.number, D.dated, D.signatory_name, D.signatory_position, Region.name.label("district_name"),
            Region.zone, L.position, Group.name.label("group_name"), A.number.label("case_number"),
            Package.name.label("package_name"), L.amount_rupiah, L.released_rupiah, L.ended_at,
        )
        .join(L, L.decree_id == D.id)
        .join(A, A.id == L.application_id)
        .join(Group, Group.id == A.group_id)
        .join(Package, Package.id == A.package_id)
        .join(Region, Region.code == D.district_code)
        .where(decrees.visible_to(actor))
        .order_by(D.id, L.position)
    )  # fmt: skip


def machines(actor: Actor) -> Select:
    return assets.rows().where(assets.visible_to(actor)).order_by(Asset.id)


def pieces(actor: Actor) -> Select:
    return stock.units().where(stock.visible_to(actor)).order_by(StockUnit.id)


def handovers(actor: Actor) -> Select:
    """One row for each item of each handover."""
    serials = select(func.string_agg(HandedSerial.serial, ", ")).where(
        HandedSerial.handover_line_id == HandoverLine.id
    )
    return (
        select(
            H.number, H.handed_at, Region.zone, Region.name.label("district_name"), H.place,
            Group.name.label("group_name"), A.number.label("case_number"), ApplicationLine.name.label("item"),
            HandoverLine.quantity, serials.scalar_subquery().label("serials"), Officer.name.label("giver"),
            Participant.name.label("receiver"),
        )
        .join(HandoverLine, HandoverLine.handover_id == H.id)
        .join(ApplicationLine, ApplicationLine.id == HandoverLine.application_line_id)
        .join(A, A.id == H.application_id)
        .join(Group, Group.id == A.group_id)
        .join(Region, Region.code == H.district_code)
        .join(Officer, Officer.person_id == H.person_id)
        .join(Participant, Participant.person_id == H.receiver_id)
        .where(deliveries.visible_to(actor))
        .order_by(H.id, ApplicationLine.position)
    )  # fmt: skip
