"""What is on file changes once, and one human enrols once, however many hands there are (integrity.md 1)."""

import asyncio
from collections import Counter
from datetime import date

import pytest
from httpx import AsyncClient
from sqlalchemy import text

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.api.access.test_assignments import activated
from tests.api.change_requests import changes
from tests.invariants import violations
from tests.races.test_grants import groups, made, number
from tests.races.test_pieces import more, told

pytestmark = pytest.mark.race
KNOWN = "SELECT count(*) FROM identities WHERE nik_last4 = '{}'"


async def test_one_change_request_is_decided_once(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """integrity.md 1, C6: approved, rejected and cancelled at the same instant; the record follows what was told."""
    desk = await made(live_client, own, vault)
    await groups(live_client, own, 1)
    person = await first_person(own)
    asked = await changes.ask(
        live_client, desk.proposer, f"/v1/participants/{person}/change-requests", {"phone": "0813 5555 0001"}
    )
    assert asked.status_code == 201, asked.text
    people = await more(own, vault, Role.DESK_VERIFIER, 10)
    work = [
        changes.move(live_client, who, asked.json(), "approve" if at % 2 else "reject", "Dilihat.")
        for at, who in enumerate(people)
    ]
    work.append(changes.move(live_client, desk.proposer, asked.json(), "cancel", "Salah."))
    found = told(await asyncio.gather(*work))
    assert (found[200], sum(found.values())) == (1, 11), found
    applied = await number(own, "SELECT count(*) FROM change_requests WHERE status = 'applied'")
    assert await number(own, "SELECT count(*) FROM participants WHERE phone = '+6281355550001'") == applied
    assert await number(own, "SELECT count(*) FROM events WHERE name ~ '^change[.](applied|rejected|cancelled)'") == 1
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def first_person(own: Database) -> str:
    async with own.transaction() as db:
        return str((await db.execute(text("SELECT person_id FROM participants ORDER BY 1 LIMIT 1"))).scalar_one())


async def invited(live_client: AsyncClient, admin: factories.TestOfficer, numbers: list[str]) -> list[str]:
    """Links of officers who have not made their account yet, each with the number on her paper."""
    tokens = []
    for at, nik in enumerate(numbers):
        new = {"email": f"baru{at}@uji.id", "name": f"Petugas {at}", "position": "Staf", "nik": nik}
        answer = await live_client.post("/v1/officers", json=new, headers=admin.headers)
        assert answer.status_code == 201, answer.text
        tokens.append(answer.json()["token"])
    return tokens


@pytest.mark.parametrize("registered", [False, True])
async def test_one_national_id_is_enrolled_once(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str, *, registered: bool
) -> None:
    """integrity.md 1: six links, one NIK, the same instant; a human who registered already becomes one of them."""
    async with own.transaction() as db:
        admin = await factories.present(db, vault, Role.ADMINISTRATOR, None)
        session = await factories.session(db)
    nik = factories.nik(4711, born=date(1990, 7, 8))
    if registered:
        body = factories.registration(session.id, nik=nik, birth_date="1990-07-08")
        assert (await factories.register(live_client, body)).status_code == 201
    tokens = await invited(live_client, admin, [nik] * 6)
    answers = await asyncio.gather(*(activated(live_client, token, nik=nik) for token in tokens))
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {201: 1, 422: 5}, [answer.text for answer in answers]
    assert {each["code"] for a in answers if a.status_code == 422 for each in a.json()["errors"]} == {"nik_taken"}
    assert await number(own, KNOWN.format(nik[-4:])) == 1
    with_password = "SELECT count(*) FROM officers WHERE email LIKE 'baru%' AND password_hash IS NOT NULL"
    assert await number(own, with_password) == 1
    assert violations(f"{database.cluster().admin}/{private_database}") == []


async def test_a_registration_and_an_enrolment_with_one_national_id_are_one_human(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    """integrity.md 1: whoever comes first, the number stands once."""
    async with own.transaction() as db:
        admin = await factories.present(db, vault, Role.ADMINISTRATOR, None)
        session = await factories.session(db)
    numbers = [factories.nik(4720 + at, born=date(1990, 7, 8)) for at in range(6)]
    tokens = await invited(live_client, admin, numbers)
    bodies = [factories.registration(session.id, nik=nik, birth_date="1990-07-08") for nik in numbers]
    work = [activated(live_client, token, nik=nik) for token, nik in zip(tokens, numbers, strict=True)]
    found = told(await asyncio.gather(*work, *(factories.register(live_client, body) for body in bodies)))
    assert found[201] >= 6, found
    assert not [code for code in found if isinstance(code, int) and code >= 500], found
    twice = "SELECT count(*) FROM (SELECT nik_index FROM identities GROUP BY 1 HAVING count(*) > 1) t"
    assert await number(own, f"{twice} WHERE nik_index IS NOT NULL") == 0
    assert violations(f"{database.cluster().admin}/{private_database}") == []
