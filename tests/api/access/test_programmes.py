"""C68: a role for one programme: sight, acts, lists and papers end where the programme does."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core import areas
from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.programmes.programmes.models import FundingSource, Programme
from tests import factories
from tests.api.access.admins import Admins
from tests.api.core.test_areas import switch_filters_off
from tests.api.grants import office
from tests.api.grants.office import Office

READ = frozenset({Permission.GRANT_READ})
LISTS = ("applications", "decrees", "deliveries", "assets", "visits")
Limited = Callable[..., Awaitable[factories.TestOfficer]]


async def programme(db: AsyncSession) -> UUID:
    """One that nothing belongs to yet."""
    made = Programme(
        code=f"UJI-{uuid4().hex[:6].upper()}", name="Program lain", funding_source=FundingSource.APBN,
        fiscal_year=2026,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    return made.id


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def own(desk: Office, db: AsyncSession) -> UUID:
    """The programme of the office's call."""
    query = text("SELECT programme_id FROM calls WHERE id = :id")
    return (await db.execute(query, {"id": desk.call["id"]})).scalar_one()


@pytest.fixture
async def other(db: AsyncSession) -> UUID:
    return await programme(db)


@pytest.fixture
def limited(db: AsyncSession, vault: Vault) -> Limited:
    """An officer who has a role for one programme and proved herself just now."""

    async def made(role: Role, one: UUID, region: str | None = "16.71") -> factories.TestOfficer:
        who = await factories.officer(db, vault, role, region, one)
        await office.step_up(db, who)
        return who

    return made


