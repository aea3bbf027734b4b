"""integrity.md 6, record 102: no state jumps by the application's own SQL, and none stands without its act."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.reports.invariants.service import violations
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, refused_by_the_database

NO_ACT = "by an act that is not there"


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


async def at_once(db: AsyncSession, statement: str) -> str:
    """What the end of the transaction would say."""
    async with db.begin_nested() as point:
        await db.execute(text(statement))
        said = await refused_by_the_database(db, "SET CONSTRAINTS ALL IMMEDIATE")
        await point.rollback()
    return said


async def test_a_case_takes_no_step_that_its_workflow_has_not(desk: Office, db: AsyncSession) -> None:
    await desk.submit()
    for status in ("approved", "decreed", "delivered", "closed", "draft", "rejected"):
        said = await refused_by_the_database(db, f"UPDATE applications SET status = '{status}'")
        assert f"no step from in_desk_check to {status} of applications" in said


async def test_no_row_is_born_in_the_middle_of_its_life(desk: Office, db: AsyncSession) -> None:
    case_id = await desk.approved()
    born = (
        "INSERT INTO applications (number, call_id, programme_id, group_id, package_id, district_code, status)"
        " SELECT 'X', call_id, programme_id, group_id, package_id, district_code, 'approved' FROM applications"
        f" WHERE id = '{case_id}'"
    )
    assert "no step from * to approved" in await refused_by_the_database(db, born)
    session = (
        "INSERT INTO sessions (number, title, trade, district_code, venue, address, zone, opens_at, closes_at,"
        " starts_on, ends_on, status) VALUES ('X', 'x', 'garment', '16.71', 'x', 'x', 'WIB', now(), now(),"
        " now(), now(), 'completed')"
    )
    assert "no step from * to completed" in await refused_by_the_database(db, session)


async def test_a_case_is_approved_and_decreed_by_rows_alone(desk: Office, db: AsyncSession) -> None:
    """The steps are those of the workflow; the votes, the round, the recipient are not there."""
    case_id = (await desk.submit()).json()["id"]
    of = f"WHERE id = '{case_id}'"
    assert NO_ACT in await at_once(db, f"UPDATE applications SET status = 'in_approval' {of}")
    await desk.check(case_id)
    for status in ("approved", "rejected", "sent_back"):
        assert NO_ACT in await at_once(db, f"UPDATE applications SET status = '{status}' {of}"), status
    await desk.vote(case_id)
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    await db.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    assert NO_ACT in await at_once(db, f"UPDATE applications SET status = 'decreed' {of}")
    assert (await desk.decree(case_id)).status_code == 201
    for status in ("partly_delivered", "delivered", "decree_revoked"):
        assert NO_ACT in await at_once(db, f"UPDATE applications SET status = '{status}' {of}"), status
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    assert "states_have_their_acts" not in await violations(db)


async def test_a_refused_case_is_taken_up_again_by_an_upheld_appeal(desk: Office, db: AsyncSession) -> None:
    case_id = (await desk.submit()).json()["id"]
    await desk.check(case_id)
    assert (await desk.vote(case_id, decision="reject", note="Belum siap")).status_code == 201
    assert NO_ACT in await at_once(db, f"UPDATE applications SET status = 'in_desk_check' WHERE id = '{case_id}'")


async def test_nobody_is_confirmed_unknown_nor_attends_unseen(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session = await factories.session(db)
    assert (await factories.register(client, factories.registration(session.id))).status_code == 201
    set_to = "UPDATE registrations SET status = '{}'"
    jumped = await refused_by_the_database(db, set_to.format("waitlisted"))
    assert "no step from pending_review to waitlisted" in jumped
    nobody = set_to.format("confirmed") + ", person_id = NULL"
    assert "nobody is confirmed unknown" in await refused_by_the_database(db, nobody)
    await db.execute(text(set_to.format("confirmed")))
    assert "was seen" in await refused_by_the_database(db, set_to.format("attending"))
    assert "end of the session" in await refused_by_the_database(db, set_to.format("no_show"))


async def test_a_session_ends_decided_and_marked(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    ended = "UPDATE sessions SET status = 'completed'"
    assert "everybody marked" in await refused_by_the_database(db, ended), "nobody took part"
    await factories.register(client, factories.registration(session.id))
    assert "everybody decided" in await refused_by_the_database(db, ended)
    await db.execute(text("UPDATE registrations SET status = 'confirmed'"))
    assert "everybody marked" in await refused_by_the_database(db, ended)
