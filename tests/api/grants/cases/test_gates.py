"""The hard gates, through the API and by direct SQL as the application's own role."""

from io import BytesIO
from typing import Any

import pytest
from httpx import AsyncClient
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, give_role, refused_by_the_database

HANDOVER = (
    "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
    " handed_at, place, receiver_id, snapshot, snapshot_hash)"
    " SELECT 'X', 'XXXXXXXXXXXX', a.id, :person, 'hand_over', :line, a.district_code, CAST(:at AS timestamptz), 'x',"
    " (SELECT person_id FROM group_members WHERE group_id = a.group_id LIMIT 1), '{}', 'x'"
    " FROM applications a WHERE a.id = :case"
)
TAKE = "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free) VALUES (:case, :person, :duty, true)"


async def decree_line(db: AsyncSession, case_id: str) -> Any:
    return (
        await db.execute(text("SELECT id FROM decree_lines WHERE application_id = :case"), {"case": case_id})
    ).scalar()


async def test_g1_nothing_is_handed_over_without_a_decree(
    desk: Office, db: AsyncSession, client: AsyncClient
) -> None:
    undecreed = await desk.approved()
    refused = await desk.delivery(undecreed)
    assert refused.json()["code"] == "no_decree"
    decreed = await desk.approved(await office.group(client, db))
    await desk.decree(decreed)
    foreign = await decree_line(db, decreed)
    await db.execute(text(TAKE), {"case": undecreed, "person": desk.giver.id, "duty": "hand_over"})
    facts = {"case": undecreed, "person": desk.giver.id, "line": foreign, "at": "2090-01-01T00:00:00Z"}
    assert "no decree in force" in await refused_by_the_database(db, HANDOVER, **facts)


