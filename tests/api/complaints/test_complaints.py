"""C62, G14: anyone may complain, also without a name; the accused office never reads what is about it."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories

WORDS = "Pada hari pertama seseorang meminta dua ratus ribu rupiah di depan aula."


def complaint(**changes: Any) -> dict[str, Any]:
    return {"category": "equipment_problem", "district_code": factories.PALEMBANG, "text": WORDS} | changes


async def file(client: AsyncClient, **changes: Any) -> Response:
    return await client.post("/v1/complaints", json=complaint(**changes), headers=factories.once())


async def opened(client: AsyncClient, made: dict[str, Any]) -> Response:
    return await client.get(f"/v1/complaints/{made['number']}", headers={"Complaint-Secret": made["secret"]})


async def cases(client: AsyncClient, who: factories.TestOfficer, **asked: Any) -> list[dict[str, Any]]:
    return (await client.get("/v1/complaint-cases", params=asked, headers=who.headers)).json()["items"]


async def move(
    client: AsyncClient, who: factories.TestOfficer, row: dict[str, Any], action: str, **body: Any
) -> Response:
    path = f"/v1/complaint-cases/{row['id']}/transitions"
    headers = who.headers | {"If-Match": f'"{row["version"]}"'}
    return await client.post(path, json={"action": action} | body, headers=headers)


async def test_an_anonymous_complaint_is_answered_on_its_own_page(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    made = (await file(client)).json()
    assert made["number"].startswith("AD-")
    officer = await factories.officer(db, vault)
    row = (await cases(client, officer))[0]
    detail = (await client.get(f"/v1/complaint-cases/{row['id']}", headers=officer.headers)).json()
    assert (detail["name"], detail["contact"], detail["text"]) == (None, None, WORDS)
    taken = await move(client, officer, row, "take")
    early = await move(client, officer, taken.json(), "resolve", answer="Belum lengkap")
    assert (early.status_code, early.json()["code"]) == (409, "answer_missing")
    done = await move(client, officer, taken.json(), "resolve", answer="Mesin diganti.", outcome="upheld")
    assert done.json()["status"] == "resolved", done.text
    told = (await opened(client, made)).json()
    assert (told["answer"], told["outcome"], told["overdue"]) == ("Mesin diganti.", "upheld", False)
    assert told["secret"] is None


async def test_the_accused_office_never_sees_a_sensitive_complaint(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    await file(client, category="asked_for_money", name="Sumarni", contact="0812 1111 2222")
    local = await factories.officer(db, vault)
    outside = await factories.officer(db, vault, Role.COMPLAINT_OFFICER, "16")
    assert await cases(client, local) == []
    row = (await cases(client, outside))[0]
    assert row["sensitive"] is True
    path = f"/v1/complaint-cases/{row['id']}"
    assert (await client.get(path, headers=local.headers)).status_code == 404
    assert (await move(client, local, row, "take")).status_code == 404
    message = {"text": "Kami periksa dahulu."}
    assert (await client.post(f"{path}/messages", json=message, headers=local.headers)).status_code == 404
    assert (await client.get(path, headers=outside.headers)).json()["name"] == "Sumarni"
    sealed = (await db.execute(text("SELECT name_sealed, contact_sealed FROM complaints"))).one()
    assert b"Sumarni" not in bytes(sealed.name_sealed)
    with pytest.raises(IntegrityError, match="stays sensitive"):
        async with db.begin_nested():
            await db.execute(text("UPDATE complaints SET sensitive = false"))


async def test_another_district_sees_nothing(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    await file(client)
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert await cases(client, stranger) == []


async def test_only_its_secret_opens_a_ticket(client: AsyncClient) -> None:
    made = (await file(client)).json()
    assert (await opened(client, made)).status_code == 200
    wrong = await opened(client, made | {"secret": "x" * 32})
    missing = await opened(client, made | {"number": "AD-AAAA-AAAA"})
    assert (wrong.status_code, missing.status_code) == (404, 404)
    assert wrong.json()["code"] == missing.json()["code"]


async def test_both_sides_write_on_the_ticket(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    made, officer = (await file(client)).json(), await factories.officer(db, vault)
    row = (await cases(client, officer))[0]
    path = f"/v1/complaint-cases/{row['id']}/messages"
    await client.post(path, json={"text": "Mesin nomor berapa?"}, headers=officer.headers)
    added = await client.post(
        f"/v1/complaints/{made['number']}/messages", json={"text": "Nomor seri MJ-0042."},
        headers={"Complaint-Secret": made["secret"]},
    )  # fmt: skip
    assert [(each["by"], each["text"]) for each in added.json()["messages"]] == [
        ("office", "Mesin nomor berapa?"),
        ("complainant", "Nomor seri MJ-0042."),
    ]


async def test_an_objection_is_a_new_ticket_and_keeps_its_secrecy(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    made = (await file(client, category="officer_conduct")).json()
    link = {"appeal_of": made["number"], "appeal_secret": made["secret"]}
    early = await file(client, category="other", **link)
    assert (early.status_code, early.json()["code"]) == (409, "not_answered")
    outside = await factories.officer(db, vault, Role.COMPLAINT_OFFICER, "16")
    taken = await move(client, outside, (await cases(client, outside))[0], "take")
    await move(client, outside, taken.json(), "resolve", answer="Tidak ada bukti.", outcome="rejected")
    assert (await file(client, category="other", **link)).status_code == 201
    assert [each["sensitive"] for each in await cases(client, outside)] == [True, True]


async def test_the_limit_passes_by_the_clock_alone(client: AsyncClient, db: AsyncSession, vault: Vault, at) -> None:
    made = (await file(client)).json()
    await at(f"{made['due_on']}T16:59:00Z")
    assert (await opened(client, made)).json()["overdue"] is False
    await at(f"{made['due_on']}T17:01:00Z")
    assert (await opened(client, made)).json()["overdue"] is True
    officer = await factories.officer(db, vault)
    assert len(await cases(client, officer, overdue=True)) == 1
    assert await cases(client, officer, overdue=False) == []


async def test_bad_complaints_are_refused_and_a_repeat_is_one(client: AsyncClient) -> None:
    for changes, pointer in (
        ({"text": "pendek"}, "/text"),
        ({"category": "gosip"}, "/category"),
        ({"district_code": "99.99"}, "/district_code"),
        ({"nik": "1671"}, "/nik"),
    ):
        answer = await file(client, **changes)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), answer.text
    key = factories.once()
    first, second = [await client.post("/v1/complaints", json=complaint(), headers=key) for _ in range(2)]
    assert first.json()["number"] == second.json()["number"]


async def test_the_history_names_no_complainant(client: AsyncClient, db: AsyncSession) -> None:
    await file(client, name="Sumarni", contact="0812 1111 2222")
    query = text("SELECT actor_kind, actor_id, data::text FROM events WHERE name = 'complaint.received'")
    assert (await db.execute(query)).one() == ("public", None, "{}")


async def test_what_somebody_says_by_phone_is_taken_down_with_its_ticket(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk, stranger = (
        await factories.officer(db, vault),
        await factories.officer(db, vault, region=factories.BANYUASIN),
    )
    body = complaint(channel="phone", category="asked_for_money")
    headers = desk.headers | factories.once()
    made = await client.post("/v1/complaint-cases", json=body, headers=headers)
    assert made.status_code == 201, made.text
    assert (await client.post("/v1/complaint-cases", json=body, headers=headers)).json() == made.json()
    assert (await opened(client, made.json())).json()["status"] == "received"
    assert await cases(client, desk) == [], "whoever wrote it down does not read it afterwards"
    wati = await factories.officer(db, vault, Role.COMPLAINT_OFFICER, "16")
    (row,) = await cases(client, wati)
    case = (await client.get(f"/v1/complaint-cases/{row['id']}", headers=wati.headers)).json()
    assert case["channel"] == "phone"
    out = await client.post("/v1/complaint-cases", json=body, headers=stranger.headers | factories.once())
    assert out.status_code == 403
    with pytest.raises(IntegrityError, match="taken_down"):
        await db.execute(text("UPDATE complaints SET taken_by = NULL"))
