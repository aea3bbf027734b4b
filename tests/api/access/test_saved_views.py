"""An officer's own views of the registrations table."""

from uuid import uuid4

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories

PATH = "/v1/me/views"


async def test_a_view_is_kept_changed_by_its_name_and_forgotten(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer, session = await factories.officer(db, vault), str(uuid4())
    for filters in ({"status": "waitlisted"}, {"session": session, "file_missing": "true"}):
        body = {"name": " Berkas kurang ", "filters": filters}
        made = await client.put(PATH, json=body, headers=officer.headers)
        assert made.status_code == 200, made.text
    [view] = (await client.get(PATH, headers=officer.headers)).json()["items"]
    kept = {name: value for name, value in view["filters"].items() if value is not None}
    assert (view["name"], kept) == ("Berkas kurang", {"session": session, "file_missing": True})
    assert (await client.delete(f"{PATH}/{view['id']}", headers=officer.headers)).status_code == 204
    assert (await client.get(PATH, headers=officer.headers)).json()["items"] == []


async def test_views_are_one_s_own(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    ratna, budi = await factories.officer(db, vault), await factories.officer(db, vault)
    body = {"name": "Saya", "filters": {"status": "offered"}}
    mine = (await client.put(PATH, json=body, headers=ratna.headers)).json()
    assert (await client.get(PATH, headers=budi.headers)).json()["items"] == []
    answer = await client.delete(f"{PATH}/{mine['id']}", headers=budi.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "view_not_found")


async def test_what_is_no_filter_is_refused_and_there_is_an_end(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.officer(db, vault)
    for filters in ({"status": "hadir"}, {"nik": "1671"}, {"session": "x"}):
        body = {"name": "Salah", "filters": filters}
        assert (await client.put(PATH, json=body, headers=officer.headers)).status_code == 422
    for number in range(21):
        body = {"name": f"Ke-{number}", "filters": {"q": "a"}}
        answer = await client.put(PATH, json=body, headers=officer.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_views")
    again = await client.put(PATH, json={"name": "Ke-0", "filters": {"q": "b"}}, headers=officer.headers)
    assert again.status_code == 200, "changing one of them makes no more of them"
