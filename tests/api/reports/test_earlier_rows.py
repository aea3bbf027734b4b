"""What is older than a rule is named in `earlier_rows`, by the rule that knows it, and is found no more.

Nothing asked so: a question that looked under another name would have told of old rows every night.
"""

import re
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Uuid, text

from bimtek_api.reports.invariants.service import invariants
from bimtek_api.tables import METADATA
from tests.api.reports.goods_lies import A, C, E
from tests.api.reports.test_invariants import TOLD, Rows, without_walls

NAMED = re.compile(r"\brule (?:=|IN) \(?((?:'\w+'(?:, )?)+)")
RULES = {
    name: re.findall(r"\w+", " ".join(NAMED.findall(query)))
    for name, query in invariants().items()
    if "earlier_rows" in query
}
# What the rule names where the question tells of something else.
NAMES = {"nobody_in_two_approved_cases": [A, E], "owned_until_recalled": [C]}


def test_each_question_that_spares_old_rows_names_its_rule() -> None:
    assert all(RULES.values()), RULES


def spared(connection: Connection, name: str, rows: Rows) -> bool:
    """Whether the lie is found no more once it is named, and still is where another rule names it."""
    for table, values in rows:
        known = METADATA.tables[table]
        made = {"id": uuid4()} if "id" in known.c and isinstance(known.c.id.type, Uuid) else {}
        connection.execute(known.insert().values(**(made | values)))
    query = text(invariants()[name])
    found = connection.execute(query).scalars().all()
    assert found, "the lie is one"
    add = text("INSERT INTO earlier_rows (rule, subject_id) VALUES (:rule, :id)")
    connection.execute(add, [{"rule": "another_rule", "id": each} for each in found])
    assert connection.execute(query).scalars().all() == found, "another rule's old rows are not this one's"
    connection.execute(add, [{"rule": RULES[name][0], "id": each} for each in NAMES.get(name, found)])
    return connection.execute(query).all() == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_an_old_row_that_is_named_is_found_no_more(worker_database: str, name: str) -> None:
    lies = [rows for told, rows in TOLD if told == name]
    done = []
    for rows in lies:
        with without_walls(worker_database) as connection:
            connection.execute(text("CREATE TEMP TABLE earlier_rows AS TABLE public.earlier_rows WITH NO DATA"))
            done.append(spared(connection, name, rows))
    assert any(done), "no old row is spared by its name"
