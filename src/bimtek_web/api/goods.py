"""What the pages ask about suppliers, orders, deliveries, stock and payments."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class GoodsCalls(BaseClient):
    async def suppliers(self, **asked: Unpack[shapes.ListSuppliersQuery]) -> shapes.PageSupplierRow:
        return await self.get("/v1/suppliers", **asked)

    async def supplier(self, supplier_id: str) -> shapes.SupplierRead:
        return await self.get(f"/v1/suppliers/{supplier_id}")

    async def record_supplier(self, body: shapes.SupplierWrite, key: str) -> shapes.SupplierRow:
        return await self.call("POST", "/v1/suppliers", json=body, headers={"Idempotency-Key": key})

    async def record_supplier_owner(self, supplier_id: str, version: int, body: shapes.OwnerWrite) -> None:
        await self.call("PUT", f"/v1/suppliers/{supplier_id}/owner", json=body, version=version)

    async def supplier_record(self, supplier_id: str) -> shapes.SupplierRecord:
        return await self.get(f"/v1/suppliers/{supplier_id}/record")

    async def wanted_goods(self, district: str) -> list[shapes.Want]:
        return (await self.get(f"/v1/districts/{district}/wanted-goods"))["items"]

    async def orders(self, **asked: Unpack[shapes.ListOrdersQuery]) -> shapes.PageOrderRow:
        return await self.get("/v1/orders", **asked)

    async def order(self, order_id: str) -> shapes.OrderRead:
        return await self.get(f"/v1/orders/{order_id}")

    async def place_order(self, body: shapes.OrderCreate, key: str) -> shapes.OrderRead:
        return await self.call("POST", "/v1/orders", json=body, headers={"Idempotency-Key": key})

    async def close_order(self, order_id: str, version: int, body: shapes.OrderClose) -> None:
        await self.call("POST", f"/v1/orders/{order_id}/transitions", json=body, version=version)

    async def payments(self, order_id: str) -> shapes.Payments:
        return await self.get(f"/v1/orders/{order_id}/payments")

    async def prepare_payment(self, order_id: str, body: shapes.PaymentCreate, key: str) -> None:
        await self.call("POST", f"/v1/orders/{order_id}/payments", json=body, headers={"Idempotency-Key": key})

    async def move_payment(self, payment_id: str, version: int, body: shapes.PaymentMove) -> None:
        await self.call("POST", f"/v1/payments/{payment_id}/transitions", json=body, version=version)

    async def record_return(
        self, payment_id: str, version: int, told: shapes.RecordReturnForm, name: str, content: bytes
    ) -> None:
        path, files = f"/v1/payments/{payment_id}/returns", {"file": (name, content)}
        await self.call("POST", path, data=told, files=files, version=version)

    async def goods_receipts(self, **asked: Unpack[shapes.ListGoodsReceiptsQuery]) -> shapes.PageReceiptRow:
        return await self.get("/v1/goods-receipts", **asked)

    async def goods_receipt(self, receipt_id: str) -> shapes.StockReceiptRead:
        return await self.get(f"/v1/goods-receipts/{receipt_id}")

    async def receive_goods(self, order_id: str, body: shapes.ReceiptCreate, key: str) -> shapes.StockReceiptRead:
        return await self.call("POST", f"/v1/orders/{order_id}/receipts", json=body, headers={"Idempotency-Key": key})

    async def inspect_goods(self, receipt_id: str, version: int, body: shapes.InspectionCreate) -> None:
        await self.call("POST", f"/v1/goods-receipts/{receipt_id}/inspections", json=body, version=version)

    async def stock(self, **asked: Unpack[shapes.ListStockQuery]) -> shapes.PageUnitRow:
        return await self.get("/v1/stock", **asked)

    async def stock_ages(self) -> list[shapes.Age]:
        return (await self.get("/v1/stock/ages"))["items"]

    async def stock_unit(self, unit_id: str) -> shapes.UnitRead:
        return await self.get(f"/v1/stock/{unit_id}")

    async def assign_stock_unit(self, unit_id: str, version: int, body: shapes.UnitAssign) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/assignments", json=body, version=version)

    async def dispatches(self, **asked: Unpack[shapes.ListDispatchesQuery]) -> shapes.PageDispatchRow:
        return await self.get("/v1/dispatches", **asked)

    async def dispatch(self, dispatch_id: str) -> shapes.DispatchRead:
        return await self.get(f"/v1/dispatches/{dispatch_id}")

    async def send_goods(self, district: str, body: shapes.DispatchCreate, key: str) -> shapes.DispatchRead:
        path = f"/v1/districts/{district}/dispatches"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def record_arrival(self, dispatch_id: str, version: int, body: shapes.ArrivalCreate) -> None:
        await self.call("POST", f"/v1/dispatches/{dispatch_id}/arrivals", json=body, version=version)

    async def move_stock_unit(self, unit_id: str, version: int, body: shapes.UnitMove) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/transitions", json=body, version=version)

    async def inspect_stock_unit(self, unit_id: str, version: int, body: shapes.UnitInspection) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/inspections", json=body, version=version)

    async def openings(self, **asked: Unpack[shapes.ListOpeningStocksQuery]) -> shapes.PageOpeningRow:
        return await self.get("/v1/opening-stocks", **asked)

    async def opening(self, opening_id: str) -> shapes.OpeningRead:
        return await self.get(f"/v1/opening-stocks/{opening_id}")

    async def enter_opening(self, district: str, body: shapes.OpeningCreate, key: str) -> shapes.OpeningRead:
        path = f"/v1/districts/{district}/opening-stocks"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def keep_opening_paper(self, opening_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/opening-stocks/{opening_id}/papers", files={"file": (name, content)})

    async def inspect_opening(self, opening_id: str, version: int, body: shapes.InspectionCreate) -> None:
        await self.call("POST", f"/v1/opening-stocks/{opening_id}/inspections", json=body, version=version)

    async def case_stock(self, application_id: str) -> list[shapes.UnitRow]:
        return await self.call("GET", f"/v1/applications/{application_id}/stock")

    async def keep_stock_photo(self, unit_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/photos", files={"photo": (name, content)})
