"""What the tests of seats do again and again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.reports.invariants.service import violations
from tests import factories

BORN = "1988-09-04"
MAN = {"sex": "male"}


@dataclass
class Person:
    """Somebody who registered: her receipt and its secret."""

    client: AsyncClient
    number: str
    secret: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Receipt-Secret": self.secret}

    async def sees(self) -> dict[str, Any]:
        return (await self.client.get(f"/v1/receipts/{self.number}", headers=self.headers)).json()

    async def status(self) -> str:
        return (await self.sees())["status"]

    async def does(self, action: str, born: str = BORN) -> Response:
        body = {"action": action, "birth_date": born}
        return await self.client.post(f"/v1/receipts/{self.number}/transitions", json=body, headers=self.headers)


async def person(client: AsyncClient, session_id: UUID, **changes: Any) -> Person:
    """Registers somebody; every call is another person."""
    answer = await factories.register(client, factories.registration(session_id, **changes))
    assert answer.status_code == 201, answer.text
    return Person(client, answer.json()["number"], answer.json()["secret"])


async def people(client: AsyncClient, session_id: UUID, many: int, **changes: Any) -> list[Person]:
    return [await person(client, session_id, **changes) for _ in range(many)]


async def states(*people: Person) -> list[str]:
    return [await each.status() for each in people]


async def consistent(db: AsyncSession) -> None:
    """The counters say what the registrations say, and whatever else must hold."""
    assert await violations(db) == {}


async def set_quotas(client: AsyncClient, who: factories.TestOfficer, session_id: UUID, **body: Any) -> Response:
    path = f"/v1/sessions/{session_id}/quotas"
    seen = (await client.get(path, headers=who.headers)).headers["etag"]
    return await client.put(path, json=body, headers=who.headers | {"If-Match": seen})
