"""A case with a machine and two tranches of capital, and the treasurers who pay it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import Office, photo_with_place, step_up, today

NUMBER = "0012 3456 7890"
ITEMS = [
    {"name": "Mesin jahit", "unit": "unit", "quantity": 1, "price_rupiah": 4_000_000, "price_source": "Survei",
     "price_year": 2026},
    {"kind": "capital", "name": "Modal tahap 1", "unit": "tahap", "quantity": 1, "price_rupiah": 6_000_000,
     "price_source": "Pedoman", "price_year": 2026, "specification": "Tempat kerja siap.", "report_days": 30},
    {"kind": "capital", "name": "Modal tahap 2", "unit": "tahap", "quantity": 1, "price_rupiah": 4_000_000,
     "price_source": "Pedoman", "price_year": 2026, "specification": "Mesin sudah dipakai.", "report_days": 60},
]  # fmt: skip


def bank_paper(who: factories.TestOfficer, payment: dict[str, Any], **told: Any) -> dict[str, Any]:
    """What is sent when a bank gave money back."""
    data = {"return_number": f"RTR-{payment['id']}", "returned_on": today(), "reason": "Rekening pasif."} | told
    return {
        "data": {name: value for name, value in data.items() if value is not None},
        "files": {"file": ("retur.jpg", photo_with_place(), "image/jpeg")},
        "headers": who.headers | factories.once() | {"If-Match": f'"{payment["version"]}"'},
    }


@dataclass
class Treasury:
    """One case with a machine and two tranches, decreed; and the people who pay it."""

    desk: Office
    first: factories.TestOfficer
    second: factories.TestOfficer
    case: str

    async def read(self) -> dict[str, Any]:
        path = f"/v1/applications/{self.case}/capital"
        return (await self.desk.client.get(path, headers=self.first.headers)).json()

    async def tranche(self, index: int = 0) -> dict[str, Any]:
        return (await self.read())["tranches"][index]

    async def chair(self) -> str:
        """Her name, as the group's page says it."""
        found = await self.desk.client.get(f"/v1/groups/{self.desk.group}", headers=self.first.headers)
        return found.json()["chair"]

    async def account(self, number: str = NUMBER, typed: str | None = None, holder: str | None = None) -> Response:
        """Recorded with its savings book by the district, verified by a treasurer."""
        group, headers = self.desk.group, self.desk.proposer.headers
        body = {"bank": "Bank Sumsel Contoh", "number": number, "holder": holder or await self.chair()}
        made = await self.desk.post(f"/v1/groups/{group}/account", body, self.desk.proposer)
        files = {"file": ("buku.jpg", photo_with_place(), "image/jpeg")}
        await self.desk.client.post(
            f"/v1/groups/{group}/papers", headers=headers, data={"kind": "bank_account"}, files=files
        )
        version = made.json()["account"]["version"]
        return await self.desk.post(
            f"/v1/groups/{group}/account/checks", {"number": typed or number}, self.first, version
        )

    async def condition(self, index: int = 0) -> Response:
        line = (await self.tranche(index))["line_id"]
        return await self.desk.post(
            f"/v1/tranches/{line}/conditions", {"note": "Dilihat di tempat."}, self.desk.proposer
        )

    async def prepare(self, index: int = 0, who: factories.TestOfficer | None = None) -> Response:
        line = (await self.tranche(index))["line_id"]
        body = {"request_number": f"SPP-{index}", "no_conflict": True}
        return await self.desk.post(f"/v1/tranches/{line}/payments", body, who or self.first)

    async def move(
        self, action: str, index: int = 0, who: factories.TestOfficer | None = None, **body: Any
    ) -> Response:
        payment = (await self.tranche(index))["payments"][-1]
        content = {"action": action, "day": today(), "no_conflict": True}
        if action == "send":
            content |= {"payment_order_number": "SPM-1", "disbursement_number": "SP2D-1"}
        path = f"/v1/tranche-payments/{payment['id']}/transitions"
        return await self.desk.post(path, content | body, who or self.second, payment["version"])

    async def back(self, index: int = 0, who: factories.TestOfficer | None = None, **told: Any) -> Response:
        """The bank sent the last payment of a tranche back, on paper."""
        payment = (await self.tranche(index))["payments"][-1]
        path = f"/v1/tranche-payments/{payment['id']}/returns"
        return await self.desk.client.post(path, **bank_paper(who or self.second, payment, **told))

    async def paid(self, index: int = 0) -> None:
        assert (await self.condition(index)).status_code == 201
        assert (await self.prepare(index)).status_code == 201
        assert (await self.move("send", index)).status_code == 200
        assert (await self.move("confirm", index)).status_code == 200

    async def report(self, index: int = 0, **told: Any) -> Response:
        report = (await self.tranche(index))["report"]
        files = {"file": ("kuitansi.jpg", photo_with_place(), "image/jpeg")}
        data = {"used_rupiah": report["amount_rupiah"]} | told
        path = f"/v1/funds-reports/{report['id']}/submissions"
        return await self.desk.client.post(path, headers=self.desk.proposer.headers, data=data, files=files)


async def with_capital(db: AsyncSession, vault: Vault, desk: Office) -> None:
    """The call of the office also offers a package with money in it."""
    await offer(db, desk, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None))


async def offer(db: AsyncSession, desk: Office, sari: factories.TestOfficer) -> None:
    body = {"code": f"MODAL-{uuid4().hex[:6].upper()}", "name": "Modal kerja", "trade": "garment", "items": ITEMS}
    package = (await desk.post("/v1/packages", body, sari)).json()
    offered = text("INSERT INTO call_packages (call_id, package_id) VALUES (:call, :package)")
    await db.execute(offered, {"call": UUID(desk.call["id"]), "package": UUID(package["id"])})
    desk.call["package"] = package["id"]


async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    people = [await factories.officer(db, vault, Role.TREASURER) for _ in range(2)]
    for who in people:
        await step_up(db, who)
    await with_capital(db, vault, desk)
    return Treasury(desk, people[0], people[1], await desk.decreed())
