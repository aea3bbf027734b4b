"""integrity.md 1 and 4: an act of two takes two humans. Their rows are compared, not their accounts, in one place."""

import re
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.invariants.service import invariants
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_assignments import code_of
from tests.api.change_requests import changes
from tests.api.grants import office
from tests.api.grants.cases.test_amended_people import decide, propose
from tests.api.grants.cases.test_case_people import people_of
from tests.api.grants.goods.test_payments import Treasury, opened
from tests.api.grants.office import Office, refused_by_the_database

CHECKS = """
SELECT c.conrelid::regclass::text AS place, pg_get_constraintdef(c.oid) AS rule FROM pg_constraint c
WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace AND pg_get_constraintdef(c.oid) LIKE '%<>%'
"""
TRIGGERS = """
SELECT t.tgrelid::regclass::text AS place, encode(t.tgargs, 'escape') AS args FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'two_hands'
"""
KINDS = "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'uuid'"
PAIR = re.compile(r"\((\w+) <> (\w+)\)")
NOBODY = "UPDATE identities SET nik_index = NULL, nik_sealed = NULL, nik_last4 = NULL WHERE id = '{row}'"
SAME = NOBODY.replace(" WHERE", ", same_as = '{human}' WHERE")


async def one_human(db: AsyncSession, human: Any, row: Any) -> None:
    """`row` stands for `human` from now on, as an account does that was used before its number was known."""
    await factories.by_hand(db, SAME.format(human=human, row=row))


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


async def test_every_pair_of_people_that_must_differ_is_compared_by_their_humans(db: AsyncSession) -> None:
    """Whatever table says that one column is not another of its people says so by the one rule, too."""
    people = {tuple(row) for row in (await db.execute(text(KINDS))).all()}
    wanted = {
        (place, *sorted(pair))
        for place, rule in (await db.execute(text(CHECKS))).all()
        for pair in PAIR.findall(rule)
        if all((place, column) in people for column in pair)
    }
    ruled = {
        (place, *sorted(args.split("\\000")[:2])) for place, args in (await db.execute(text(TRIGGERS))).all()
    }  # fmt: skip
    assert len(wanted) > 25
    assert {pair for pair in wanted - ruled if pair[0] != "identities"} == set()


async def test_the_nightly_question_compares_every_pair_that_the_database_compares(db: AsyncSession) -> None:
    """A pair the wall knows and `acts_of_two_humans` forgets would stay unseen where the wall came later."""
    asked = {
        (place, *sorted(pair))
        for *pair, place in re.findall(
            r"(\w+)(?: AS one)?, (\w+)(?: AS other)? FROM (\w+)", invariants()["acts_of_two_humans"]
        )
    }
    ruled = {(place, *sorted(args.split("\\000")[:2])) for place, args in (await db.execute(text(TRIGGERS))).all()}
    assert len(ruled) > 30
    assert ruled - asked == set()


async def test_an_administrator_decides_neither_with_her_other_account_nor_about_it(admins: Admins) -> None:
    """Roles by request: whoever asks, whoever decides and whom it is about are three humans."""
    db, officer = admins.db, await admins.plain()
    request = await admins.asked(officer.id)
    other = await factories.present(db, admins.vault, Role.ADMINISTRATOR, region=None)
    await one_human(db, admins.first.id, other.id)
    refused = await admins.decide(request, other)
    assert code_of(refused) == (409, "second_person"), refused.text
    decided = "UPDATE access_requests SET decided_by = :who, decided_at = bimtek_now(), approved = true, note = 'x'"
    assert "one human" in await refused_by_the_database(db, decided, who=other.id)
    third = await factories.present(db, admins.vault, Role.ADMINISTRATOR, region=None)
    await one_human(db, officer.id, third.id)
    refused = await admins.decide(request, third)
    assert code_of(refused) == (409, "not_for_yourself"), refused.text
    assert "one human" in await refused_by_the_database(db, decided, who=third.id)
    assert (await admins.decide(request)).status_code == 200


