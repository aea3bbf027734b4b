"""The house holds its own rules, and each rule can fail."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import rules

Rule = Callable[[str, str], Iterator[str]]
SOURCE = [path for path in rules.tracked(".py") if "src/" in path.as_posix()]
PYTHON = rules.tracked(".py")
CODE: tuple[Rule, ...] = (rules.hidden_imports, rules.status_writes, rules.commits, rules.loose_digits)
BAD: list[tuple[Rule, str, str]] = [
    (rules.too_long, "src/a.py", "x = 1\n" * 251),
    (rules.too_long, "src/a.py", "def f():\n" + "    x = 1\n" * 31),
    (rules.too_long, "src/a.py", "@router.get('/')\nasync def f():\n" + "    x = 1\n" * 13),
    (rules.too_wide, "src/a.html", "<p>" + "x" * 158),
    (rules.badly_named, "src/helpers.py", ""),
    (rules.badly_named, "src/a/__init__.py", "x = 1"),
    (rules.hidden_imports, "src/a.py", "def f():\n    import os\n"),
    (rules.status_writes, "src/a.py", "record.status = 'done'"),
    (rules.status_writes, "src/a.py", "update(T).values(status='done')"),
    (rules.status_writes, "src/a.py", "Registration(status='done')"),
    (rules.commits, "src/a.py", "await db.commit()"),
    (rules.loose_digits, "src/a.py", r"Field(pattern=r'^\d+\z')"),
    (rules.third_party, "src/bimtek_web/static/htmx.min.js", ""),
    (rules.third_party, "src/a.css", "/*! @license MIT */"),
    (rules.registry_addresses, "a.txt", "see https://registry.npm" + "js.org/x"),
]


def read(path: Path) -> tuple[str, str]:
    return rules.named(path), path.read_text(errors="replace")


@pytest.mark.parametrize(("rule", "name", "source"), BAD)
def test_a_rule_finds_what_it_forbids(rule: Rule, name: str, source: str) -> None:
    assert list(rule(name, source))


@pytest.mark.parametrize("rule", CODE)
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    assert [fault for path in SOURCE for fault in rule(*read(path))] == []


@pytest.mark.parametrize("rule", [rules.too_long, rules.badly_named])
def test_every_python_file_is_small_and_well_named(rule: Rule) -> None:
    assert [fault for path in PYTHON for fault in rule(*read(path))] == []


@pytest.mark.parametrize("ending", [".css", ".js", ".html", ".sh", ".md"])
def test_other_files_are_small_too(ending: str) -> None:
    long = [rules.named(path) for path in rules.tracked(ending) if path.read_text().count("\n") > rules.MOST_LINES]
    assert long == []


def test_no_line_of_a_template_is_wider_than_a_review_shows() -> None:
    assert [fault for path in rules.tracked(".html") for fault in rules.too_wide(*read(path))] == []


def test_git_holds_no_third_party_code_and_no_registry() -> None:
    files = [read(path) for path in rules.tracked() if path.suffix not in {".png", ".svg"}]
    faults = [
        fault for each in files for rule in (rules.third_party, rules.registry_addresses) for fault in rule(*each)
    ]
    assert faults == []


def test_every_locked_package_has_hashes_and_no_address() -> None:
    text = (rules.ROOT / "requirements.lock").read_text()
    pinned = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(pinned) > 80
    assert all("==" in line and line.rstrip().endswith("\\") for line in pinned)
    assert "://" not in text
    modules = json.loads((rules.ROOT / "package-lock.json").read_text())["packages"]
    packages = [facts for name, facts in modules.items() if name]
    assert {"htmx.org", "qr"} <= {name.removeprefix("node_modules/") for name in modules}
    assert all(facts["integrity"] and "resolved" not in facts for facts in packages)
