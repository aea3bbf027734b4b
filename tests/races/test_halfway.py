"""The n-th INSERT of an act of many rows fails: nothing of the act stays, and trying again works."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from httpx import AsyncClient, Response
from psycopg import sql

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database
from tests.api.grants import contest as contests
from tests.api.grants.office import today
from tests.api.grants.warehouse import hands, opened
from tests.conftest import writing
from tests.races.test_grants import approved, groups, made

pytestmark = pytest.mark.race
FAILING = """
CREATE SEQUENCE nth;
GRANT USAGE ON nth TO PUBLIC;
CREATE FUNCTION fail_nth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('nth') = TG_ARGV[0]::int THEN RAISE EXCEPTION 'planned' USING ERRCODE = 'internal_error'; END IF;
    RETURN NEW;
END $$;
"""
TABLES = """
SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
AND table_name NOT LIKE 'procrastinate%' ORDER BY 1
"""


@pytest.fixture
def owner(private_database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(f"{database.cluster().owner}/{private_database}", autocommit=True) as connection:
        connection.execute(FAILING)
        yield connection


def counted(owner: psycopg.Connection) -> dict[str, int]:
    """How many rows every table has."""
    found = {}
    for (name,) in owner.execute(TABLES).fetchall():
        row = owner.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        found[name] = row[0] if row else 0
    return found


@contextmanager
def failing(owner: psycopg.Connection, table: str, nth: int) -> Iterator[None]:
    owner.execute("SELECT setval('nth', 1, false)")
    make = sql.SQL("CREATE TRIGGER planned BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION fail_nth({})")
    owner.execute(make.format(sql.Identifier(table), sql.Literal(nth)))
    yield
    owner.execute(sql.SQL("DROP TRIGGER planned ON {}").format(sql.Identifier(table)))


async def holds(owner: psycopg.Connection, act: Callable[[], Awaitable[Response]], *faults: tuple[str, int]) -> Any:
    """Each fault leaves every table as it was; afterwards the act succeeds and writes."""
    before = counted(owner)
    for table, nth in faults:
        with failing(owner, table, nth):
            answer = await act()
        assert answer.status_code >= 500, f"{table} {nth}: {answer.text}"
        assert counted(owner) == before, f"{table} {nth}"
    done = await act()
    assert done.status_code in (200, 201), done.text
    assert counted(owner) != before
    return done.json()


async def test_acts_of_many_rows_are_whole_or_nothing(
    live_client: AsyncClient, own: Database, vault: Vault, owner: psycopg.Connection
) -> None:
    desk = await made(live_client, own, vault)
    first, second = await approved(desk, await groups(live_client, own, 2))
    await holds(
        owner, lambda: desk.decree(first, second), ("decree_lines", 2), ("aid_records", 2), ("events", 2),
    )  # fmt: skip
    async with own.transaction() as db:
        people = await hands(db, vault)
    store = await opened(desk, *people)
    order = await holds(
        owner, lambda: store.order(first), ("order_lines", 3), ("case_duties", 1), ("events", 1)
    )  # fmt: skip
    receipt = await holds(owner, lambda: store.receive(order), ("stock_units", 16), ("events", 1))
    await holds(owner, lambda: store.inspect(receipt), ("goods_inspections", 1), ("files", 1), ("events", 2))
    lines, shown = await store.lines(first), await desk.evidence()
    await holds(
        owner, lambda: desk.delivery(first, stocked=False, lines=lines, **shown), ("handover_lines", 3),
        ("handed_serials", 16),
        ("assets", 16), ("asset_custodies", 16), ("monitoring_visits", 5), ("events", 2),
    )  # fmt: skip
    drawn = {"district_code": "16.71", "first_day": today(), "last_day": today(), "size": 5}
    await holds(
        owner, lambda: desk.post("/v1/samples", drawn, desk.approver), ("samples", 1), ("sample_items", 1),
        ("events", 1),
    )  # fmt: skip


async def test_a_ranked_list_is_frozen_whole_or_not_at_all(
    live_client: AsyncClient, own: Database, vault: Vault, owner: psycopg.Connection
) -> None:
    desk = await made(live_client, own, vault)
    async with writing(own, live_client) as db:
        contest = await contests.contest(db, vault, desk)
        for points in ((5, 5), (4, 4)):
            await contest.scored(*points)
    over = "UPDATE calls SET closes_at = now() - interval '1 second' WHERE id = %s"
    owner.execute(over, (contest.call_id,))
    frozen = await holds(
        owner, contest.freeze, ("selections", 1), ("selection_entries", 2), ("case_duties", 2),
        ("approval_rounds", 2), ("files", 1), ("events", 3),
    )  # fmt: skip
    assert [each["outcome"] for each in frozen["entries"]] == ["selected", "selected"]
