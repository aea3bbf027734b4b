"""integrity.md 6: every state moves along its table in the database as in the code, whoever writes it."""

import psycopg
import pytest

from bimtek_api.core.steps import EMPTY, UNBORN
from bimtek_api.core.workflow import Workflow
from bimtek_api.rooms import named
from bimtek_api.steps import EVERY
from tests import database

# A choice the application may change that is no state, with the reason.
FACT, SAID = "a fact on file, corrected by two", "said once, about the row; no step of it"
NO_STATE = {
    "attendance.mark": "what is seen on a day is corrected in any direction; whose act it is has walls of its own",
    "attendance_corrections.after": SAID,
    "attendance_corrections.before": SAID,
    "complaints.category": SAID,
    "complaints.channel": SAID,
    "consents.withdrawn_channel": SAID,
    "groups.trade": FACT,
    "messages.channel": SAID,
    "messages.kind": SAID,
    "participants.sex": FACT,
    "participants.trade": FACT,
    "registrations.channel": SAID,
    "registrations.sex": FACT,
    "registrations.trade": FACT,
    "sample_items.asked_by": SAID,
    "sessions.trade": "what is taught: the plan may change until the session begins",
    "signatures.side": "bound once: `signature_stays`",
    "stock_returns.condition": "found at the inspection: `decided_stays`",
    "stock_units.condition": "found at an inspection; a CHECK ties it to the acceptance",
    "test_scores.kind": SAID,
}
CHOICES = """
SELECT c.conrelid::regclass::text || '.' || a.attname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
WHERE c.contype = 'c' AND cardinality(c.conkey) = 1 AND a.atttypid IN ('text'::regtype, 'varchar'::regtype)
  AND pg_get_constraintdef(c.oid) LIKE '%ANY%' AND has_column_privilege('bimtek_app', c.conrelid, a.attnum, 'UPDATE')
"""
GUARDED = """
SELECT t.tgrelid::regclass::text, rtrim(encode(t.tgargs, 'escape'), '\\000'), t.tgtype & 4 > 0 FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'follows_its_steps' AND t.tgenabled = 'O'
"""


@pytest.fixture
def owner(private_database: str):
    with psycopg.connect(f"{database.cluster().owner}/{private_database}") as connection:
        yield connection


def test_the_database_lets_through_the_steps_of_the_code_and_no_others(owner: psycopg.Connection) -> None:
    kept = set(owner.execute("SELECT table_name, column_name, before, after FROM workflow_steps").fetchall())
    said = set().union(*(each.rows() for each in EVERY))
    assert kept ^ said == set()


def test_every_machine_of_the_code_is_kept_by_the_database() -> None:
    """A new `Workflow` that `steps.py` does not name would be a wall of the API alone."""
    machines = [each for room in named("workflow") for each in vars(room).values() if isinstance(each, Workflow)]
    arrows = [arrow for flow in machines for arrow in flow.transitions]
    assert len(machines) >= 20
    pairs = {(type(each.target), str(a), str(each.target)) for each in arrows for a in each.sources}
    known = {(a, b) for each in EVERY for _, _, a, b in each.rows()}
    assert {pair for pair in pairs if pair[1] != pair[2] and pair[1:] not in known} == set()


def test_every_choice_the_application_may_change_has_its_steps(owner: psycopg.Connection) -> None:
    found = {row[0] for row in owner.execute(CHOICES)}
    ruled = {f"{each.table}.{each.column}" for each in EVERY}
    assert len(found) > 25
    assert found - ruled - set(NO_STATE) == set(), "say its steps in steps.py, or here why it has none"


def test_every_column_with_steps_has_the_trigger_at_birth_and_later(owner: psycopg.Connection) -> None:
    ruled = {(each.table, each.column, birth) for each in EVERY for birth in (True, False)}
    assert set(owner.execute(GUARDED).fetchall()) == ruled


def test_the_application_reads_the_steps_and_writes_none(private_database: str) -> None:
    with psycopg.connect(f"{database.cluster().login}/{private_database}") as connection:
        assert connection.execute("SELECT count(*) FROM workflow_steps").fetchone() != (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"INSERT INTO workflow_steps VALUES ('a', 'b', '{UNBORN}', '{EMPTY}')")
