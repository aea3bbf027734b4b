"""gaps.md 8: no path part and no JSON breaks any operation: every one there is, asked by somebody who may all."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.crypto import Vault
from tests import factories

PARTS = ("\0", "\n\x7f", "€😀", "..", "a?b#c", "²", "x" * 500)
ANY = {"Authorization": "Bearer bo_any", "If-Match": '"1"', "Receipt-Secret": "x", "Complaint-Secret": "x",
       "Case-Secret": "x"}  # fmt: skip


def deep(levels: int, *, of: str) -> Any:
    made: Any = "x"
    for _ in range(levels):
        made = [made] if of == "list" else {"a": made}
    return made


HOSTILE: dict[str, Any] = {
    "NUL": "\0", "half a character": "\ud800", "NUL in a key": {"a\0": 1}, "half of one in a key": {"a\ud800": 1},
    "in a list": ["\ud800", "\0"], "deep objects": deep(900, of="object"), "deep lists": deep(900, of="list"),
    "a long number": 10**400, "no number": float("nan"), "nothing": None, "list of nothing": [None, {}, []],
}  # fmt: skip
KEYS = ("a\ud800", "\0", "😀", "x" * 5000)


@dataclass(frozen=True)
class Operation:
    """One method at one address, and the fields of the JSON it takes."""

    method: str
    path: str
    fields: tuple[str, ...] | None

    def at(self, part: str) -> str:
        """Its address with the same text for each part."""
        return re.sub(r"{[^}]+}", lambda _: quote(part, safe=""), self.path)


def operations(app: FastAPI) -> Iterator[Operation]:
    contract = app.openapi()
    for path, methods in contract["paths"].items():
        for method, each in methods.items():
            yield Operation(method.upper(), path, fields_of(contract, each))


def fields_of(contract: dict[str, Any], operation: dict[str, Any]) -> tuple[str, ...] | None:
    shape = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if shape is None:
        return None
    named = contract["components"]["schemas"].get(shape.get("$ref", "").rsplit("/", 1)[-1], shape)
    return tuple(named.get("properties", ()))


@pytest.fixture
async def almighty(app: FastAPI, db: AsyncSession, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks may all, everywhere: nothing is kept from the walk by a permission."""
    officer = await factories.officer(db, vault)
    now = (await db.execute(select(func.bimtek_now()))).scalar_one()
    grant = Grant("all", None, frozenset(Permission))
    actor = Actor("officer", officer.id, "Semua", (grant,), token_hash=b"x" * 32, stepped_up_at=now)

    async def anybody(db: AsyncSession, token: str) -> Actor:
        return actor

    monkeypatch.setitem(app.state._state, "authenticate", anybody)


async def ask(
    client: AsyncClient, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
) -> str | None:
    """What broke, if it did."""
    answer = await client.request(method, path, headers=ANY | factories.once() | (headers or {}), **more)
    return f"{answer.status_code} {method} {path[:80]!r} {str(more)[:60]}" if answer.status_code >= 500 else None


async def test_no_part_of_an_address_breaks_an_operation(app: FastAPI, client: AsyncClient, almighty: None) -> None:
    asked = [(each.method, each.at(part)) for each in operations(app) if "{" in each.path for part in PARTS]
    assert len(asked) > 1_000
    broken = [await ask(client, method, path) for method, path in asked]
    assert [each for each in broken if each] == []


async def test_no_json_breaks_an_operation(app: FastAPI, client: AsyncClient, almighty: None) -> None:
    taking = [each for each in operations(app) if each.fields is not None]
    assert len(taking) > 100
    broken = []
    for each in taking:
        path = each.at("01a211c7-4060-72e6-91e6-99af481a3e9b")
        sent = [dict.fromkeys(each.fields or (), value) or value for value in HOSTILE.values()]
        sent += [{key: 1} for key in KEYS]
        broken += [await send(client, each.method, path, json.dumps(body)) for body in sent]
        broken.append(await send(client, each.method, path, "[" * 100_000))
    assert "\n".join(each for each in broken if each) == ""


async def send(client: AsyncClient, method: str, path: str, text: str) -> str | None:
    """JSON with halves of characters as escapes, as a program could write them."""
    headers = {"Content-Type": "application/json"}
    return await ask(client, method, path, headers, content=text.encode())


async def test_a_last_slash_leads_to_nobody_elses_address(app: FastAPI, client: AsyncClient) -> None:
    """integrity.md 8: the framework's redirect repeated a forged Host, and carried the body of a POST there."""
    for each in {operation.path for operation in operations(app)}:
        for method in ("GET", "POST"):
            answer = await client.request(method, f"{each}/", headers={"Host": "jahat.test"})
            assert (answer.status_code, "location" in answer.headers) == (404, False), each
