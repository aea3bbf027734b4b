"""Coming back with a one-time code (C8): same answer for all, few tries, everything of hers."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories

BORN = "1988-09-04"


async def code_of(db: AsyncSession, vault: Vault) -> str:
    found = await db.execute(text("SELECT id FROM receipt_codes ORDER BY created_at DESC LIMIT 1"))
    return vault.one_time_code(found.scalar_one())


async def asked(client: AsyncClient, number: str, born: str = BORN) -> tuple[int, str]:
    answer = await client.post("/v1/receipts/codes", json={"number": number, "birth_date": born})
    return answer.status_code, answer.text


async def codes(db: AsyncSession) -> int:
    return (await db.execute(text("SELECT count(*) FROM receipt_codes"))).scalar_one()


async def test_the_answer_never_tells_whether_there_is_an_address(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    with_mail = factories.registration(session.id, email="ada@uji.id")
    numbers = [
        (await factories.register(client, body)).json()["number"]
        for body in (with_mail, factories.registration(session.id))
    ]
    answers = {await asked(client, number) for number in (*numbers, "BT-XXXX-XXXX")}
    answers.add(await asked(client, numbers[0], "1990-01-01"))
    assert answers == {(202, "null")}
    assert await codes(db) == 1


async def test_a_code_opens_every_registration_of_the_person(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    first, second = await factories.session(db), await factories.session(db, starts_in=30)
    body = factories.registration(first.id, email="siti@uji.id")
    receipts = [
        (await factories.register(client, body | {"session_id": str(each.id)})).json() for each in (first, second)
    ]
    await factories.register(client, factories.registration(first.id, email="lain@uji.id"))
    await asked(client, receipts[0]["number"])
    given = {"number": receipts[0]["number"], "code": await code_of(db, vault)}
    opened = (await client.post("/v1/receipts/openings", json=given)).json()["items"]
    assert {(each["number"], each["secret"]) for each in opened} == {
        (each["number"], each["secret"]) for each in receipts
    }
    again = await client.post("/v1/receipts/openings", json=given)
    assert again.json()["code"] == "code_wrong", "a code works once"


async def test_knowing_somebodys_numbers_opens_nothing_of_hers(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    first, second = await factories.session(db), await factories.session(db, starts_in=30)
    hers = factories.registration(first.id, email="korban@uji.id")
    await factories.register(client, hers)
    with_her_numbers = hers | {"session_id": str(second.id), "email": "penyusup@uji.id"}
    intruder = (await factories.register(client, with_her_numbers)).json()
    await asked(client, intruder["number"])
    given = {"number": intruder["number"], "code": await code_of(db, vault)}
    opened = (await client.post("/v1/receipts/openings", json=given)).json()["items"]
    assert [each["number"] for each in opened] == [intruder["number"]]


async def test_guessing_ends_after_five_tries(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    made = await factories.register(client, factories.registration(session.id, email="tebak@uji.id"))
    number = made.json()["number"]
    await asked(client, number)
    right = await code_of(db, vault)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for code in [wrong] * 5 + [right]:
        answer = await client.post("/v1/receipts/openings", json={"number": number, "code": code})
        assert answer.json()["code"] == "code_wrong"


async def test_one_code_an_hour_for_an_address(client: AsyncClient, db: AsyncSession, vault: Vault, at) -> None:
    await at("2026-11-25T01:00:00Z")
    session = await factories.session(db)
    made = await factories.register(client, factories.registration(session.id, email="banjir@uji.id"))
    for _ in range(3):
        await asked(client, made.json()["number"])
    assert await codes(db) == 1
    old = await code_of(db, vault)
    await at("2026-11-25T02:00:01Z")
    given = {"number": made.json()["number"], "code": old}
    assert (await client.post("/v1/receipts/openings", json=given)).json()["code"] == "code_wrong"
    await asked(client, made.json()["number"])
    assert await codes(db) == 2


async def copied(client: AsyncClient, db: AsyncSession, vault: Vault, number: str) -> dict[str, Any]:
    await asked(client, number)
    given = {"number": number, "code": await code_of(db, vault)}
    answer = await client.post("/v1/receipts/copies", json=given)
    assert answer.status_code == 200, answer.text
    assert (await client.post("/v1/receipts/openings", json=given)).json()["code"] == "code_wrong", "used up"
    return answer.json()


async def test_she_takes_a_copy_of_everything_she_sent_with_who_read_it(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    first, second = await factories.session(db), await factories.session(db, starts_in=30)
    body = factories.registration(first.id, email="salin@uji.id", consents=["publication"])
    made = [
        (await factories.register(client, body | {"session_id": str(each.id)})).json() for each in (first, second)
    ]
    await factories.register(client, factories.registration(first.id, email="lain@uji.id"))
    officer = await factories.officer(db, vault)
    rows = await client.get("/v1/registrations", params={"q": made[0]["number"]}, headers=officer.headers)
    await client.get(f"/v1/participants/{rows.json()['items'][0]['participant_id']}", headers=officer.headers)
    copy = await copied(client, db, vault, made[0]["number"])
    assert {each["number"] for each in copy["entries"]} == {each["number"] for each in made}
    entry = copy["entries"][0]
    assert (entry["name"], entry["phone"]) == (body["name"], f"+62{body['phone'][1:]}")
    assert [(each["purpose"], each["withdrawn_at"]) for each in entry["consents"]] == [("publication", None)]
    assert (copy["record"]["email"], [each["source"] for each in copy["readings"]]) == (
        "salin@uji.id",
        ["participant"],
    )
    assert body["nik"] not in str(copy), "the whole number stays sealed"
    names = await db.execute(text("SELECT name FROM events WHERE name = 'participant.data_copied'"))
    assert len(names.all()) == 1


async def test_a_copy_for_another_address_holds_only_what_was_sent_with_it(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    first, second = await factories.session(db), await factories.session(db, starts_in=30)
    hers = factories.registration(first.id, email="pemilik@uji.id")
    await factories.register(client, hers)
    other = hers | {"session_id": str(second.id), "email": "orang.lain@uji.id"}
    intruder = (await factories.register(client, other)).json()
    copy = await copied(client, db, vault, intruder["number"])
    assert [each["number"] for each in copy["entries"]] == [intruder["number"]]
    assert (copy["record"], copy["aid"], copy["readings"]) == (None, [], [])
    wrong = {"number": intruder["number"], "code": "000000"}
    assert (await client.post("/v1/receipts/copies", json=wrong)).json()["code"] == "code_wrong"
