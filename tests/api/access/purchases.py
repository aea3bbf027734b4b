"""Goods on their way to a case: an order, a delivery that waits for its inspection, a payment that was cancelled."""

from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import BUY
from bimtek_api.core import clock
from bimtek_api.grants.goods.dispatches.models import Dispatch
from bimtek_api.grants.goods.openings.models import OpeningStock
from bimtek_api.grants.goods.orders.models import Order, OrderLine
from bimtek_api.grants.goods.stock.models import Receipt, StockUnit
from bimtek_api.grants.goods.suppliers.models import Supplier
from bimtek_api.grants.handover.assets.models import AssetRecall
from bimtek_api.grants.handover.deliveries.models import HandoverDraft
from tests import factories


async def ordered(db: AsyncSession, case_id: UUID, buyer: UUID) -> OrderLine:
    """One piece of the first item."""
    day = clock.local_date(await clock.now(db), "WIB")
    supplier = Supplier(nib="8120123456789", name="PT Uji", address="x", phone="+62812345678")
    db.add(supplier)
    await db.flush()
    order = Order(
        number="K-1", number_key="K-1", year=day.year, dated=day, due_on=day, supplier_id=supplier.id,
        district_code=factories.PALEMBANG, tax_percent=11, status="placed", placed_by=buyer,
    )  # fmt: skip
    db.add(order)
    await db.flush()
    await duties.take(db, case_id, [buyer], BUY)
    query = text("SELECT id FROM application_lines WHERE application_id = :case ORDER BY position LIMIT 1")
    line = OrderLine(
        order_id=order.id, application_id=case_id, person_id=buyer, duty_group=BUY, quantity=1, price_rupiah=100,
        application_line_id=(await db.execute(query, {"case": case_id})).scalar_one(), tax_rupiah=11,
    )  # fmt: skip
    db.add(line)
    await db.flush()
    return line


async def cancelled_payment(db: AsyncSession, order_id: UUID, buyer: UUID) -> UUID:
    """By hand: nothing was accepted yet that a payment could be prepared for."""
    made = uuid4()
    await factories.by_hand(
        db, "INSERT INTO supplier_payments (id, order_id, supplier_version_id, district_code, status, amount_rupiah,"
        f" request_number, prepared_by, version, unproved) SELECT '{made}', id, supplier_version_id,"
        f" district_code, 'cancelled', 1, 'SPP-1', '{buyer}', 1, false FROM orders WHERE id = '{order_id}'",
    )  # fmt: skip
    return made


async def purchased(db: AsyncSession, case_id: str, buyer: UUID) -> dict[str, str]:
    more = "requested = requested + 1, approved = approved + 1"  # everything came: one piece more is to be ordered
    await factories.by_hand(db, f"UPDATE application_lines SET {more} WHERE application_id = '{case_id}'")
    line = await ordered(db, UUID(case_id), buyer)
    order = await db.get_one(Order, line.order_id)
    made = {"order_id": order.id, "district_code": order.district_code}
    receipt = Receipt(
        **made, status="received", delivery_note="SJ-1", received_on=order.dated, received_at=await clock.now(db),
        place="x", handed_by="x", received_by=buyer,
    )  # fmt: skip
    db.add(receipt)
    await db.flush()
    payment_id = await cancelled_payment(db, order.id, buyer)
    unit = StockUnit(
        receipt_id=receipt.id, order_line_id=line.id, for_line_id=line.application_line_id, serial_key="UJI1",
        serial="UJI-1", cost_rupiah=111, district_code=order.district_code, status="received",
    )  # fmt: skip
    db.add(unit)
    await db.flush()
    file_id = (await db.execute(text("SELECT id FROM files LIMIT 1"))).scalar_one()
    dispatch = Dispatch(
        number="SJ-1", district_code=order.district_code, status="sent", from_place="x", to_place="x", driver="x",
        vehicle="x", sent_at=await clock.now(db), sent_by=buyer, snapshot={}, paper_id=file_id,
    )  # fmt: skip
    db.add(dispatch)
    await db.flush()
    ids = {
        "supplier_id": order.supplier_id, "order_id": order.id, "order_line_id": line.id, "receipt_id": receipt.id,
        "unit_id": unit.id, "payment_id": payment_id, "dispatch_id": dispatch.id, "pledge": "statement",
    } | await owned(db, UUID(case_id), order.district_code, buyer, file_id)  # fmt: skip
    return {name: str(value) for name, value in ids.items()}


async def owned(db: AsyncSession, case_id: UUID, district: str, who: UUID, file_id: UUID) -> dict[str, UUID]:
    """An opening list, a draft of a handover, and a recall that waits."""
    opening = OpeningStock(
        district_code=district, source="x", place="x", status="entered", entered_by=who, paper_id=file_id
    )
    draft = HandoverDraft(application_id=case_id, district_code=district, status="open", body={}, made_by=who)
    asset_id = (await db.execute(text("SELECT id FROM assets ORDER BY id LIMIT 1"))).scalar_one()
    recall = AssetRecall(
        asset_id=asset_id, district_code=district, ground="consent", letter_number="1", reason="x",
        paper_id=file_id, requested_by=who,
    )  # fmt: skip
    db.add_all([opening, draft, recall])
    await db.flush()
    return {"opening_id": opening.id, "draft_id": draft.id, "recall_id": recall.id}