async def test_whose_national_id_is_not_on_file_is_no_second_person(admins: Admins) -> None:
    """Two accounts of one human cannot both have her number: the one without it neither asks nor decides."""
    db, officer = admins.db, await admins.plain()
    request = await admins.asked(officer.id)
    unknown = await factories.present(db, admins.vault, Role.ADMINISTRATOR, region=None)
    await factories.by_hand(db, NOBODY.format(row=unknown.id))
    refused = await admins.decide(request, unknown)
    assert code_of(refused) == (409, "identity_unconfirmed"), refused.text
    asked = await admins.ask((await admins.plain()).id, who=unknown)
    assert code_of(asked) == (409, "identity_unconfirmed"), asked.text


async def test_a_payment_is_released_by_another_human(desk: Office, db: AsyncSession, vault: Vault) -> None:
    treasury: Treasury = await opened(db, vault, desk)
    receipt = await treasury.store.stocked(await desk.decreed())
    payment = (await treasury.prepare(receipt["order_id"], 1_000_000)).json()["items"][0]
    await one_human(db, treasury.first.id, treasury.second.id)
    refused = await treasury.move(payment, "release", treasury.second)
    assert code_of(refused) == (409, "releases_own"), refused.text
    paths = f"/v1/orders/{receipt['order_id']}/payments"
    shown = (await desk.client.get(paths, headers=treasury.second.headers)).json()["items"][0]
    assert {each["code"] for each in shown["unavailable_actions"] if each["action"] == "release"} == {"releases_own"}
    said = await refused_by_the_database(
        db, "UPDATE supplier_payments SET released_by = :who", who=treasury.second.id
    )
    assert "one human" in said


async def test_a_hold_is_lifted_by_another_human(desk: Office, db: AsyncSession, vault: Vault) -> None:
    above = [await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None) for _ in range(2)]
    path = f"/v1/applications/{(await desk.submit()).json()['id']}/holds"
    held = await desk.post(path, {"reason": "Diduga data ganda.", "reference": "AD-1"}, above[0])
    assert held.status_code == 201, held.text
    await one_human(db, above[0].id, above[1].id)
    refused = await desk.post(f"{path}/releases", {"note": "Bukan orang yang sama."}, above[1])
    assert code_of(refused) == (409, "releases_own_hold"), refused.text
    said = await refused_by_the_database(db, "UPDATE case_holds SET released_by = :who", who=above[1].id)
    assert "one human" in said


async def test_nobody_decides_about_her_own_record_with_her_account(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """The sibling: the record is of the participant, the account of the officer she is as well."""
    member = (await people_of(desk, (await desk.submit()).json()["id"]))[0]
    asked = await changes.ask(client, desk.proposer, f"/v1/participants/{member}/change-requests", {"name": "Lain"})
    request = (await changes.prove(client, desk.proposer, asked.json())).json()
    await one_human(db, member, desk.verifier.id)
    refused = await changes.move(client, desk.verifier, request, "approve")
    assert code_of(refused) == (409, "own_record"), refused.text
    decided = "UPDATE change_requests SET status = 'applied', decided_by = :who, decided_at = bimtek_now()"
    assert "her own record" in await refused_by_the_database(db, decided, who=desk.verifier.id)


async def test_nobody_amends_a_decree_for_herself_with_her_account(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    case_id = await desk.decreed()
    (new,) = await office.members(client, db, 1)
    proposed = await propose(desk, case_id, [*(await people_of(desk, case_id))[:4], new])
    judge = await factories.present(db, vault, Role.APPROVER)
    await one_human(db, new, judge.id)
    refused = await decide(desk, proposed, judge)
    assert code_of(refused) == (409, "decides_for_own_group"), refused.text
    said = await refused_by_the_database(
        db, "UPDATE decree_changes SET status = 'approved', decided_by = :who, decided_at = bimtek_now()",
        who=judge.id,
    )  # fmt: skip
    assert "one human" in said
