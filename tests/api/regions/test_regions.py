"""Regions: all of them, by the right code."""

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.regions.models import Region


async def test_every_region_is_there(db: AsyncSession) -> None:
    rows = await db.execute(select(Region.level, func.count()).group_by(Region.level))
    found = dict(rows.all())
    assert (found[1], found[2], found[3]) == (38, 514, 7285)
    assert found[4] > 83_000


@pytest.mark.parametrize(
    ("code", "name", "zone"),
    [
        ("16.71", "Kota Palembang", "WIB"),
        ("16.07", "Kabupaten Banyuasin", "WIB"),
        ("16.08", "Kabupaten Ogan Komering Ulu Timur", "WIB"),
        ("16.74", "Kota Prabumulih", "WIB"),
        ("73.71", "Kota Makassar", "WITA"),
        ("91.71", "Kota Jayapura", "WIT"),
        ("62.71", "Kota Palangkaraya", "WIB"),
        ("63.71", "Kota Banjarmasin", "WITA"),
    ],
)
async def test_codes_are_kemendagris_and_know_their_zone(
    client: AsyncClient, code: str, name: str, zone: str
) -> None:
    district = (await client.get(f"/v1/districts/{code}")).json()
    assert (district["name"], district["zone"]) == (name, zone)


async def test_one_page_holds_all_districts(client: AsyncClient) -> None:
    page = (await client.get("/v1/districts")).json()
    assert (len(page["items"]), page["next_cursor"]) == (514, None)
    some = (await client.get("/v1/districts", params={"province": "16", "q": "kabupaten banyuas"})).json()["items"]
    assert [each["code"] for each in some] == ["16.07"]


async def test_the_tree_leads_down_to_villages(client: AsyncClient) -> None:
    subdistricts = (await client.get("/v1/districts/16.71/subdistricts")).json()["items"]
    assert len(subdistricts) == 18
    villages = (await client.get(f"/v1/subdistricts/{subdistricts[0]['code']}/villages")).json()["items"]
    assert all(each["code"].startswith(subdistricts[0]["code"]) for each in villages)


async def test_a_code_with_a_trailing_newline_is_no_code(client: AsyncClient) -> None:
    assert (await client.get("/v1/districts/16.71%0A")).status_code == 422


@pytest.mark.parametrize("path", ["/v1/districts/99.99", "/v1/districts/16", "/v1/subdistricts/16.71/villages"])
async def test_what_is_no_such_region_is_not_found(client: AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "region_not_found")
