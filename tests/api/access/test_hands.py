"""integrity.md 4: a deputy is her principal's hand; she agreed; she ends with her; nothing begins in the past."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_assignments import code_of
from tests.api.access.test_deputations import accept, acts, checked, code, name
from tests.api.grants import office
from tests.api.grants.cases.test_rounds import Board
from tests.api.grants.office import Office, refused_by_the_database, step_up, today

VOTE = (
    "INSERT INTO votes (application_id, person_id, duty_group, round_id, stage, decision, snapshot_hash,"
    " principal_id) SELECT application_id, :who, 'approve_1', id, 1, 'approve', snapshot_hash, :principal"
    " FROM approval_rounds WHERE application_id = :case"
)
TAKE = "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free) VALUES (:case, :who, :duty, true)"
YESTERDAY = str(date.fromisoformat(today()) - timedelta(days=1))


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def hands(db: AsyncSession, vault: Vault) -> list[factories.TestOfficer]:
    """Two officers who may become deputies."""
    made = [await factories.officer(db, vault, Role.SCORER) for _ in range(2)]
    for each in made:
        await step_up(db, each)
    return made


async def test_two_deputies_of_one_approver_have_one_vote(
    desk: Office, db: AsyncSession, vault: Vault, hands: list[factories.TestOfficer]
) -> None:
    """integrity.md 4: two deputies of one approver voted in a two-vote stage."""
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    await Board(desk, db, sari, [], sari).use([{"stages": [{"votes": 2}]}])
    case_id = await checked(desk)
    for each in hands:
        assert (await name(desk, db, desk.approver, each)).status_code == 201
    assert (await desk.vote(case_id, hands[0])).status_code == 201
    rows = (await db.execute(text("SELECT person_id, principal_id FROM votes"))).all()
    assert rows == [(hands[0].id, desk.approver.id)]
    for late in (hands[1], desk.approver):
        refused = await desk.vote(case_id, late, 3)
        assert code(refused) == (409, "bound_by_deputation"), refused.text
    facts = {"case": UUID(case_id), "who": hands[1].id}
    assert "bound by deputation" in await refused_by_the_database(db, TAKE, duty="approve_1", **facts)
    assert "bound by deputation" in await refused_by_the_database(db, TAKE, duty="decree", **facts)

    said = await refused_by_the_database(db, VOTE, principal=desk.approver.id, **facts)
    assert "uq_votes_hand" in said


async def test_a_dismissed_or_disabled_approver_has_no_hand(
    desk: Office, db: AsyncSession, hands: list[factories.TestOfficer]
) -> None:
    """integrity.md 4: a dismissed approver's deputy still voted."""
    deputy, case_id = hands[0], await checked(desk)
    await name(desk, db, desk.approver, deputy)
    assert await acts(desk, deputy)
    await db.execute(text(TAKE), {"case": UUID(case_id), "who": deputy.id, "duty": "approve_1"})
    facts = {"case": UUID(case_id), "who": deputy.id}
    for statement, back in (
        ("UPDATE officers SET disabled_at = bimtek_now() WHERE person_id = :id",
         "UPDATE officers SET disabled_at = NULL WHERE person_id = :id"),
        ("UPDATE role_assignments SET ended_at = bimtek_now() WHERE officer_id = :id",
         "UPDATE role_assignments SET ended_at = NULL WHERE officer_id = :id"),
    ):  # fmt: skip
        await db.execute(text(statement), {"id": desk.approver.id})
        assert not await acts(desk, deputy)
        said = await refused_by_the_database(db, VOTE, principal=desk.approver.id, **facts)
        assert "her deputy" in said
        await factories.by_owner(db, back.replace(":id", f"'{desk.approver.id}'"))
    said = await refused_by_the_database(db, VOTE, principal=deputy.id, **facts)
    assert "her deputy" in said, "she cannot call the vote her own"


async def test_nobody_acts_who_did_not_agree(
    desk: Office, db: AsyncSession, hands: list[factories.TestOfficer]
) -> None:
    """integrity.md 4: a deputy was named who never agreed."""
    deputy, other = hands
    made = (await name(desk, db, desk.approver, deputy, accepted=False)).json()["items"][0]
    assert made["accepted_at"] is None
    assert not await acts(desk, deputy)
    notices = (await desk.client.get("/v1/me/notices", headers=deputy.headers)).json()["items"]
    assert [each["kind"] for each in notices] == ["deputation.asked"]
    assert code(await accept(desk, other, made["id"])) == (404, "deputation_not_found")
    assert code(await accept(desk, desk.approver, made["id"])) == (409, "deputy_accepts")
    assert (await accept(desk, deputy, made["id"])).json()["items"][0]["accepted_at"]
    assert await acts(desk, deputy)
    assert code(await accept(desk, deputy, made["id"])) == (409, "accepted_already")
    for change in ("accepted_at = NULL", "accepted_at = bimtek_now() - interval '1 day'"):
        said = await refused_by_the_database(db, f"UPDATE deputations SET {change}")
        assert "accepted and ended once" in said


