"""Rows of the version before the walls of integrity.md: nothing is lost, what breaks a wall is marked.

`tests/corpus/previous` holds what that version's own code wrote: a case with capital whose first payment failed and
went out again; goods bought, received, inspected and paid likewise; and what was handed over, with one signature for
both sides, typed serial numbers, disputes, titles, recalls, visits of the same day. What it let through besides is
planted.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import sql

from bimtek_api.local.database import migrate
from tests import database
from tests.faults.previous_goods import worked_with
from tests.invariants import sealed, violations

BEFORE = "consents_hold"  # the last revision of that version
ROWS = database.ROOT / "tests/corpus/previous"
INTO = re.compile(r"^INSERT INTO (public\.\w+) ", re.MULTILINE)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
# What the version before took without a word, and where it is marked afterwards.
LET_THROUGH = {
    "somebody else's bank account": "UPDATE group_accounts SET holder = 'Orang Lain'",
    "one NIP for two accounts, and one that is none": """
        UPDATE officers o SET nip = (ARRAY['198001012005011001', '198001012005011001', 'tidak ada'])[n.number]
        FROM (SELECT person_id, row_number() OVER (ORDER BY created_at, person_id) AS number FROM officers) n
        WHERE n.person_id = o.person_id AND n.number <= 3""",
    "a deputy who never agreed": """
        INSERT INTO deputations (principal_id, deputy_id, role, valid_from, valid_to, letter_number, letter_dated)
        SELECT a.person_id, b.person_id, 'approver', '2026-01-01', '2099-12-31', 'SK 9/2026', '2026-01-01'
        FROM (SELECT person_id FROM officers ORDER BY 1 LIMIT 1) a,
             (SELECT person_id FROM officers ORDER BY 1 DESC LIMIT 1) b""",
    "a member replaced after the decree": """
        UPDATE group_members SET valid_to = CURRENT_DATE
        WHERE id = (SELECT id FROM group_members WHERE role = 'member' ORDER BY id DESC LIMIT 1)""",
    "claims given back while the case went on": "UPDATE aid_claims SET released = true",
    "a ceiling that nobody decided": "UPDATE budget_nodes SET ceiling = ceiling + 5 WHERE depth = 1",
    "a session for the young": """UPDATE sessions SET eligibility = '{"max_age": 16}'""",
}
MARKS = {
    "nip_findings": "SELECT why, count(*) FROM nip_findings GROUP BY 1 ORDER BY 1",
    "earlier_rows": "SELECT DISTINCT rule FROM earlier_rows ORDER BY 1",
    "deputations": "SELECT before_rule, accepted_at IS NULL FROM deputations",
    "sessions": "SELECT DISTINCT eligibility ->> 'min_age', eligibility ->> 'max_age' FROM sessions",
    "supplier_payments": "SELECT status, unproved FROM supplier_payments ORDER BY 1, 2",
    "tranche_payments": "SELECT status, unproved FROM tranche_payments ORDER BY 1, 2",
    "duties": "SELECT DISTINCT identity_known FROM case_duties WHERE duty_group <> 'applicant'",
    "other holders": (
        "SELECT count(*) FROM group_accounts WHERE verified_at IS NOT NULL AND holder_cleared_by IS NULL"
        " AND NOT holder_matches(group_id, holder)"
    ),
    "ceilings": "SELECT count(*) FROM budget_nodes WHERE ceiling <> carried + budget_moved(id) OR carried = 0",
    "suppliers": "SELECT count(*) FROM suppliers s JOIN supplier_versions v ON v.supplier_id = s.id",
}
MARKED = {
    "nip_findings": [("double", 1), ("shape", 1)],
    "earlier_rows": [("case_claims",), ("case_people",), ("role_without_request",)],
    "deputations": [(True, True)],
    "sessions": [("0", "16")],
    "ceilings": [(0,)],
    "duties": [(False,)],
}
# A failure nobody has a paper for stays so and is called unproved; what was paid anew stays paid.
OWN = {
    "capital": {
        "supplier_payments": [], "tranche_payments": [("failed", True), ("paid", False)], "other holders": [(1,)],
        "suppliers": [(0,)],
    },
    "goods": {
        "supplier_payments": [("cancelled", False), ("failed", True)], "tranche_payments": [],
        "other holders": [(0,)], "suppliers": [(1,)],
    },
    "handed": {
        "supplier_payments": [], "tranche_payments": [("paid", False)], "other holders": [(1,)], "suppliers": [(0,)],
        "earlier_rows": [
            ("assets_stay_with_their_case",), ("case_claims",), ("handed_over_accepted",),
            ("handovers_have_evidence",), ("refusals_name_pieces",), ("role_without_request",),
            ("signatures_serve_once",), ("upheld_disputes_move_pieces",), ("visits_in_their_time",),
        ],
    },
}  # fmt: skip
# Before, a dispute moved no pieces: going back, what one took back stands in no minutes. The machine stays.
UNDONE = {"handed": {"handed_serials": (17, 16)}}


@dataclass(frozen=True)
class Upgraded:
    """A database brought to today's version, and how many rows each table had before."""

    rows: str
    name: str
    owner: str
    before: dict[str, int]

    def asked(self, query: str) -> list[tuple]:
        with psycopg.connect(self.owner) as connection:
            return connection.execute(query.encode()).fetchall()


