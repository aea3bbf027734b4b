"""What people of today do with goods and money of the version before: through the API, as anybody would."""

from typing import Any

from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from tests import factories
from tests.api.grants.office import photo_with_place
from tests.conftest import settings_for, writing

HOLDERS = (Role.DISTRICT_OFFICER, Role.APPROVER, Role.APPROVER, Role.TREASURER)
PAGES = {
    "applications": "SELECT id FROM applications", "deliveries": "SELECT id FROM handovers",
    "assets": "SELECT id FROM assets", "visits": "SELECT id FROM monitoring_visits",
    "groups": "SELECT id FROM groups",
}  # fmt: skip


class Today:
    """Four officers who came after the change, at work on what was there before."""

    def __init__(self, client: AsyncClient, db: AsyncSession, people: list[factories.TestOfficer]) -> None:
        self.client, self.db = client, db
        self.district, self.approver, self.second, self.treasurer = people

    async def ids(self, query: str) -> list[str]:
        return [str(each) for each in (await self.db.execute(text(query))).scalars()]

    async def read(self, path: str) -> Any:
        answer = await self.client.get(f"/v1/{path}", headers=self.district.headers)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        return answer.json()

    async def post(self, path: str, body: Any, who: factories.TestOfficer, version: int | None = None) -> Response:
        seen = {"If-Match": f'"{version}"'} if version else {}
        return await self.client.post(f"/v1/{path}", json=body, headers=who.headers | factories.once() | seen)

    async def everything_opens(self) -> None:
        for room, query in PAGES.items():
            for each in await self.ids(query):
                await self.read(f"{room}/{each}")
        for case in await self.ids(PAGES["applications"]):
            await self.read(f"applications/{case}/aftercare")
            await self.read(f"applications/{case}/capital")

    async def the_open_dispute_is_upheld(self) -> None:
        """A piece that was typed in, without stock behind it, comes back; budget and quantities follow."""
        (handover,) = await self.ids("SELECT handover_id FROM handover_disputes WHERE outcome IS NULL")
        found = await self.read(f"deliveries/{handover}")
        dispute = next(each for each in found["disputes"] if each["outcome"] is None)
        serial = found["items"][0]["serials"][0]
        body = {"outcome": "upheld", "note": "Benar.", "pieces": [{"serial": serial, "follows": "returned"}]}
        path = f"handover-disputes/{dispute['id']}/decisions"
        done = await self.post(path, body, self.approver, dispute["version"])
        assert done.status_code == 200, done.text

    async def what_a_group_owns_is_recalled_by_two(self) -> None:
        (owned,) = await self.ids("SELECT id FROM assets WHERE title_letter = 'BAST-HAK/2'")
        version = (await self.read(f"assets/{owned}"))["version"]
        alone = {"action": "recall", "reason": "Tidak dipakai."}
        refused = await self.post(f"assets/{owned}/transitions", alone, self.approver, version)
        assert refused.json()["code"] == "owned_by_group"
        asked = await self.client.post(
            f"/v1/assets/{owned}/recalls", files={"file": ("surat.jpg", photo_with_place())},
            data={"ground": "consent", "letter_number": "S-1", "reason": "Setuju."},
            headers=self.approver.headers | factories.once(),
        )  # fmt: skip
        assert asked.status_code == 201, asked.text
        path = f"asset-recalls/{asked.json()['recalls'][0]['id']}/decisions"
        done = await self.post(path, {"outcome": "approved", "note": "Sesuai."}, self.second, 1)
        assert (done.status_code, done.json().get("status")) == (200, "recalled"), done.text

    async def money_waits_for_the_holder(self) -> None:
        """The account was verified when nobody compared its holder: nothing more goes there as it is."""
        line = "SELECT id FROM application_lines WHERE kind = 'capital' ORDER BY id DESC LIMIT 1"
        (tranche,) = await self.ids(line)
        condition = await self.post(f"tranches/{tranche}/conditions", {"note": "Dilihat."}, self.district)
        assert condition.status_code == 201, condition.text
        body = {"request_number": "SPP-9", "no_conflict": True}
        refused = await self.post(f"tranches/{tranche}/payments", body, self.treasurer)
        assert refused.status_code == 409, refused.text


async def worked_with(name: str) -> None:
    """All of it; the caller asks what holds afterwards."""
    settings = settings_for(name)
    own = Database(settings)
    async with AsyncClient(transport=ASGITransport(create_app(settings, own)), base_url="http://api") as client:
        async with writing(own, client) as db:
            today = Today(client, db, [await factories.present(db, Vault.of(settings), role) for role in HOLDERS])
            await today.everything_opens()
            await today.the_open_dispute_is_upheld()
            await today.what_a_group_owns_is_recalled_by_two()
            await today.money_waits_for_the_holder()
            await today.everything_opens()
    await own.close()
