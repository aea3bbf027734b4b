"""C26: a call takes district and programme from its budget line; its days count whole on the district's clock."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office


class Announcer:
    """An office with a budget line and a package, and the programme's officer."""

    def __init__(self, client: AsyncClient, desk: office.Office, who: factories.TestOfficer, line: str) -> None:
        self.client, self.desk, self.who, self.line = client, desk, who, line

    async def announce(self, who: factories.TestOfficer | None = None, **changes: Any) -> Response:
        body = {
            "number": "PGL/1671/2026/900", "name": "Tahap 2", "budget_line_id": self.line, "opens_on": "2026-11-01",
            "closes_on": "2099-03-31", "packages": [self.desk.call["package"]],
            "rule_set_id": self.desk.call["rule_set"], "policy_id": self.desk.call["policy"],
        }  # fmt: skip
        headers = (who or self.who).headers | factories.once()
        return await self.client.post("/v1/calls", json=body | changes, headers=headers)


@pytest.fixture
async def announcer(client: AsyncClient, db: AsyncSession, vault: Vault) -> Announcer:
    desk = await office.office(client, db, vault)
    query = text("SELECT budget_line_id FROM calls WHERE id = :id")
    line = (await db.execute(query, {"id": desk.call["id"]})).scalar_one()
    return Announcer(client, desk, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None), str(line))


async def test_the_line_decides_the_rest_and_a_group_may_apply(announcer: Announcer) -> None:
    made = await announcer.announce()
    assert made.status_code == 201, made.text
    call = made.json()
    assert (call["district"]["code"], call["state"], call["zone"]) == (factories.PALEMBANG, "open", "WIB")
    assert (call["opens_at"], call["closes_at"]) == ("2026-10-31T17:00:00Z", "2099-03-31T17:00:00Z")
    announcer.desk.call["id"] = call["id"]
    submitted = await announcer.desk.submit()
    assert submitted.status_code == 201, submitted.text
    again = await announcer.announce()
    assert (again.status_code, again.json()["code"]) == (409, "call_number_taken")


async def test_a_wrong_part_is_named(announcer: Announcer, client: AsyncClient) -> None:
    year = (await client.get("/v1/budgets", headers=announcer.who.headers)).json()["items"][0]["year"]
    nodes = (await client.get(f"/v1/budgets/{year}", headers=announcer.who.headers)).json()["nodes"]
    above = next(node["id"] for node in nodes if node["kind"] == "district")
    for changes, pointer in (
        ({"budget_line_id": str(uuid4())}, "/budget_line_id"),
        ({"budget_line_id": above}, "/budget_line_id"),
        ({"opens_on": "2025-01-01", "closes_on": "2025-02-01"}, "/closes_on"),
        ({"packages": [str(uuid4())]}, "/packages"),
        ({"packages": []}, "/packages"),
        ({"rule_set_id": str(uuid4())}, "/rule_set_id"),
        ({"policy_id": str(uuid4())}, "/policy_id"),
    ):
        refused = await announcer.announce(**changes)
        assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (422, [pointer])
    assert (await announcer.announce(closes_on="2026-10-31")).json()["errors"][0]["code"] == "ends_before_it_begins"


async def test_only_who_manages_the_programme_there_announces(
    announcer: Announcer, db: AsyncSession, vault: Vault
) -> None:
    assert (await announcer.announce(announcer.desk.proposer)).status_code == 403
    elsewhere = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, factories.BANYUASIN)
    assert (await announcer.announce(elsewhere)).status_code == 422
    lock = "UPDATE fiscal_years SET status = 'locked', locked_by = :who, locked_at = bimtek_now()"
    await db.execute(text(lock), {"who": announcer.who.id})
    assert (await announcer.announce()).json()["errors"][0]["code"] == "line_not_open"
