"""docs/rules.md says where each gate is held: every name it gives exists."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from bimtek_api.reports.invariants.service import invariants
from tests import database
from tests.architecture.rules import ROOT, functions

PAGE = ROOT / "docs/rules.md"
SECTION = re.compile(r"^## (G\d+) (.+)$", re.MULTILINE)
LINE = re.compile(r"^- ([\w ]+): (.*(?:\n  .+)*)", re.MULTILINE)
NAMED = re.compile(r"`([^`]+)`")
KINDS = {"Service", "Database", "Every night", "Tests", "Not held"}
WALLS = """
SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes
UNION SELECT tgname FROM pg_trigger UNION SELECT proname FROM pg_proc
"""


def sections() -> dict[str, dict[str, list[str]]]:
    """Of each gate: the names after each of its lines' words."""
    parts = SECTION.split(PAGE.read_text())[1:]
    return {
        gate: {kind: NAMED.findall(text) for kind, text in LINE.findall(body)}
        for gate, body in zip(parts[::3], parts[2::3], strict=True)
    }


def of(kind: str) -> Iterator[str]:
    for found in sections().values():
        yield from found.get(kind, [])


@cache
def defined(path: Path) -> set[str]:
    return {node.name for node in functions(ast.parse(path.read_text()))} if path.is_file() else set()


def missing(kind: str, root: Path) -> list[str]:
    places = [(each, *each.split("::")) for each in of(kind)]
    return [each for each, path, name in places if name not in defined(root / path)]


def test_every_gate_has_its_section_a_service_and_a_test() -> None:
    found = sections()
    assert list(found) == [f"G{number}" for number in range(1, 17)]
    assert {kind for each in found.values() for kind in each} <= KINDS
    assert [gate for gate, each in found.items() if not each.get("Service") or not each.get("Tests")] == []


@pytest.mark.parametrize(("kind", "root"), [("Service", "src/bimtek_api"), ("Tests", "tests")])
def test_every_function_and_test_it_names_exists(kind: str, root: str) -> None:
    """Whoever renamed or moved one writes its new name into docs/rules.md."""
    assert missing(kind, ROOT / root) == []


def test_every_invariant_it_names_is_asked() -> None:
    assert [each for each in of("Every night") if each not in invariants()] == []


def test_every_wall_it_names_stands_in_the_database(private_database: str) -> None:
    with psycopg.connect(f"{database.cluster().owner}/{private_database}") as connection:
        known = {name for (name,) in connection.execute(WALLS)}
    assert [each for each in of("Database") if each not in known] == []
