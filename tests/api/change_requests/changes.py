"""Asking for corrections, and carrying them through."""

from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tests import factories
from tests.api.grants.office import Office, photo_with_place

WHY = "Dilihat pada surat yang dibawa orangnya."
PAPER = {"file": ("bukti.jpg", photo_with_place(), "image/jpeg")}


async def ask(client: AsyncClient, who: factories.TestOfficer, path: str, body: dict[str, Any]) -> Response:
    return await client.post(path, json={"reason": WHY} | body, headers=who.headers | factories.once())


async def prove(client: AsyncClient, who: factories.TestOfficer, request: dict[str, Any]) -> Response:
    seen = {"If-Match": f'"{request["version"]}"'}
    return await client.put(f"/v1/change-requests/{request['id']}/evidence", files=PAPER, headers=who.headers | seen)


async def move(
    client: AsyncClient, who: factories.TestOfficer, request: dict[str, Any], action: str, reason: str | None = None
) -> Response:
    seen = {"If-Match": f'"{request["version"]}"'}
    path = f"/v1/change-requests/{request['id']}/transitions"
    return await client.post(
        path, json={"action": action, "reason": reason}, headers=who.headers | factories.once() | seen
    )


async def carried(
    desk: Office, db: AsyncSession, path: str, body: dict[str, Any], decider: factories.TestOfficer,
    maker: factories.TestOfficer | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Asked for with its paper, and approved by another officer."""
    maker = maker or desk.proposer
    made = await ask(desk.client, maker, path, body)
    assert made.status_code == 201, made.text
    request = made.json()
    if request["status"] == "draft":
        request = (await prove(desk.client, maker, request)).json()
    done = await move(desk.client, decider, request, "approve")
    assert done.status_code == 200, done.text
    return done.json()
