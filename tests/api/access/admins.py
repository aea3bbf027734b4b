"""Two administrators for tests of what needs both."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import today


@dataclass
class Admins:
    """Two administrators of the country who proved themselves just now."""

    client: AsyncClient
    db: AsyncSession
    vault: Vault
    first: factories.TestOfficer
    second: factories.TestOfficer

    async def post(self, path: str, body: dict[str, Any], who: factories.TestOfficer | None = None) -> Response:
        headers = (who or self.first).headers | {"Idempotency-Key": uuid4().hex}
        return await self.client.post(f"/v1{path}", json=body, headers=headers)

    async def ask(self, officer_id: UUID, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        plain = {
            "kind": "role",
            "role": "scorer",
            "region_code": "16.71",
            "valid_from": today(),
            "reason": "SK 1",
        }
        return await self.post(f"/officers/{officer_id}/access-requests", plain | body, who)

    async def asked(self, officer_id: UUID, **body: Any) -> str:
        answer = await self.ask(officer_id, **body)
        assert answer.status_code == 201, answer.text
        return answer.json()["items"][-1]["id"]

    async def decide(self, request_id: str, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        return await self.post(
            f"/access-requests/{request_id}/decisions", {"approve": True} | body, who or self.second
        )

    async def plain(self, role: Role = Role.DISTRICT_OFFICER, region: str | None = "16.71") -> factories.TestOfficer:
        return await factories.officer(self.db, self.vault, role, region)

    async def permissions(self, who: factories.TestOfficer) -> list[str]:
        return (await self.client.get("/v1/me", headers=who.headers)).json()["permissions"]
