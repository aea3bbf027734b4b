"""integrity.md 1: one human is one identity, officers included, and nobody unknown holds a duty."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.identities.models import Identity
from bimtek_api.main import create_app
from bimtek_api.participants.people.models import Participant
from bimtek_api.sessions.enrolment.registrations.models import Registration
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_assignments import NEW, activated, code_of
from tests.api.grants import office
from tests.api.grants.office import Office, refused_by_the_database, step_up
from tests.conftest import settings_for

NIK = factories.nik(4711, born=date(1990, 7, 8))
ONLY = "by a change request only"  # the wall before ours
UNREAD = "WITH gone AS (DELETE FROM officer_papers WHERE officer_id = :person) "
FORGET = "UPDATE identities SET nik_index = NULL, nik_sealed = NULL, nik_last4 = NULL WHERE id = :person"


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


async def registered(client: AsyncClient, db: AsyncSession, **changes: Any) -> UUID | None:
    session = await factories.session(db)
    answer = await factories.register(client, factories.registration(session.id, **changes))
    assert answer.status_code == 201, answer.text
    query = select(Registration.person_id).where(Registration.session_id == session.id)
    return (await db.execute(query)).scalar_one()


async def unknown(db: AsyncSession, vault: Vault, role: Role = Role.DESK_VERIFIER) -> factories.TestOfficer:
    """An officer from before officers gave their national id."""
    who = await factories.officer(db, vault, role)
    await factories.by_hand(db, (UNREAD + FORGET).replace(":person", f"'{who.id}'"))
    await step_up(db, who)
    return who


async def identify(client: AsyncClient, who: factories.TestOfficer, nik: str, **more: str) -> Any:
    return await client.put("/v1/me/identity", json={"nik": nik} | more, headers=who.headers)


async def test_an_officer_with_the_nik_of_a_participant_is_that_participant(admins: Admins) -> None:
    """integrity.md 1: what was given to the account before goes along."""
    person = await registered(admins.client, admins.db, nik=NIK)
    token = (await admins.post("/officers", NEW | {"nik": NIK})).json()["token"]
    fresh = (await admins.db.execute(select(Officer).where(Officer.email == "baru@uji.id"))).scalar_one()
    before = fresh.person_id
    await admins.decide(await admins.asked(before))
    admins.db.expunge(fresh)
    assert (await activated(admins.client, token, nik=NIK)).status_code == 201
    assert (await admins.client.get(f"/v1/officers/{before}", headers=admins.first.headers)).status_code == 404
    shown = (await admins.client.get(f"/v1/officers/{person}", headers=admins.first.headers)).json()
    assert (shown["email"], shown["roles"], shown["nik_last4"], shown["identity_confirmed"]) == (
        "baru@uji.id", ["Penilai, Kota Palembang"], NIK[-4:], True,
    )  # fmt: skip


async def test_whoever_was_an_officer_first_registers_as_the_same_human(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    who = await unknown(db, vault)
    assert (await identify(client, who, NIK)).status_code == 204
    assert await registered(client, db, nik=NIK, name="Sumarni") == who.id
    assert (await db.get_one(Participant, who.id)).name == "Sumarni"
    warned = select(Registration.warnings).where(Registration.person_id == who.id)
    assert "staff" in (await db.execute(warned)).scalar_one()


async def test_an_account_with_a_history_stands_for_the_participant(
    client: AsyncClient, db: AsyncSession, vault: Vault, desk: Office
) -> None:
    """integrity.md 1: the approver who is a member cannot vote, whichever row her account has."""
    who = await unknown(db, vault, Role.APPROVER)
    person = (await db.execute(text("SELECT person_id FROM group_members LIMIT 1"))).scalar_one()
    nik = vault.unseal((await db.get_one(Identity, person)).nik_sealed or b"")
    assert (await identify(client, who, nik)).status_code == 204
    me = (await client.get("/v1/me", headers=who.headers)).json()
    assert (me["id"], me["nik_last4"]) == (str(who.id), nik[-4:])
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    shown = (await client.get(f"/v1/applications/{case_id}", headers=who.headers)).json()
    assert {each["code"] for each in shown["unavailable_actions"] if each["action"] == "approve"} == {"duty_held"}
    assert code_of(await desk.vote(case_id, who)) == (409, "duty_held")
    again = await registered(client, db, nik=nik)
    assert again in (None, person)


async def test_a_nik_of_another_officer_is_refused_without_telling_whose(admins: Admins, vault: Vault) -> None:
    first, second = [await unknown(admins.db, vault) for _ in range(2)]
    assert (await identify(admins.client, first, NIK)).status_code == 204
    assert (await identify(admins.client, first, NIK)).status_code == 204, "again is no harm"
    for nik, who, code in ((NIK, second, "nik_taken"), (factories.nik(4712), first, "nik_differs")):
        answer = await identify(admins.client, who, nik)
        assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [("/nik", code)]
        assert str(first.id) not in answer.text
        assert nik not in answer.text


async def test_administrators_see_that_a_nik_was_refused(own: Database, private_database: str, vault: Vault) -> None:
    """What was refused is undone; that it was tried is not."""
    async with own.transaction() as db:
        first, second = [await unknown(db, vault) for _ in range(2)]
        admin = await factories.officer(db, vault, Role.ADMINISTRATOR, None)
    app = create_app(settings_for(private_database), own)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://api") as client:
        assert (await identify(client, first, NIK)).status_code == 204
        assert (await identify(client, second, NIK)).status_code == 422
        shown = (await client.get(f"/v1/officers/{second.id}", headers=admin.headers)).json()
    assert (shown["identity_confirmed"], shown["nik_last4"]) == (False, None)
    assert "tidak dapat dipakai" in shown["identity_refused"]


@pytest.mark.parametrize("nik", ["0000000000000000", "1111111111111111", "1234567890123456", "123", ""])
async def test_no_account_without_a_number_that_may_be_one(admins: Admins, nik: str) -> None:
    token = (await admins.post("/officers", NEW)).json()["token"]
    answer = await activated(admins.client, token, nik=nik)
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/nik"]
    assert (await activated(admins.client, token)).status_code == 201


async def test_completing_the_identity_needs_a_fresh_code(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    who = await factories.officer(db, vault)
    assert code_of(await identify(client, who, NIK)) == (403, "step_up_required")


async def test_nobody_unknown_takes_a_duty(client: AsyncClient, db: AsyncSession, vault: Vault, desk: Office) -> None:
    """integrity.md 1: through the API with its reason, and by SQL as the application's role."""
    who = await unknown(db, vault)
    case_id = (await desk.submit()).json()["id"]
    shown = (await client.get(f"/v1/applications/{case_id}", headers=who.headers)).json()
    assert {each["code"] for each in shown["unavailable_actions"] if each["action"] == "verify"} == {
        "identity_unconfirmed"
    }
    assert code_of(await desk.check(case_id, who)) == (409, "identity_unconfirmed")
    said = await refused_by_the_database(
        db, "INSERT INTO case_duties (case_id, person_id, human_id, duty_group, declared_free)"
        " VALUES (:case, :person, :other, 'desk', true)", case=case_id, person=who.id, other=desk.approver.id,
    )  # fmt: skip
    assert "identity not confirmed" in said
    assert (await identify(client, who, NIK)).status_code == 204
    assert (await desk.check(case_id, who)).status_code == 201


