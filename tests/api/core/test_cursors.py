"""integrity.md 8: a cursor with values of another kind is refused on every list; it gave 500 on most."""

import re
from base64 import urlsafe_b64encode

import orjson
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories

NOBODY = "00000000-0000-0000-0000-000000000000"
FORGED = [
    [kind] * length
    for length in (1, 2)
    for kind in (f"u:{NOBODY}", "s:x", "i:5", f"i:{10**30}", "d:2026-01-01", "t:2026-01-01T00:00:00+00:00")
]


def sealed(parts: list[str]) -> str:
    return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


@pytest.fixture
async def everybody(db: AsyncSession, vault: Vault) -> list[dict[str, str]]:
    """An officer of the whole country for every role."""
    return [(await factories.officer(db, vault, role, None)).headers for role in Role]


async def test_no_list_takes_a_cursor_of_another_kind(
    app: FastAPI, client: AsyncClient, everybody: list[dict[str, str]]
) -> None:
    lists = [
        path
        for path, methods in app.openapi()["paths"].items()
        if any(each["name"] == "cursor" for each in methods.get("get", {}).get("parameters", []))
    ]
    assert len(lists) > 20
    for path in lists:
        address = re.sub(r"\{\w+_id\}", NOBODY, path.replace("{code}", factories.PALEMBANG))
        for headers in everybody:
            whole = await client.get(address, headers=headers)
            if whole.status_code in (200, 404):  # 404: the list of one thing, which is not there
                break
        else:
            pytest.fail(f"{path}: nobody may read it")
        answers = [(await client.get(address, params={"cursor": sealed(each)}, headers=headers)) for each in FORGED]
        refused = [answer for answer in answers if answer.status_code in (422, 404)]
        assert {answer.status_code for answer in answers} <= {200, 404, 422}, path
        assert len(refused) >= len(FORGED) - 1, path  # one of them has the list's own kind
