"""integrity.md 7: the day of a rule is the district's own, by the database's clock; no process asks its own.

A server's date is another one than Jayapura's for nine hours of each day, and no test can move it.
"""

import ast
import re
from collections.abc import Iterator

import psycopg
import pytest

from tests import database
from tests.architecture import rules

OWN_CLOCK = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}
# Who may ask the process, and why.
ASKED = {
    "src/bimtek_api/files/service.py": "how old a stored file is, by the store's own times",
    "src/bimtek_api/demo/world/calendar.py": "how far the demo's story stands from the server's time",
    "src/bimtek_web/ui/formats.py": "the one clock of the pages: what they suggest, the API judges",
}
OF_SQL = re.compile(r"\b(current_date|current_timestamp|localtimestamp|transaction_timestamp)\b|(?<!\w)now\(\)", re.I)
SAID = {"src/bimtek_api/events/jobs.py": "the queue's own rows bear the server's time"}
FUNCTIONS = """
SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname NOT LIKE 'procrastinate%'
UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


def asks_its_own_clock(name: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        named = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
        if named and (called.value.id, called.attr) in OWN_CLOCK and name not in ASKED:
            yield f"{name}:{node.lineno} asks {called.value.id}.{called.attr}()"
        said = node.value if isinstance(node, ast.Constant) and name not in SAID else None
        if isinstance(said, str) and OF_SQL.search(said):
            yield f"{name}:{node.lineno} asks the server's clock in SQL"


@pytest.mark.parametrize(
    "source", ["date.today()", "datetime.now(UTC)", "datetime.utcnow()", "x = 'd < CURRENT_DATE'", "x = 'a > now()'"]
)
def test_the_rule_finds_a_clock_of_its_own(source: str) -> None:
    assert list(asks_its_own_clock("src/x.py", source))
    assert not list(asks_its_own_clock("src/x.py", "clock.now(db); text('a > bimtek_now()')"))


def test_no_source_asks_the_process_what_day_it_is() -> None:
    files = [path for path in rules.tracked(".py") if rules.named(path).startswith("src/")]
    assert [fault for path in files for fault in asks_its_own_clock(rules.named(path), path.read_text())] == []


def test_whoever_may_ask_still_does() -> None:
    for name in (*ASKED, *SAID):
        assert list(asks_its_own_clock("src/x.py", (rules.ROOT / name).read_text())), f"{name} needs no exception"


def test_the_nightly_questions_and_the_databases_own_functions_ask_the_clock_of_rules(private_database: str) -> None:
    asked = (rules.ROOT / "src/bimtek_api/reports/invariants/invariants.sql").read_text()
    assert not OF_SQL.search(asked)
    with psycopg.connect(f"{database.cluster().owner}/{private_database}") as connection:
        found = connection.execute(FUNCTIONS).fetchall()
    assert [name for name, body in found if OF_SQL.search(body)] == []