async def test_the_database_keeps_the_number_of_a_human(db: AsyncSession, vault: Vault, desk: Office) -> None:
    """By SQL as the application's role: no exchange, no second account, no leaving while a duty is held."""
    await desk.submit()
    who, other = desk.proposer.id, await unknown(db, vault)
    exchange = "UPDATE identities SET nik_index = :index WHERE id = :person"
    for said in (
        await refused_by_the_database(db, exchange, index=b"x", person=who),
        await refused_by_the_database(db, FORGET, person=who),
    ):
        assert "keeps its number" in said or ONLY in said
    joins = "UPDATE identities SET same_as = :human WHERE id = :person"
    assert "not the same human" in await refused_by_the_database(db, joins, human=who, person=other.id)
    member = (await db.execute(text("SELECT person_id FROM group_members LIMIT 1"))).scalar_one()
    await db.execute(text(joins), {"human": member, "person": other.id})
    said = await refused_by_the_database(db, joins, human=None, person=other.id)
    assert "keeps its human" in said or ONLY in said
    second = "INSERT INTO officers (person_id, email, name, position) VALUES (:person, 'dua@uji.id', 'Dua', 'Staf')"
    assert "has an account" in await refused_by_the_database(db, second, person=member)


async def test_a_nip_is_one_officers(admins: Admins) -> None:
    """integrity.md 1: the same NIP invited twice, however it is spaced."""
    nip = "198507082010012005"
    assert (await admins.post("/officers", NEW | {"nip": nip})).status_code == 201
    spaced = NEW | {"email": "lain@uji.id", "nip": "19850708 201001 2 005"}
    assert code_of(await admins.post("/officers", spaced)) == (409, "nip_taken")
    short = await admins.post("/officers", NEW | {"email": "lain@uji.id", "nip": "1985"})
    assert [each["code"] for each in short.json()["errors"]] == ["nip_shape"]
    taken = f"UPDATE officers SET nip = '{nip}' WHERE person_id = '{admins.first.id}'"
    said = await refused_by_the_database(admins.db, "SELECT by_owner(:taken)", taken=taken)
    assert "uq_officers_nip" in said
