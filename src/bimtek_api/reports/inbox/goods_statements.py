"""Parts of the inbox about goods between order and handover."""

from sqlalchemy import Date, DateTime, Select, and_, cast, func, literal, select

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.goods.openings.models import OpeningStatus, OpeningStock
from bimtek_api.grants.goods.orders import repository as orders
from bimtek_api.grants.goods.orders.models import Order, OrderStatus
from bimtek_api.grants.goods.payments.models import PaymentStatus, SupplierPayment
from bimtek_api.grants.goods.payments.repository import COMMITTED
from bimtek_api.grants.goods.stock.models import Receipt, ReceiptStatus, StockReturn, StockUnit, UnitStatus
from bimtek_api.grants.handover.assets.models import Asset, AssetRecall
from bimtek_api.grants.handover.refusals import repository as refusals
from bimtek_api.grants.handover.refusals.models import RefusedPiece
from bimtek_api.participants.groups.models import Group
from bimtek_api.regions.models import Region
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.reports.inbox.statements import NO_DAY, NOBODY, part, today

LONG_IN_STOCK = 90  # days


def to_order(actor: Actor) -> Select:
    """Decreed cases for which something is still to be bought; one line per case."""
    wants = orders.wants().subquery()
    title = func.concat(Application.number, " ", Group.name)
    lines = part(Waiting.GOODS_TO_ORDER, Application.id, title, literal(1), Application.created_at, NO_DAY)
    lines = lines.join(Group, Group.id == Application.group_id)
    wanted = select(wants.c.line_id).where(wants.c.application_id == Application.id, wants.c.wanted > 0)
    return lines.where(wanted.exists(), within(actor, Permission.ORDER_PLACE, Application.district_code))


def late(actor: Actor) -> Select:
    """Orders past their last day."""
    since = cast(Order.due_on, DateTime(timezone=True))
    lines = part(Waiting.ORDERS_LATE, Order.id, Order.number, literal(1), since, Order.due_on)
    mine = within(actor, Permission.ORDER_PLACE, Order.district_code)
    return lines.where(Order.status == OrderStatus.PLACED, Order.due_on < today(), mine)


def to_inspect(actor: Actor) -> Select:
    """What came and was received by somebody else."""
    lines = part(Waiting.GOODS_TO_INSPECT, Receipt.id, Order.number, literal(1), Receipt.created_at, NO_DAY)
    lines = lines.join(Order, Order.id == Receipt.order_id)
    mine = within(actor, Permission.STOCK_INSPECT, Receipt.district_code)
    return lines.where(Receipt.status == ReceiptStatus.RECEIVED, Receipt.received_by.not_in(actor.rows), mine)


def openings(actor: Actor) -> Select:
    """Opening lists with their paper, entered by somebody else."""
    since = OpeningStock.created_at
    lines = part(Waiting.OPENINGS_TO_INSPECT, OpeningStock.id, OpeningStock.source, literal(1), since, NO_DAY)
    mine = within(actor, Permission.STOCK_INSPECT, OpeningStock.district_code)
    ready = and_(OpeningStock.status == OpeningStatus.ENTERED, OpeningStock.paper_id.is_not(None))
    return lines.where(ready, OpeningStock.entered_by.not_in(actor.rows), mine)


def returns(actor: Actor) -> Select:
    """Pieces somebody else brought back to the store."""
    since = StockReturn.created_at
    lines = part(Waiting.RETURNS_TO_INSPECT, StockUnit.id, StockUnit.serial, literal(1), since, NO_DAY)
    lines = lines.join(StockReturn, StockReturn.unit_id == StockUnit.id)
    mine = within(actor, Permission.STOCK_INSPECT, StockUnit.district_code)
    return lines.where(StockReturn.inspected_by.is_(None), StockReturn.brought_by.not_in(actor.rows), mine)


def recalls(actor: Actor) -> Select:
    """Machines a group owns that somebody else asked to have back."""
    title = func.concat(Asset.name, " ", Asset.serial)
    lines = part(Waiting.RECALLS_TO_DECIDE, Asset.id, title, literal(1), AssetRecall.created_at, NO_DAY)
    lines = lines.join(AssetRecall, AssetRecall.asset_id == Asset.id)
    mine = within(actor, Permission.ASSET_DECIDE, Asset.district_code)
    return lines.where(AssetRecall.outcome.is_(None), AssetRecall.requested_by.not_in(actor.rows), mine)


def refused(actor: Actor) -> Select:
    """Cases whose group refused pieces and is owed others; one line per case."""
    return refused_for(actor, Permission.STOCK_KEEP)


def refused_to_replace(actor: Actor) -> Select:
    """The same for who buys and keeps no store: another piece is ordered, or none."""
    keeps = within(actor, Permission.STOCK_KEEP, Application.district_code)
    return refused_for(actor, Permission.ORDER_PLACE).where(~keeps)


def refused_for(actor: Actor, permission: Permission) -> Select:
    title = func.concat(Application.number, " ", Group.name)
    counted, since = func.count(RefusedPiece.id), func.min(RefusedPiece.created_at)
    lines = part(Waiting.REFUSED_PIECES, Application.id, title, counted, since, cast(NO_DAY, Date))
    lines = lines.join(Group, Group.id == Application.group_id)
    lines = lines.join(ApplicationLine, ApplicationLine.application_id == Application.id)
    lines = lines.join(RefusedPiece, RefusedPiece.application_line_id == ApplicationLine.id)
    mine = within(actor, permission, Application.district_code)
    return lines.where(refusals.is_open(), mine).group_by(Application.id, Application.number, Group.name)


def claims(actor: Actor) -> Select:
    """Orders paid for more than may be, since pieces went back."""
    since, paid = func.min(SupplierPayment.created_at), func.sum(SupplierPayment.amount_rupiah)
    lines = part(Waiting.CLAIMS_ON_SUPPLIERS, Order.id, Order.number, literal(1), since, cast(NO_DAY, Date))
    lines = lines.join(SupplierPayment, SupplierPayment.order_id == Order.id)
    mine = within(actor, Permission.PAYMENT_PREPARE, SupplierPayment.district_code)
    lines = lines.where(SupplierPayment.status.in_(COMMITTED), mine).group_by(Order.id, Order.number)
    return lines.having(paid > func.payable_value(Order.id))


def to_release(actor: Actor) -> Select:
    """What another treasurer prepared."""
    lines = part(Waiting.PAYMENTS_TO_RELEASE, Order.id, Order.number, literal(1), SupplierPayment.created_at, NO_DAY)
    lines = lines.join(SupplierPayment, SupplierPayment.order_id == Order.id)
    mine = within(actor, Permission.PAYMENT_RELEASE, SupplierPayment.district_code)
    prepared = SupplierPayment.status == PaymentStatus.PREPARED
    return lines.where(prepared, SupplierPayment.prepared_by.not_in(actor.rows), mine)


def waiting(actor: Actor) -> Select:
    """Goods that lie in stock too long; one line per district (G9)."""
    since = func.min(StockUnit.accepted_at)
    lines = part(Waiting.GOODS_WAITING, NOBODY, Region.name, func.count(StockUnit.id), since, cast(NO_DAY, Date))
    lines = lines.join(Region, Region.code == StockUnit.district_code)
    old = StockUnit.accepted_at < clock.NOW - func.make_interval(0, 0, 0, LONG_IN_STOCK)
    mine = within(actor, Permission.STOCK_KEEP, StockUnit.district_code)
    return lines.where(StockUnit.status == UnitStatus.IN_STOCK, old, mine).group_by(Region.name)
