"""C50: packages with items and reference prices; a change is a new edition, and the old one stays."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office


def item(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Mesin jahit", "unit": "unit", "quantity": 8, "price_rupiah": 4_150_000, "price_source": "Survei",
        "price_year": 2026, "specification": "Kecepatan 4.500 jahitan per menit.",
    } | changes  # fmt: skip


def package(**changes: Any) -> dict[str, Any]:
    return {"code": "UJI-A", "name": "Paket uji", "trade": "garment", "items": [item()]} | changes


async def record(client: AsyncClient, who: factories.TestOfficer, body: dict[str, Any], after: str = "") -> Response:
    path = f"/v1/packages/{after}/editions" if after else "/v1/packages"
    return await client.post(path, json=body, headers=who.headers | factories.once())


@pytest.fixture
async def planner(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)


async def test_another_price_is_another_edition(client: AsyncClient, planner: factories.TestOfficer) -> None:
    first = (await record(client, planner, package())).json()
    assert (first["edition"], first["total_rupiah"], first["latest"]) == (1, 33_200_000, True)
    new = {"name": "Paket uji", "items": [item(price_rupiah=5_000_000), item(name="Setrika", quantity=1)]}
    second = (await record(client, planner, new, first["id"])).json()
    assert (second["edition"], second["code"], second["trade"]["code"]) == (2, "UJI-A", "garment")
    assert [(each["edition"], each["latest"]) for each in second["editions"]] == [(2, True), (1, False)]
    old = (await client.get(f"/v1/packages/{first['id']}", headers=planner.headers)).json()
    assert (old["total_rupiah"], old["latest"]) == (33_200_000, False), "what was, stays"
    listed = (await client.get("/v1/packages", headers=planner.headers)).json()["items"]
    assert [each["id"] for each in listed if each["code"] == "UJI-A"] == [second["id"]]
    late = await record(client, planner, new, first["id"])
    assert (late.status_code, late.json()["code"]) == (409, "newer_edition")


async def test_what_a_call_was_made_with_stays_when_prices_change(
    client: AsyncClient, db: AsyncSession, vault: Vault, planner: factories.TestOfficer
) -> None:
    desk = await office.office(client, db, vault)
    old = desk.call["package"]
    made = await record(client, planner, {"name": "Lebih mahal", "items": [item(price_rupiah=9_000_000)]}, old)
    assert made.status_code == 201, made.text
    path = f"/v1/calls/{desk.call['id']}"
    kept = (await client.get(path, headers=desk.proposer.headers)).json()["packages"]
    assert [each["latest"] for each in kept if each["id"] == old] == [False]
    assert made.json()["id"] not in [each["id"] for each in kept]


async def test_only_the_whole_countrys_officer_records_packages(
    client: AsyncClient, db: AsyncSession, vault: Vault, planner: factories.TestOfficer
) -> None:
    for who in (
        await factories.officer(db, vault),
        await factories.officer(db, vault, Role.PROGRAMME_OFFICER, factories.PALEMBANG),
    ):
        assert (await record(client, who, package())).status_code == 403
    first = (await record(client, planner, package())).json()
    assert (await record(client, planner, package())).json()["code"] == "package_code_taken"
    with pytest.raises(DBAPIError, match="permission denied"):
        await db.execute(
            text("UPDATE package_items SET price_rupiah = 1 WHERE package_id = :id"), {"id": first["id"]}
        )


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"items": []}, "/items"),
        ({"items": [item(quantity=0)]}, "/items/0/quantity"),
        ({"items": [item(price_rupiah=10**18)]}, "/items/0/price_rupiah"),
        ({"items": [item(price_year=1990)]}, "/items/0/price_year"),
        ({"items": [item(unit=" ")]}, "/items/0/unit"),
        ({"code": "kecil"}, "/code"),
        ({"trade": "bank"}, "/trade"),
    ],
)
async def test_a_wrong_part_is_named(
    client: AsyncClient, planner: factories.TestOfficer, changes: dict[str, Any], pointer: str
) -> None:
    refused = await record(client, planner, package(**changes))
    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (422, [pointer])


async def test_an_item_may_say_that_it_has_no_specification(
    client: AsyncClient, planner: factories.TestOfficer
) -> None:
    made = await record(client, planner, package(items=[item(specification=None), item(specification=" ")]))
    assert [each["specification"] for each in made.json()["items"]] == [None, None], made.text


async def test_a_repeat_is_one_package(client: AsyncClient, planner: factories.TestOfficer) -> None:
    headers = planner.headers | factories.once()
    answers = [await client.post("/v1/packages", json=package(), headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