async def test_a_deputation_never_begins_in_the_past_nor_passes_on(
    desk: Office, db: AsyncSession, hands: list[factories.TestOfficer]
) -> None:
    """integrity.md 4: back-dated deputations; chains of deputies."""
    deputy, other = hands
    back = await name(desk, db, desk.approver, deputy, valid_from=YESTERDAY, letter_dated=YESTERDAY)
    assert back.json()["errors"][0] | {"detail": ""} == {
        "pointer": "/valid_from", "code": "begins_in_the_past", "detail": "",
    }  # fmt: skip
    new = (
        "INSERT INTO deputations (principal_id, deputy_id, role, region_code, valid_from, valid_to, letter_number,"
        " letter_dated) SELECT :one, :other, 'approver', '16.71', CAST(:day AS date), CAST(:day AS date) + 9, '1',"
        " CAST(:day AS date)"
    )
    facts: dict[str, Any] = {"one": desk.approver.id, "other": deputy.id, "day": date.fromisoformat(YESTERDAY)}
    assert "begins in the past" in await refused_by_the_database(db, new, **facts)
    await name(desk, db, desk.approver, deputy)
    facts |= {"one": deputy.id, "other": other.id, "day": date.fromisoformat(today())}
    assert "a role of her own" in await refused_by_the_database(db, new, **facts)


async def test_a_deputy_is_one_principals_hand_and_not_an_approver_herself(
    desk: Office, db: AsyncSession, vault: Vault, hands: list[factories.TestOfficer]
) -> None:
    deputy, second = hands[0], await factories.present(db, vault, Role.APPROVER)
    await name(desk, db, desk.approver, deputy)
    assert code(await name(desk, db, second, deputy)) == (409, "acts_already")
    above = await factories.present(db, vault, Role.APPROVER, region="16")
    assert code(await name(desk, db, desk.approver, above)) == (409, "holds_role"), "hers covers it"


async def test_a_role_never_begins_in_the_past(admins: Admins, at: Any) -> None:
    """integrity.md 4: back-dated roles. One that waited for its decision begins with the decision."""
    officer = await admins.plain()
    back = await admins.ask(officer.id, valid_from=YESTERDAY)
    assert [each["code"] for each in back.json()["errors"]] == ["begins_in_the_past"]
    new = (
        "INSERT INTO role_assignments (officer_id, role, region_code, valid_from)"
        " VALUES (:who, 'approver', '16.71', CAST(:day AS date))"
    )
    said = await refused_by_the_database(admins.db, new, who=officer.id, day=date.fromisoformat(YESTERDAY))
    assert "begins in the past" in said
    early = "SELECT by_owner('UPDATE role_assignments SET valid_from = valid_from - 1')"
    assert "begins in the past" in await refused_by_the_database(admins.db, early)
    request = await admins.asked(officer.id)
    later = (await admins.db.execute(text("SELECT bimtek_now() + interval '2 days'"))).scalar_one()
    await admins.db.execute(text("UPDATE logins SET expires_at = now() + interval '9 days', last_seen_at = :at,"
                                 " stepped_up_at = :at"), {"at": later})  # fmt: skip
    await at(later.isoformat())
    assert (await admins.decide(request)).status_code == 200
    query = text("SELECT valid_from FROM role_assignments WHERE role = 'scorer' AND officer_id = :id")
    begun = (await admins.db.execute(query, {"id": officer.id})).scalar_one()
    assert begun == date.fromisoformat(today()) + timedelta(days=2)


async def test_a_district_counts_its_own_days(admins: Admins, at: Any) -> None:
    """In Jayapura the day is over two hours before Jakarta's."""
    officer = await admins.plain(region="91.71")
    await admins.db.execute(text("UPDATE logins SET expires_at = '2027-02-01', last_seen_at = '2027-01-10 16:29Z',"
                                 " stepped_up_at = '2027-01-10 16:29Z'"))  # fmt: skip
    await at("2027-01-10T16:30:00Z")  # 23.30 in Jakarta, 01.30 of the next day in Jayapura
    over = await admins.ask(officer.id, region_code="91.71", valid_from="2027-01-10")
    assert [each["code"] for each in over.json()["errors"]] == ["begins_in_the_past"]
    assert (await admins.ask(officer.id, valid_from="2027-01-10")).status_code == 201


async def test_an_administrator_and_her_hand_are_not_two(admins: Admins) -> None:
    """integrity.md 4, sibling: every act of two people refuses a principal and her deputy."""
    db = admins.db
    hand = await factories.present(db, admins.vault, Role.SCORER)
    given = (
        "INSERT INTO deputations (principal_id, deputy_id, role, valid_from, valid_to, letter_number, letter_dated)"
        " SELECT :one, :other, 'administrator', d, d, '1', d FROM (SELECT day_in(NULL) AS d) t"
    )
    await db.execute(text(given), {"one": admins.first.id, "other": hand.id})
    await db.execute(text("UPDATE deputations SET accepted_at = bimtek_now()"))
    request = await admins.asked((await admins.plain()).id)
    refused = await admins.decide(request, hand)
    assert code_of(refused) == (409, "bound_by_deputation"), refused.text
    assert (await admins.decide(request)).status_code == 200