async def test_g1_a_revoked_decree_is_no_decree(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    await factories.by_hand(db, "UPDATE decrees SET revoked_at = bimtek_now()")
    assert (await desk.delivery(case_id)).json()["code"] == "no_decree"


async def test_g2_the_handover_is_not_before_the_decree(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    early = await desk.delivery(case_id, handed_at="2026-01-02T03:00:00Z")
    assert (early.status_code, early.json()["code"]) == (409, "before_decree")
    await db.execute(text(TAKE), {"case": case_id, "person": desk.giver.id, "duty": "hand_over"})
    facts = {"case": case_id, "person": desk.giver.id, "line": await decree_line(db, case_id)}
    said = await refused_by_the_database(db, HANDOVER, **facts, at="2026-01-02T03:00:00Z")
    assert "no decree in force on that day" in said


async def test_g2_every_act_declares_that_there_is_no_conflict(desk: Office) -> None:
    case_id = (await desk.submit()).json()["id"]
    assert (await desk.check(case_id, no_conflict=False)).json()["code"] == "conflict_not_declared"
    await desk.check(case_id)
    assert (await desk.vote(case_id, no_conflict=False)).json()["code"] == "conflict_not_declared"
    await desk.vote(case_id)
    assert (await desk.decree(case_id, no_conflict=False)).json()["code"] == "conflict_not_declared"


async def test_g3_nothing_is_decreed_in_a_locked_year(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    await factories.by_owner(db, f"UPDATE fiscal_years SET status = 'locked', locked_by = '{desk.approver.id}'")
    refused = await desk.decree(case_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "year_locked")


async def test_g5_one_aid_per_person_programme_and_year(desk: Office, db: AsyncSession, client: AsyncClient) -> None:
    shared = await office.members(client, db, 1)
    second = await office.group(client, db, shared + await office.members(client, db, 4))
    third = await office.group(client, db, shared + await office.members(client, db, 4))
    first, rival = (await desk.submit(second)).json()["id"], (await desk.submit(third)).json()["id"]
    assert (await desk.check(first)).status_code == 201
    taken = await desk.check(rival)
    assert (taken.status_code, taken.json()["code"]) == (409, "aid_taken")
    again = (
        "INSERT INTO aid_claims (person_id, programme_id, fiscal_year, application_id)"
        " SELECT person_id, programme_id, fiscal_year, :rival FROM aid_claims WHERE application_id = :first LIMIT 1"
    )
    assert "uq_aid_claims_person" in await refused_by_the_database(db, again, rival=rival, first=first)


async def test_g7_never_more_than_was_approved(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    lines = (await desk.case(case_id))["lines"]
    await desk.delivery(case_id, lines=[{"line_id": lines[1]["id"], "serials": ["O1", "O2", "O3"]}])
    more = (
        "INSERT INTO handover_lines (handover_id, application_line_id, quantity)"
        " SELECT h.id, l.id, :quantity FROM handovers h JOIN application_lines l USING (application_id)"
        " WHERE h.application_id = :case AND l.position = :position"
    )
    assert "more than approved" in await refused_by_the_database(db, more, case=case_id, position=1, quantity=9)
    other = "UPDATE application_lines SET approved = requested + 1 WHERE application_id = :case"
    assert "ck_application_lines_quantities" in await refused_by_the_database(db, other, case=case_id)


async def test_g7_what_is_missing_is_printed_in_the_minutes(desk: Office) -> None:
    case_id = await desk.decreed()
    line = (await desk.case(case_id))["lines"][1]
    part = await desk.delivery(case_id, lines=[{"line_id": line["id"], "serials": ["O1"]}])
    paper = await desk.client.get(f"/v1/deliveries/{part.json()['id']}/minutes", headers=desk.giver.headers)
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages).split())
    assert "Kekurangan lima belas barang" in printed
    rest = await desk.delivery(case_id)
    paper = await desk.client.get(f"/v1/deliveries/{rest.json()['id']}/minutes", headers=desk.giver.headers)
    assert "Kekurangan" not in "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)


DUTIES = ["verifier", "approver", "secretary", "giver"]
ROLES = office.ROLES


async def act(desk: Office, case_id: str, duty: str, who: factories.TestOfficer) -> Any:
    """The act of a duty, by `who`."""
    return await {
        "verifier": lambda: desk.check(case_id, who), "approver": lambda: desk.vote(case_id, who),
        "secretary": lambda: desk.decree(case_id, who=who), "giver": lambda: desk.delivery(case_id, who),
    }[duty]()  # fmt: skip


@pytest.mark.parametrize("duty", DUTIES)
async def test_g16_nobody_holds_two_duties_in_one_case(desk: Office, db: AsyncSession, duty: str) -> None:
    """Everyone who acted before, the proposer first, tries the next act with the right role: refused."""
    case_id = (await desk.submit()).json()["id"]
    earlier = ["proposer", *DUTIES[: DUTIES.index(duty)]]
    for done in DUTIES[: DUTIES.index(duty)]:
        assert (await act(desk, case_id, done, desk.people[done])).status_code == 201
    for name in earlier:
        await give_role(db, desk.people[name], ROLES[duty])
        refused = await act(desk, case_id, duty, desk.people[name])
        assert (refused.status_code, refused.json()["code"]) == (409, "duty_held"), refused.text
    case = await desk.client.get(f"/v1/applications/{case_id}", headers=desk.people[earlier[-1]].headers)
    assert "duty_held" in {each["code"] for each in case.json()["unavailable_actions"]}
    assert (await act(desk, case_id, duty, desk.people[duty])).status_code == 201


async def test_g16_direct_sql_cannot_act_without_the_ledger(desk: Office, db: AsyncSession) -> None:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    vote = (
        "INSERT INTO votes (application_id, person_id, duty_group, decision, snapshot_hash, round_id, stage)"
        " SELECT :case, :person, 'approve_1', 'approve', 'x', id, 1 FROM approval_rounds"
    )
    said = await refused_by_the_database(db, vote, case=case_id, person=desk.verifier.id)
    assert "fk_votes_duty" in said
    second = await refused_by_the_database(db, TAKE, case=case_id, person=desk.verifier.id, duty="approve_1")
    assert "pk_case_duties" in second
    change = "UPDATE case_duties SET duty_group = 'approve_1' WHERE case_id = :case AND person_id = :person"
    said = await refused_by_the_database(db, change, case=case_id, person=desk.verifier.id)
    assert "permission denied" in said, "a duty is never changed"
    for harm in ("DELETE FROM case_duties", "UPDATE votes SET decision = 'approve'", "DELETE FROM votes"):
        assert "permission denied" in await refused_by_the_database(db, harm)


async def test_a_decree_line_needs_an_approving_vote_on_the_frozen_content(desk: Office, db: AsyncSession) -> None:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    await db.execute(text(TAKE), {"case": case_id, "person": desk.secretary.id, "duty": "decree"})
    decree = (
        "WITH d AS (INSERT INTO decrees (number, number_key, year, dated, signatory_name, signatory_position,"
        " district_code) VALUES ('x', 'x', 2026, '2026-11-25', 'x', 'x', '16.71') RETURNING id)"
        " INSERT INTO decree_lines (application_id, person_id, duty_group, decree_id, position, budget_line_id,"
        " amount_rupiah) SELECT :case, :person, 'decree', d.id, 1, :line, 1 FROM d"
    )
    facts = {"case": case_id, "person": desk.secretary.id, "line": desk.call["line"]}
    assert "not enough approving votes" in await refused_by_the_database(db, decree, **facts)
