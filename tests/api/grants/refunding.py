"""A case whose first tranche arrived, and who asks its money back, pays it back and confirms it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import money
from tests.api.grants.office import Office, photo_with_place, today

BOOKED = """SELECT l.spent_rupiah, l.released_rupiah, n.spent, n.reserved FROM decree_lines l
JOIN budget_nodes n ON n.id = l.budget_line_id WHERE l.application_id = :case"""


@dataclass
class Refunding:
    treasury: money.Treasury

    @property
    def desk(self) -> Office:
        return self.treasury.desk

    async def read(self) -> dict[str, Any]:
        path = f"/v1/applications/{self.treasury.case}/refunds"
        return (await self.desk.client.get(path, headers=self.treasury.first.headers)).json()

    async def tranche(self) -> dict[str, Any]:
        return (await self.read())["arrived"][0]

    async def ask(self, amount: int, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        content = {"amount_rupiah": amount, "reason": "Dipakai lain.", "letter_number": "S-7", "due_on": today()}
        path = f"/v1/tranche-payments/{(await self.tranche())['payment_id']}/refund-demands"
        return await self.desk.post(path, content | body, who or self.desk.proposer)

    async def decide(self, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        demand = (await self.tranche())["demands"][-1]
        path = f"/v1/refund-demands/{demand['id']}/decisions"
        return await self.desk.post(path, {"action": "approve"} | body, who or self.desk.approver, demand["version"])

    async def demanded(self, amount: int) -> str:
        """Asked back and approved; returns the demand."""
        assert (await self.ask(amount)).status_code == 201
        return (await self.decide()).json()["arrived"][0]["demands"][-1]["id"]

    async def pay(self, amount: Any, who: factories.TestOfficer | None = None, **told: Any) -> Response:
        data = {"amount_rupiah": amount, "received_on": today(), "bank_reference": f"REF-{amount}"} | told
        who, path = who or self.treasury.first, f"/v1/tranche-payments/{(await self.tranche())['payment_id']}"
        return await self.desk.client.post(
            f"{path}/refund-receipts", data={name: value for name, value in data.items() if value is not None},
            files={"file": ("setor.jpg", photo_with_place(), "image/jpeg")}, headers=who.headers | factories.once(),
        )  # fmt: skip

    async def confirm(self, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        receipt = (await self.tranche())["receipts"][-1]
        path = f"/v1/refund-receipts/{receipt['id']}/decisions"
        content = {"action": "confirm"} | body
        return await self.desk.post(path, content, who or self.treasury.second, receipt["version"])

    async def returned(self, amount: int, **told: Any) -> None:
        assert (await self.pay(amount, **told)).status_code == 201
        assert (await self.confirm()).status_code == 200


async def booked(db: AsyncSession, back: Refunding) -> tuple[int, ...]:
    """Of the recipient: spent and released; of the budget line: spent and reserved."""
    return tuple((await db.execute(text(BOOKED), {"case": UUID(back.treasury.case)})).one())


async def refunding(db: AsyncSession, vault: Vault, desk: Office) -> Refunding:
    treasury = await money.treasury(db, vault, desk)
    await treasury.account()
    await treasury.paid()
    return Refunding(treasury)
