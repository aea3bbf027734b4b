"""Money, votes and machines under parallel hands, over real HTTP, with a negative control."""

import asyncio
from collections import Counter

import psycopg
import pytest
from httpx import AsyncClient
from sqlalchemy import text

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.api.grants import office

pytestmark = pytest.mark.race
# From the year down: no node may give away more than it has.
RICHER = """DO $$ BEGIN FOR level IN 1..5 LOOP
    UPDATE budget_nodes SET ceiling = ceiling * 1000 WHERE depth = level;
END LOOP; END $$"""


async def made(live_client: AsyncClient, own: Database, vault: Vault) -> office.Office:
    async with own.transaction() as db:
        people = {name: await factories.officer(db, vault, role) for name, role in office.ROLES.items()}
        inspector = await factories.officer(db, vault, Role.GOODS_INSPECTOR)
        for who in (*people.values(), inspector):
            await office.step_up(db, who)
        hands = people["proposer"].id, people["approver"].id
        call = await office.demo.add_call(db, office.clock.local_date(await office.clock.now(db), "WIB"), hands)
    shown = (await live_client.get(f"/v1/calls/{call.id}", headers=people["proposer"].headers)).json()
    facts = office.facts_of(shown, call)
    return office.Office(live_client, people, facts, call.id, inspector)


async def groups(live_client: AsyncClient, own: Database, count: int) -> list[office.UUID]:
    """`count` groups of five, made of people who registered over HTTP."""
    async with own.transaction() as db:
        session = await factories.session(db, size=1000)
    bodies = [factories.registration(session.id) for _ in range(5 * count)]
    for start in range(0, len(bodies), 50):
        await asyncio.gather(*(factories.register(live_client, body) for body in bodies[start : start + 50]))
    async with own.transaction() as db:
        people = list((await db.execute(text("SELECT person_id FROM participants ORDER BY person_id"))).scalars())
        return [await office.group(live_client, db, people[at : at + 5]) for at in range(0, 5 * count, 5)]


async def approved(desk: office.Office, found: list[office.UUID]) -> list[str]:
    cases = []
    for start in range(0, len(found), 20):
        cases += await asyncio.gather(*(desk.approved(group) for group in found[start : start + 20]))
    return cases


async def number(own: Database, query: str) -> int:
    async with own.transaction() as db:
        return int((await db.execute(text(query))).scalar_one())


async def test_a_hundred_decrees_never_exceed_one_ceiling(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    desk = await made(live_client, own, vault)
    cases = await approved(desk, await groups(live_client, own, 100))
    total = desk.call["total"]
    async with own.transaction() as db:
        limit = f"UPDATE budget_nodes SET ceiling = {9 * total + total // 2} WHERE depth = 5"
        await factories.by_owner(db, limit)
    answers = await asyncio.gather(*(desk.decree(case) for case in cases))
    told = Counter(answer.json().get("code", answer.status_code) for answer in answers)
    assert told == {201: 9, "budget_exceeded": 91}
    assert await number(own, "SELECT reserved FROM budget_nodes WHERE depth = 1") == 9 * total
    assert await number(own, "SELECT sum(amount_rupiah) FROM decree_lines") == 9 * total


async def careless(url: str) -> None:
    """Reads the sum, thinks, then writes: a guard without its owner's lock."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute("SELECT coalesce(sum(amount), 0) FROM careless")).fetchone()
        await asyncio.sleep(0.01)
        if row and row[0] < 9:
            await connection.execute("INSERT INTO careless VALUES (1)")


async def test_the_check_can_fail_when_a_sum_is_read_without_a_lock(private_database: str) -> None:
    url = f"{database.cluster().owner}/{private_database}"
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE careless (amount integer)")
    for _ in range(5):
        await asyncio.gather(*(careless(url) for _ in range(20)))
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT sum(amount) FROM careless").fetchone()
    assert row is not None
    assert row[0] > 9, "without the lock this storm must overspend"


async def test_of_twenty_votes_at_once_one_decides(live_client: AsyncClient, own: Database, vault: Vault) -> None:
    desk = await made(live_client, own, vault)
    case_id = (await desk.submit((await groups(live_client, own, 1))[0])).json()["id"]
    await desk.check(case_id)
    async with own.transaction() as db:
        voters = [await factories.officer(db, vault, Role.APPROVER) for _ in range(20)]
        for who in voters:
            await office.step_up(db, who)
    answers = await asyncio.gather(*(desk.vote(case_id, who) for who in voters))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 412: 19}
    assert await number(own, "SELECT count(*) FROM votes") == 1


async def test_one_serial_leaves_the_office_once(live_client: AsyncClient, own: Database, vault: Vault) -> None:
    desk = await made(live_client, own, vault)
    cases = await approved(desk, await groups(live_client, own, 20))
    async with own.transaction() as db:
        await factories.by_owner(db, RICHER)
    for case in cases:
        assert (await desk.decree(case)).status_code == 201
    lines = [(await desk.case(case, "giver"))["lines"][0]["id"] for case in cases]
    bodies = [[{"line_id": line, "serials": ["MESIN-0001"]}] for line in lines]
    answers = await asyncio.gather(
        *(desk.delivery(case, lines=body) for case, body in zip(cases, bodies, strict=True))
    )
    told = Counter(answer.status_code for answer in answers)
    assert told == {201: 1, 409: 19}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {
        "serial_used", "overtaken", "not_accepted",
    }  # fmt: skip
    assert await number(own, "SELECT count(*) FROM handed_serials") == 1
    assert await number(own, "SELECT count(*) FROM handovers") == 1


async def test_the_serial_check_can_fail_without_its_key(
    live_client: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    desk = await made(live_client, own, vault)
    cases = await approved(desk, await groups(live_client, own, 20))
    with psycopg.connect(f"{database.cluster().owner}/{private_database}", autocommit=True) as owner:
        owner.execute("DROP INDEX uq_handed_serials_live")
        owner.execute("DROP INDEX uq_assets_serial, uq_stock_units_serial")
        owner.execute("DROP TRIGGER serial_not_elsewhere ON stock_units")
        owner.execute("ALTER TABLE decree_bookings DISABLE TRIGGER booking_counts")  # it counts pieces, too
        owner.execute(RICHER)
    for case in cases:
        await desk.decree(case)
    lines = [(await desk.case(case, "giver"))["lines"][0]["id"] for case in cases]
    twice = "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM handed_serials GROUP BY serial_key) AS s"
    for storm in range(5):  # whether two of them meet is chance; that none ever do is not
        bodies = [[{"line_id": line, "serials": [f"MESIN-{storm:04d}"]}] for line in lines]
        await asyncio.gather(*(desk.delivery(case, lines=body) for case, body in zip(cases, bodies, strict=True)))
        if await number(own, twice) > 1:
            return
    raise AssertionError("without the key the same serial passes twice")