def steps_since() -> int:
    script = ScriptDirectory.from_config(Config(str(database.ROOT / "alembic.ini")))
    return len(list(script.iterate_revisions("head", BEFORE)))


def counts(connection: psycopg.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute(TABLES)]
    asked = sql.SQL("SELECT count(*) FROM {}")
    return {each: connection.execute(asked.format(sql.Identifier(each))).fetchone()[0] for each in tables}


def filled(name: str, rows: str) -> dict[str, int]:
    """The tables of then with the rows of then, as they were written: no trigger of today looks at them."""
    with psycopg.connect(f"{database.cluster().admin}/{name}") as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"TRUNCATE {', '.join(sorted(set(INTO.findall(rows))))} CASCADE".encode())
        connection.execute(rows.encode())
        connection.execute("SET search_path = public")
        for statement in LET_THROUGH.values():
            connection.execute(statement.encode())
        connection.execute("SELECT setval('events_position_seq', max(position)) FROM events")
        return counts(connection)


def lost(before: dict[str, int], owner: str) -> dict[str, tuple[int, int | None]]:
    """Tables that hold fewer rows than before."""
    with psycopg.connect(owner) as connection:
        now = counts(connection)
    return {table: (was, now.get(table)) for table, was in before.items() if now.get(table, 0) < was}


@pytest.fixture(scope="session")
def previous() -> str:
    """An empty database of that version, made once for every state of the migrations."""
    name, cluster = f"previous_{database.fingerprint()}", database.cluster()
    with psycopg.connect(f"{cluster.admin}/postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return name
        draft = f"draft_{uuid4().hex[:12]}"
        cluster.copy(draft)
        migrate(database.ROOT, f"{cluster.owner}/{draft}", down=steps_since())
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
    return name


@pytest.fixture(params=["capital", "goods", "handed"])
def upgraded(request: pytest.FixtureRequest, previous: str) -> Iterator[Upgraded]:
    name, cluster = f"p_{uuid4().hex[:12]}", database.cluster()
    cluster.copy(name, like=previous)
    before = filled(name, (ROWS / f"{request.param}.sql").read_text())
    owner = f"{cluster.owner}/{name}"
    migrate(database.ROOT, owner)
    sealed(owner)
    yield Upgraded(request.param, name, owner, before)
    cluster.drop(name)


def test_nothing_is_lost_what_breaks_a_wall_is_marked_and_it_goes_both_ways(upgraded: Upgraded) -> None:
    """Taken to today's version, worked with there, taken back and once more to today's."""
    assert lost(upgraded.before, upgraded.owner) == {}
    found = {name: upgraded.asked(query) for name, query in MARKS.items()}
    assert found == MARKED | OWN[upgraded.rows]
    assert violations(upgraded.owner) == []
    if upgraded.rows == "handed":
        asyncio.run(worked_with(upgraded.name))
        sealed(upgraded.owner)
        assert violations(upgraded.owner) == []
    migrate(database.ROOT, upgraded.owner, down=steps_since())
    assert lost(upgraded.before, upgraded.owner) == UNDONE.get(upgraded.rows, {})
    assert upgraded.asked("SELECT nip FROM officers WHERE nip IS NOT NULL ORDER BY created_at, person_id") == [
        ("198001012005011001",), ("198001012005011001",), ("tidak ada",),
    ]  # fmt: skip
    if upgraded.rows == "handed":
        migrate(database.ROOT, upgraded.owner)
        sealed(upgraded.owner)
        assert lost(upgraded.before, upgraded.owner) == UNDONE[upgraded.rows]
        assert violations(upgraded.owner) == []
