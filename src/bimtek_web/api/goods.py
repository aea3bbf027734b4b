"""What the pages ask about suppliers, orders, deliveries, stock and payments."""

from typing import Any

from bimtek_web.api.transport import BaseClient, Json


class GoodsCalls(BaseClient):
    async def suppliers(self, **asked: Any) -> Json:
        return await self.get("/v1/suppliers", **asked)

    async def supplier(self, supplier_id: str) -> Json:
        return await self.get(f"/v1/suppliers/{supplier_id}")

    async def record_supplier(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/suppliers", json=body, headers={"Idempotency-Key": key})

    async def record_supplier_owner(self, supplier_id: str, version: int, body: Json) -> None:
        await self.call("PUT", f"/v1/suppliers/{supplier_id}/owner", json=body, version=version)

    async def supplier_record(self, supplier_id: str) -> Json:
        return await self.get(f"/v1/suppliers/{supplier_id}/record")

    async def wanted_goods(self, district: str) -> list[Json]:
        return (await self.get(f"/v1/districts/{district}/wanted-goods"))["items"]

    async def orders(self, **asked: Any) -> Json:
        return await self.get("/v1/orders", **asked)

    async def order(self, order_id: str) -> Json:
        return await self.get(f"/v1/orders/{order_id}")

    async def place_order(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/orders", json=body, headers={"Idempotency-Key": key})

    async def close_order(self, order_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/orders/{order_id}/transitions", json=body, version=version)

    async def payments(self, order_id: str) -> Json:
        return await self.get(f"/v1/orders/{order_id}/payments")

    async def prepare_payment(self, order_id: str, body: Json, key: str) -> None:
        await self.call("POST", f"/v1/orders/{order_id}/payments", json=body, headers={"Idempotency-Key": key})

    async def move_payment(self, payment_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/payments/{payment_id}/transitions", json=body, version=version)

    async def record_return(self, payment_id: str, version: int, told: Json, name: str, content: bytes) -> None:
        path, files = f"/v1/payments/{payment_id}/returns", {"file": (name, content)}
        await self.call("POST", path, data=told, files=files, version=version)

    async def goods_receipts(self, **asked: Any) -> Json:
        return await self.get("/v1/goods-receipts", **asked)

    async def goods_receipt(self, receipt_id: str) -> Json:
        return await self.get(f"/v1/goods-receipts/{receipt_id}")

    async def receive_goods(self, order_id: str, body: Json, key: str) -> Json:
        return await self.call("POST", f"/v1/orders/{order_id}/receipts", json=body, headers={"Idempotency-Key": key})

    async def inspect_goods(self, receipt_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/goods-receipts/{receipt_id}/inspections", json=body, version=version)

    async def stock(self, **asked: Any) -> Json:
        return await self.get("/v1/stock", **asked)

    async def stock_ages(self) -> list[Json]:
        return (await self.get("/v1/stock/ages"))["items"]

    async def stock_unit(self, unit_id: str) -> Json:
        return await self.get(f"/v1/stock/{unit_id}")

    async def assign_stock_unit(self, unit_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/assignments", json=body, version=version)

    async def dispatches(self, **asked: Any) -> Json:
        return await self.get("/v1/dispatches", **asked)

    async def dispatch(self, dispatch_id: str) -> Json:
        return await self.get(f"/v1/dispatches/{dispatch_id}")

    async def send_goods(self, district: str, body: Json, key: str) -> Json:
        path = f"/v1/districts/{district}/dispatches"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def record_arrival(self, dispatch_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/dispatches/{dispatch_id}/arrivals", json=body, version=version)

    async def move_stock_unit(self, unit_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/transitions", json=body, version=version)

    async def inspect_stock_unit(self, unit_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/inspections", json=body, version=version)

    async def openings(self, **asked: Any) -> Json:
        return await self.get("/v1/opening-stocks", **asked)

    async def opening(self, opening_id: str) -> Json:
        return await self.get(f"/v1/opening-stocks/{opening_id}")

    async def enter_opening(self, district: str, body: Json, key: str) -> Json:
        path = f"/v1/districts/{district}/opening-stocks"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def keep_opening_paper(self, opening_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/opening-stocks/{opening_id}/papers", files={"file": (name, content)})

    async def inspect_opening(self, opening_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/opening-stocks/{opening_id}/inspections", json=body, version=version)

    async def case_stock(self, application_id: str) -> list[Json]:
        return await self.call("GET", f"/v1/applications/{application_id}/stock")

    async def keep_stock_photo(self, unit_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/stock/{unit_id}/photos", files={"photo": (name, content)})
