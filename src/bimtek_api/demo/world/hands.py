"""The demo's officers at work: each act goes through the API, with her own log-in, as a page would send it."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TypeVar
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers.models import Officer
from bimtek_api.core.crypto import new_token, token_hash
from bimtek_api.core.shapes import Json
from bimtek_api.demo.world import pictures
from bimtek_api.demo.world.calendar import Calendar

Done = TypeVar("Done")
AT_ONCE = 4
DOMAIN = "@demo.bimtek.id"


class Refused(Exception):
    """The API did not take an act of the demo: the story is wrong, and says where."""


@dataclass(frozen=True)
class Hand:
    """One officer. Her acts raise `Refused` where the API does; her answers are JSON."""

    client: AsyncClient
    person_id: UUID
    token: str

    async def send(self, method: str, path: str, version: int | None = None, **content: object) -> Json:
        headers = {"Authorization": f"Bearer {self.token}"}
        if method in ("POST", "PUT"):
            headers["Idempotency-Key"] = str(uuid4())
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return answer(await self.client.request(method, path, headers=headers, **content))  # ty: ignore[invalid-argument-type]

    async def get(self, path: str) -> Json:
        return await self.send("GET", path)

    async def rows(self, path: str) -> list[Json]:
        """The whole of a short list."""
        found = await self.get(path)
        return found if isinstance(found, list) else found["items"]

    async def post(self, path: str, body: Mapping[str, object], version: int | None = None) -> Json:
        return await self.send("POST", path, version, json=body)

    async def put(self, path: str, body: Mapping[str, object], version: int | None = None) -> Json:
        return await self.send("PUT", path, version, json=body)

    async def bring(self, path: str, part: str, content: bytes, told: Mapping[str, object] | None = None) -> Json:
        """A file, and what is said about it."""
        files = {part: (f"{part}.jpg", content, "image/jpeg")}
        return await self.send("POST", path, files=files, data=told or {})


def answer(given: Response) -> Json:
    if not given.is_success:
        raise Refused(f"{given.request.method} {given.request.url.path}: {given.status_code} {given.text[:600]}")
    return given.json() if given.content else {}


class Office:
    """All hands by their first names, the calendar they follow, and pictures that are never used twice."""

    def __init__(self, app: FastAPI, calendar: Calendar) -> None:
        self.calendar, self.client = calendar, AsyncClient(transport=ASGITransport(app), base_url="http://demo")
        self.people: dict[str, Hand] = {}
        self._picture = count(1)

    def __getitem__(self, name: str) -> Hand:
        return self.people[name]

    def photo(self) -> bytes:
        return pictures.photo(next(self._picture))

    def signature(self) -> bytes:
        return pictures.signature(next(self._picture))

    async def together(self, acts: Sequence[Awaitable[Done]]) -> list[Done]:
        """Acts of different people, a few at a time: while the database works on one, the next is read."""
        done: list[Done] = []
        for at in range(0, len(acts), AT_ONCE):
            done += await asyncio.gather(*acts[at : at + AT_ONCE])
        return done

    async def register(self, new: Mapping[str, object]) -> Json:
        """Somebody registers for herself; her receipt."""
        key = {"Idempotency-Key": str(uuid4())}
        return answer(await self.client.post("/v1/registrations", json=new, headers=key))

    async def complain(self, new: Mapping[str, object]) -> Json:
        """Somebody complains on the public page; the number and its secret."""
        key = {"Idempotency-Key": str(uuid4())}
        return answer(await self.client.post("/v1/complaints", json=new, headers=key))

    async def as_holder(self, receipt: Json, act: str, body: Mapping[str, object]) -> None:
        """Something done from a receipt, with its secret."""
        headers = {"Idempotency-Key": str(uuid4()), "Receipt-Secret": receipt["secret"]}
        answer(await self.client.post(f"/v1/receipts/{receipt['number']}/{act}", json=body, headers=headers))

    async def own(self, receipt: Json) -> Json:
        """What the holder of a receipt sees."""
        headers = {"Receipt-Secret": receipt["secret"]}
        return answer(await self.client.get(f"/v1/receipts/{receipt['number']}", headers=headers))

    async def sit_down(self, db: AsyncSession) -> None:
        """A log-in for every demo officer, in force while the world is filled."""
        now = self.calendar.now()
        known = (
            await db.execute(select(Officer.email, Officer.person_id).where(Officer.email.endswith(DOMAIN)))
        ).all()
        for email, person_id in known:
            token = new_token("bo")
            self.calendar.ours.append(token_hash(token))
            until = now + timedelta(hours=8)
            db.add(Login(token_hash=token_hash(token), officer_id=person_id, expires_at=until, stepped_up_at=now))
            self.people[email.removesuffix(DOMAIN)] = Hand(self.client, person_id, token)
        await db.flush()

    async def go_home(self, db: AsyncSession) -> None:
        """Nothing of these log-ins stays."""
        await db.execute(delete(Login).where(Login.token_hash.in_(self.calendar.ours)))
        await self.client.aclose()