async def seen(client: AsyncClient, who: factories.TestOfficer, path: str) -> list[Any]:
    answer = await client.get(f"/v1/{path}", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_a_case_is_checked_voted_and_signed_by_those_of_its_programme_only(
    desk: Office, own: UUID, other: UUID, limited: Limited
) -> None:
    case = (await desk.submit()).json()["id"]
    stranger = await limited(Role.DESK_VERIFIER, other)
    assert (await desk.check(case, stranger)).status_code == 404
    checked = await desk.check(case, await limited(Role.DESK_VERIFIER, own))
    assert checked.status_code == 201, checked.text
    assert (await desk.vote(case, await limited(Role.APPROVER, other))).status_code == 404
    voted = await desk.vote(case, await limited(Role.APPROVER, own))
    assert voted.status_code == 201, voted.text
    assert (await desk.decree(case, who=await limited(Role.DECREE_OFFICER, other))).status_code == 404
    signed = await desk.decree(case, who=await limited(Role.DECREE_OFFICER, own))
    assert signed.status_code == 201, signed.text


async def test_what_hangs_on_a_case_is_seen_with_it_and_not_without(
    client: AsyncClient, desk: Office, own: UUID, other: UUID, limited: Limited, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await desk.decreed()
    assert (await desk.delivery(case)).status_code == 201
    inside, outside = await limited(Role.AUDITOR, own), await limited(Role.AUDITOR, other)
    for path in LISTS:
        assert (bool(await seen(client, inside, path)), await seen(client, outside, path)) == (True, []), path
    assert (await client.get(f"/v1/applications/{case}/evidence", headers=inside.headers)).status_code == 200
    for path in (f"applications/{case}", f"applications/{case}/evidence", f"applications/{case}/history"):
        assert (await client.get(f"/v1/{path}", headers=outside.headers)).status_code == 404, path
    switch_filters_off(monkeypatch)
    for path in LISTS:
        assert await seen(client, outside, path) == [], f"{path}: the second wall"


async def test_sight_by_one_role_does_not_widen_what_another_allows(
    client: AsyncClient, db: AsyncSession, desk: Office, other: UUID, limited: Limited
) -> None:
    case = await desk.approved()
    both = await limited(Role.DECREE_OFFICER, other)
    await office.give_role(db, both, Role.SCORER)
    assert (await client.get(f"/v1/applications/{case}", headers=both.headers)).status_code == 200
    assert (await desk.decree(case, who=both)).status_code == 404
    signed = await desk.decree(case)
    change = {
        "application_ids": [case], "letter_number": "S-1", "letter_dated": office.today(), "reason": "Uji",
    }  # fmt: skip
    path = f"/v1/decrees/{signed.json()['id']}"
    assert (await client.get(path, headers=both.headers)).status_code == 200
    assert (await desk.post(f"{path}/changes", change, both)).status_code == 404


async def test_the_inbox_holds_what_is_hers(
    client: AsyncClient, desk: Office, own: UUID, other: UUID, limited: Limited
) -> None:
    await desk.submit()
    inside, outside = await limited(Role.DESK_VERIFIER, own), await limited(Role.DESK_VERIFIER, other)
    kinds = [[each["kind"] for each in await seen(client, who, "inbox")] for who in (inside, outside)]
    assert kinds == [["applications_to_check"], []]


async def test_sessions_of_her_programme_and_their_people(
    client: AsyncClient, db: AsyncSession, own: UUID, other: UUID, limited: Limited
) -> None:
    session = await factories.session(db)
    await factories.register(client, factories.registration(session.id))
    query = text("UPDATE sessions SET programme_id = :programme WHERE id = :id")
    inside, outside = await limited(Role.PROGRAMME_OFFICER, own), await limited(Role.PROGRAMME_OFFICER, other)
    path, paused = f"/v1/sessions/{session.id}/transitions", {"action": "pause", "reason": "Uji"}
    for one, sight in ((None, 0), (own, 1)):
        await db.execute(query, {"programme": one, "id": session.id})
        people = [len(await seen(client, who, "registrations")) for who in (inside, outside)]
        assert people == [sight, 0], "a session of no programme is nobody's who has only one"
    version = {"If-Match": f'"{session.version}"'}
    refused = await client.post(path, json=paused, headers=outside.headers | version)
    assert (refused.status_code, refused.json()["code"]) == (404, "session_not_found")
    done = await client.post(path, json=paused, headers=inside.headers | version)
    assert (done.status_code, done.json()["status"]) == (200, "paused"), done.text


async def test_what_belongs_to_no_programme_stays_with_whole_roles(
    client: AsyncClient, own: UUID, limited: Limited
) -> None:
    who = await limited(Role.PROGRAMME_OFFICER, own, None)
    held = (await client.get("/v1/me", headers=who.headers)).json()
    assert {"person.erase", "complaint.read", "budget.plan"}.isdisjoint(held["permissions"])
    assert (held["roles"][0]["programme_id"], bool(held["roles"][0]["programme_name"])) == (str(own), True)
    new = {"code": "UJI-BARU", "name": "Program baru", "funding_source": "APBN", "fiscal_year": 2027}
    made = await client.post("/v1/programmes", json=new, headers=who.headers | factories.once())
    assert made.status_code == 403, "the country's programmes are not hers to add to"
    auditor = await limited(Role.AUDITOR, own)
    await client.get("/v1/participants", headers=auditor.headers)
    assert await seen(client, auditor, "readings") == []


async def test_two_administrators_give_a_role_for_one_programme(admins: Admins, own: UUID, other: UUID) -> None:
    officer = await admins.plain(Role.SCORER, "16.07")
    for body, pointer, code in (
        ({"programme_id": str(uuid4())}, "/programme_id", "programme_unknown"),
        ({"programme_id": str(own), "role": "treasurer"}, "/programme_id", "role_not_limitable"),
    ):
        wrong = (await admins.ask(officer.id, **body)).json()["errors"][0]
        assert (wrong["pointer"], wrong["code"]) == (pointer, code)
    request = await admins.asked(officer.id, programme_id=str(own))
    assert (await admins.decide(request)).json()["approved"] is True
    twice = await admins.ask(officer.id, programme_id=str(own))
    assert (twice.status_code, twice.json()["code"]) == (409, "holds_role")
    assert (await admins.ask(officer.id, programme_id=str(other))).status_code == 201
    shown = (await admins.client.get(f"/v1/officers/{officer.id}", headers=admins.first.headers)).json()
    assert {each["programme"] and each["programme"]["id"] for each in shown["assignments"]} == {None, str(own)}


async def test_roles_that_exclude_each_other_may_be_held_for_two_programmes(
    admins: Admins, own: UUID, other: UUID
) -> None:
    officer = await factories.officer(admins.db, admins.vault, Role.SCORER, "16.71", own)
    auditor = {"role": "auditor", "valid_to": office.today()}
    clash = await admins.ask(officer.id, **auditor, programme_id=str(own))
    assert (clash.status_code, clash.json()["code"]) == (409, "roles_clash")
    assert (await admins.ask(officer.id, **auditor)).json()["code"] == "roles_clash"
    assert (await admins.ask(officer.id, **auditor, programme_id=str(other))).status_code == 201


async def test_a_deputy_acts_for_the_same_programme(
    client: AsyncClient, db: AsyncSession, vault: Vault, desk: Office, own: UUID, limited: Limited
) -> None:
    principal, deputy = await limited(Role.APPROVER, own), await factories.officer(db, vault, Role.SCORER, "16.07")
    day = office.today()
    body = {
        "deputy_email": deputy.email, "role": "approver", "region_code": "16.71", "valid_from": day,
        "valid_to": day, "letter_number": "S-1", "letter_dated": day,
    }  # fmt: skip
    whole = await desk.post("/v1/deputations", body, principal)
    assert whole.json()["code"] == "not_your_role", "she does not hold it for all programmes"
    given = await desk.post("/v1/deputations", body | {"programme_id": str(own)}, principal)
    assert given.status_code == 201, given.text
    await office.step_up(db, deputy)
    accepted = await desk.post(f"/v1/deputations/{given.json()['items'][0]['id']}/acceptances", {}, deputy)
    assert accepted.status_code == 200, accepted.text
    roles = (await client.get("/v1/me", headers=deputy.headers)).json()["roles"]
    assert [each["programme_id"] for each in roles if each["acting_for"]] == [str(own)]


async def test_the_database_keeps_whole_roles_whole(db: AsyncSession, vault: Vault, other: UUID) -> None:
    with pytest.raises(IntegrityError, match="limitable"):
        async with db.begin_nested():
            await factories.officer(db, vault, Role.TREASURER, "16.71", other)


async def test_every_walled_table_is_walled_by_programme_or_named_here(db: AsyncSession) -> None:
    query = text("SELECT tablename FROM pg_policies WHERE policyname = :name")
    by_area, by_programme = [
        set((await db.execute(query, {"name": name})).scalars()) for name in ("by_area", "by_programme")
    ]
    # People, groups and corrections belong to no programme; who looked at people is closed to limited roles by the
    # query.
    assert by_area - by_programme == {
        "participants", "groups", "group_accounts", "personal_reads", "change_requests",
    }  # fmt: skip
    assert by_programme < by_area


def test_limits_go_along_only_where_somebody_has_them() -> None:
    one = UUID(int=1)
    whole, narrow = Grant("x", "16.71", READ), Grant("x", "16.71", READ, one)
    assert areas.areas_of(Actor("officer", grants=(whole,))) == "16,16.71,16.71.%"
    assert areas.areas_of(Actor("officer", grants=(narrow,))) == ",".join(
        sorted({"16", "16.71", "16.71.%", f"=16|{one}", f"=16.71|{one}", f"=16.71.%|{one}"})
    )
    everywhere = Actor("officer", grants=(Grant("x", None, READ, one), whole))
    assert {"%", f"=%|{one}", "=16.71|%"} <= set(areas.areas_of(everywhere).split(","))
