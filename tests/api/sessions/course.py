"""A session with accepted people, and its officer: what tests of attendance and certificates start from."""

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories


class Course:
    """A session with accepted people, and its officer."""

    def __init__(self, client: AsyncClient, officer: factories.TestOfficer, session_id: object) -> None:
        self.client, self.officer, self.path = client, officer, f"/v1/sessions/{session_id}"

    async def sheet(self) -> dict:
        return (await self.client.get(f"{self.path}/attendance", headers=self.officer.headers)).json()

    async def mark(self, marks: list[dict], version: int | None = None) -> Response:
        seen = version or (await self.sheet())["version"]
        headers = self.officer.headers | {"If-Match": f'"{seen}"'}
        return await self.client.put(f"{self.path}/attendance", json={"marks": marks}, headers=headers)

    async def move(self, action: str, **body: str) -> Response:
        seen = (await self.client.get(self.path, headers=self.officer.headers)).json()["version"]
        headers = self.officer.headers | {"If-Match": f'"{seen}"'}
        return await self.client.post(f"{self.path}/transitions", json={"action": action} | body, headers=headers)

    async def mark_days(self, *present: int) -> Response:
        """The n-th person is there on the first `present[n]` days."""
        sheet = await self.sheet()
        return await self.mark(
            [
                {
                    "registration_id": row["registration_id"],
                    "day_id": day["id"],
                    "mark": "present" if index < days else "absent",
                }
                for row, days in zip(sheet["rows"], present, strict=True)
                for index, day in enumerate(sheet["days"])
            ]
        )


async def course(
    client: AsyncClient, db: AsyncSession, vault: Vault, *names: str, starts_in: int = -4, days: int = 5
) -> Course:
    session, officer = await factories.session(db, starts_in=starts_in, days=days), await factories.officer(db, vault)
    for name in names:
        answer = await factories.register(client, factories.registration(session.id, name=name))
        assert answer.status_code == 201, answer.text
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    for row in rows:
        await factories.move(client, officer, row["id"], "accept")
    return Course(client, officer, session.id)
