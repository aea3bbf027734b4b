"""Who may do what: every operation, every actor, every relation, against tests/authz.yaml.

`python -m pytest tests/api/access/test_authz.py` fails for an operation without a row. `BIMTEK_AUTHZ=write` writes
what the API does now into the file, to be read line by line before it is kept.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bimtek_api.access.roles import ApiScope, Role
from bimtek_api.core.crypto import Vault
from bimtek_api.main import create_app
from tests import factories
from tests.conftest import settings_for

FILE = Path(__file__).parents[2] / "authz.yaml"
TABLE: dict[str, dict[str, list[int]]] = yaml.safe_load(FILE.read_text()) if FILE.exists() else {}
ACTORS = (
    "anonymous", "expired", "district_officer", "programme_officer", "auditor", "administrator", "key_read",
    "key_register",
)  # fmt: skip
RELATIONS = ("own", "sibling", "missing")


@dataclass
class Place:
    """The ids an operation may be asked about, in one district."""

    session: str
    registration: str
    participant: str
    receipt: str
    secret: str
    district: str

    def fill(self, path: str) -> str:
        code = self.district if "/districts/" in path else self.district + ".01"
        names = {
            "session_id": self.session, "registration_id": self.registration, "participant_id": self.participant,
            "number": self.receipt, "code": "AAAABBBBCCCC" if "certificates" in path else code,
        }  # fmt: skip
        for name, value in names.items():
            path = path.replace(f"{{{name}}}", value)
        return path


Body = Callable[[Place], Any]
BODIES: dict[str, Body] = {
    "POST /v1/logins": lambda place: {"email": "x@uji.id", "password": "x", "code": "1"},
    "POST /v1/sessions": lambda place: new_session(place.district),
    "POST /v1/sessions/{session_id}/transitions": lambda place: {"action": "cancel", "reason": "Uji"},
    "POST /v1/registrations": lambda place: factories.registration(place.session),
    "POST /v1/registrations/checks": lambda place: {},
    "POST /v1/registrations/transitions": lambda place: {
        "action": "accept", "items": [{"id": place.registration, "version": 1}],
    },
    "POST /v1/registrations/{registration_id}/transitions": lambda place: {"action": "accept"},
    "POST /v1/receipts/lookups": lambda place: {"number": place.receipt, "birth_date": "1988-09-04"},
    "PUT /v1/sessions/{session_id}/attendance": lambda place: {
        "marks": [{"registration_id": place.registration, "day_id": str(uuid4()), "mark": "present"}],
    },
}  # fmt: skip


def new_session(district: str) -> dict[str, Any]:
    return {
        "number": f"AUTHZ/{uuid4().hex[:8].upper()}", "title": "Uji", "trade": "garment", "district_code": district,
        "venue": "Balai", "address": "Jalan", "size": 10, "opens_at": "2026-01-01T00:00:00Z",
        "closes_at": "2090-01-02T00:00:00Z",
        "days": [{"date": "2090-01-02", "starts_at": "08:00", "ends_at": "16:00"}],
    }  # fmt: skip


def operations() -> list[str]:
    """Every operation of the API, from OpenAPI (which sees what the router serves)."""
    paths = create_app(settings_for("none")).openapi()["paths"]
    return sorted(f"{method.upper()} {path}" for path, methods in paths.items() for method in methods)


async def place(client: AsyncClient, db: AsyncSession, officer: factories.TestOfficer, district: str) -> Place:
    session = await factories.session(db, district)
    answer = await factories.register(client, factories.registration(session.id, district=district))
    receipt = answer.json()
    rows = await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)
    row = rows.json()["items"][0]
    return Place(
        str(session.id),
        row["id"],
        row["participant_id"],
        receipt["number"],
        receipt["secret"],
        district,
    )


async def headers_of(db: AsyncSession, vault: Vault, actor: str) -> dict[str, str]:
    """Palembang's officer, Palembang's keys; the auditor of the city, the programme officer of the country."""
    if actor == "anonymous":
        return {}
    if actor == "expired":
        return {"Authorization": "Bearer bo_expired"}
    if actor.startswith("key_"):
        return await factories.api_key(db, ApiScope(actor.removeprefix("key_")))
    region = None if actor in ("programme_officer", "administrator") else factories.PALEMBANG
    return (await factories.officer(db, vault, Role(actor), region)).headers


@pytest.fixture
async def world(client: AsyncClient, db: AsyncSession, vault: Vault) -> dict[str, Place]:
    national = await factories.officer(db, vault, Role.AUDITOR, None)
    missing = Place(*(str(uuid4()) for _ in range(3)), "BT-ZZZZ-ZZZZ", "x" * 32, "99.99")
    return {
        "own": await place(client, db, national, factories.PALEMBANG),
        "sibling": await place(client, db, national, factories.BANYUASIN),
        "missing": missing,
    }


async def ask(client: AsyncClient, connection: AsyncConnection, operation: str, where: Place, headers: dict) -> int:
    """One request whose effects are undone."""
    method, _, path = operation.partition(" ")
    body = BODIES.get(operation)
    extra = {"If-Match": '"1"', "Receipt-Secret": where.secret} | factories.once() | headers
    undo = await connection.begin_nested()
    answer = await client.request(method, where.fill(path), json=body(where) if body else None, headers=extra)
    if undo.is_active:
        await undo.rollback()
    return answer.status_code


@pytest.mark.parametrize("operation", operations())
async def test_the_table_tells_what_the_api_does(
    client: AsyncClient,
    app: FastAPI,
    db: AsyncSession,
    connection: AsyncConnection,
    vault: Vault,
    world: dict[str, Place],
    operation: str,
) -> None:
    found = {}
    for actor in ACTORS:
        headers = await headers_of(db, vault, actor)
        await db.commit()
        found[actor] = [await ask(client, connection, operation, world[relation], headers) for relation in RELATIONS]
    if os.environ.get("BIMTEK_AUTHZ") == "write":
        TABLE[operation] = found
        text = yaml.safe_dump(dict(sorted(TABLE.items())), default_flow_style=None, sort_keys=False, width=120)
        FILE.write_text(HEAD + text)
    assert operation in TABLE, f"{operation} has no row in {FILE.name}"
    assert found == TABLE[operation]


def test_the_table_has_no_row_for_what_is_gone() -> None:
    assert set(TABLE) == set(operations())


HEAD = """# Who may do what: operation > actor > status for [own district, sibling district, nonexistent].
# Actors: officers and keys belong to Kota Palembang; the programme officer to the whole country.
# Out of scope must equal nonexistent. Read every line you change.
"""
