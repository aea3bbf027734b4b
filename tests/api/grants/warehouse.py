"""Who buys, keeps and inspects, and what they do with the goods of one case."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from httpx import Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import Office, step_up, today

SUPPLIER = {"nib": "8120 1234 56789", "name": "PT Mesin Contoh", "address": "Jalan Contoh 1", "phone": "081200000001"}


@dataclass
class Warehouse:
    desk: Office
    buyer: factories.TestOfficer
    inspector: factories.TestOfficer
    supplier: str

    async def wants(self) -> list[dict[str, Any]]:
        path = "/v1/districts/16.71/wanted-goods"
        return (await self.desk.client.get(path, headers=self.buyer.headers)).json()["items"]

    async def order(self, case_id: str, **body: Any) -> Response:
        """Everything the case still wants, at two thirds of the reference price."""
        lines = [
            {"line_id": each["line_id"], "quantity": each["wanted"], "price_rupiah": each["price_rupiah"] * 2 // 3}
            for each in await self.wants()
            if each["application_id"] == case_id
        ]
        content = {
            "supplier_id": self.supplier, "number": f"K-{uuid4().hex[:8]}", "dated": today(), "due_on": today(),
            "tax_percent": 11, "lines": lines, "no_conflict": True,
        }  # fmt: skip
        return await self.desk.post("/v1/orders", content | body, self.buyer)

    async def receive(
        self, order: dict[str, Any], lines: list[dict[str, Any]] | None = None, **body: Any
    ) -> Response:
        """Everything that is still to come, with serial numbers made up."""
        lines = lines or [
            {"order_line_id": line["id"], "serials": [uuid4().hex[:12] for _ in range(left)]}
            for line in order["lines"]
            if (left := line["ordered"] - line["received"] + line["rejected"])
        ]
        content = {
            "delivery_note": "SJ-01", "received_at": datetime.now(UTC).isoformat(), "place": "Gudang dinas",
            "handed_by": "Sopir Contoh",
            "lines": lines,
        }  # fmt: skip
        return await self.desk.post(f"/v1/orders/{order['id']}/receipts", content | body, self.desk.giver)

    async def inspect(self, receipt: dict[str, Any], bad: dict[str, str] | None = None, **more: Any) -> Response:
        """All good, but for the serial numbers in `bad` with what is wrong with them."""
        bad = bad or {}
        units = [
            {"unit_id": unit["id"], "condition": bad.get(unit["serial"], "good")}
            | ({"note": "penyok"} if unit["serial"] in bad else {})
            for unit in receipt["units"]
        ]
        who = more.pop("who", self.inspector)
        body = {"units": units, "no_conflict": True} | more
        return await self.desk.post(f"/v1/goods-receipts/{receipt['id']}/inspections", body, who, receipt["version"])

    async def read(self, path: str) -> Any:
        return (await self.desk.client.get(path, headers=self.buyer.headers)).json()

    async def lines(self, case_id: str) -> list[dict[str, Any]]:
        """What lies in stock for a case, as a handover names it."""
        by_line: dict[str, list[str]] = {}
        for unit in await self.read(f"/v1/applications/{case_id}/stock"):
            by_line.setdefault(unit["line_id"], []).append(unit["serial"])
        return [{"line_id": line_id, "serials": serials} for line_id, serials in by_line.items()]

    async def stocked(self, case_id: str) -> dict[str, Any]:
        """Ordered, received and accepted; returns the receipt."""
        order = (await self.order(case_id)).json()
        return (await self.inspect((await self.receive(order)).json())).json()


async def hands(db: AsyncSession, vault: Vault) -> list[factories.TestOfficer]:
    """Who buys and who inspects."""
    people = [await factories.officer(db, vault, role) for role in (Role.PROCUREMENT_OFFICER, Role.GOODS_INSPECTOR)]
    for who in people:
        await step_up(db, who)
    return people


async def warehouse(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await opened(desk, *await hands(db, vault))


async def opened(desk: Office, buyer: factories.TestOfficer, inspector: factories.TestOfficer) -> Warehouse:
    """With one supplier on file."""
    made = await desk.post("/v1/suppliers", SUPPLIER, buyer)
    assert made.status_code == 201, made.text
    await owned(desk, buyer, made.json()["id"])
    return Warehouse(desk, buyer, inspector, made.json()["id"])


def owner(**changes: str) -> dict[str, str]:
    """Whom nobody else in the tests is, and an account nobody else has."""
    number = next(factories.numbers)
    plain = {"owner_name": "Hartati", "owner_nik": factories.nik(number), "bank": "Bank Sumsel Babel"}
    return plain | {"account_number": f"777{number:07d}", "account_holder": "CV Mesin Contoh"} | changes


async def owned(desk: Office, buyer: factories.TestOfficer, supplier_id: str, **changes: str) -> None:
    """Owner and account of a supplier that has none yet."""
    path = f"/v1/suppliers/{supplier_id}"
    version = (await desk.client.get(path, headers=buyer.headers)).json()["version"]
    headers = buyer.headers | {"If-Match": f'"{version}"'}
    kept = await desk.client.put(f"{path}/owner", json=owner(**changes), headers=headers)
    assert kept.status_code == 200, kept.text
