"""gaps.md C91: what a person asks is answered in 3 x 24 hours; whoever is erased is listed as a mark."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.participants.test_erasures import ask, decide, registered


async def test_an_erasure_that_nobody_decides_is_late_after_three_days(
    client: AsyncClient, db: AsyncSession, vault: Vault, at: Any
) -> None:
    two = [await factories.present(db, vault) for _ in range(2)]
    _, person = await registered(client, db)
    asked = (await ask(client, two[0], person)).json()["items"][0]
    assert asked["late"] is False
    apart = text("SELECT CAST(:due AS timestamptz) - CAST(:asked AS timestamptz) = interval '72 hours'")
    assert (await db.execute(apart, {"due": asked["due_at"], "asked": asked["created_at"]})).scalar_one()
    await factories.by_hand(db, "UPDATE erasures SET created_at = created_at - interval '71 hours'")
    assert (await client.get("/v1/erasures", headers=two[1].headers)).json()["items"][0]["late"] is False
    await factories.by_hand(db, "UPDATE erasures SET created_at = created_at - interval '30 hours'")
    assert (await client.get("/v1/erasures", headers=two[1].headers)).json()["items"][0]["late"] is True
    waits = (await client.get("/v1/inbox", headers=two[1].headers)).json()["items"]
    assert [(each["kind"], each["overdue"]) for each in waits] == [("erasures_to_decide", True)]


async def test_whoever_is_erased_is_a_mark_in_lists_searches_pages_and_files(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    two = [await factories.present(db, vault) for _ in range(2)]
    body, person = await registered(client, db)
    places = text("SELECT name FROM regions WHERE code IN (SELECT village_code FROM participants"
                  " UNION SELECT subdistrict_code FROM participants)")  # fmt: skip
    near = list((await db.execute(places)).scalars())
    erasure = (await ask(client, two[0], person)).json()["items"][0]["id"]
    assert (await decide(client, two[1], erasure)).status_code == 200
    gone = []
    for path in (
        "/v1/participants", f"/v1/participants/{person}", "/v1/registrations", "/v1/exports/registrations?format=csv",
    ):  # fmt: skip
        answer = await client.get(path, headers=two[0].headers)
        assert answer.status_code == 200, answer.text
        assert "(dihapus)" in answer.text, path
        gone += [(path, each) for each in (body["name"], body["nik"][-4:], *near) if each in answer.text]
    assert gone == []
    found = await client.get("/v1/participants", params={"q": body["name"]}, headers=two[0].headers)
    assert found.json()["items"] == []
    page = (await client.get(f"/v1/participants/{person}", headers=two[0].headers)).json()
    assert page["village"] == page["subdistrict"] == page["district"]
