"""The type checker is on everywhere, and it sees what it is there for."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.rules import ROOT

HEAD = """
from bimtek_api.core.actor import SYSTEM
from bimtek_api.grants.cases.applications.guards import CaseFacts
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.applications.workflow import WORKFLOW
from bimtek_api.sessions.planning.schedule.workflow import SessionFacts
from sqlalchemy import select

"""
WRONG = {
    "def guard(_: Application, facts: CaseFacts) -> bool:\n    return facts.on_hold\n": "no attribute `on_hold`",
    "facts = SessionFacts(3, undecide=0)\n": "undecide",
    'def act(case: Application) -> None:\n    WORKFLOW.move(case, "verify", SYSTEM, {"known": True})\n': "CaseFacts",
    'def act(case: Application) -> None:\n    WORKFLOW.move(case, "verify", SYSTEM, SessionFacts(3))\n': "CaseFacts",
    "query = select(Application.nubmer)\n": "no attribute `nubmer`",
    "def write(case: Application) -> None:\n    case.number = 7\n": "Expected `SQLCoreOperations[str] | str`",
}
RIGHT = """
def guard(_: Application, facts: CaseFacts) -> bool:
    return facts.hold is None

def act(case: Application, facts: CaseFacts) -> None:
    WORKFLOW.move(case, "verify", SYSTEM, facts)
    case.number = "7"

query = select(Application.id).where(Application.number.startswith("A"))
"""


def told(folder: Path, text: str) -> str:
    """What `make check` would say of a module with this text."""
    (folder / "planted.py").write_text(HEAD + text)
    command = [Path(sys.executable).with_name("ty"), "check", "--project", ROOT, "--output-format", "concise"]
    done = subprocess.run([*command, folder], check=False, capture_output=True, text=True, cwd=ROOT)
    return done.stdout


@pytest.mark.parametrize("text", WRONG)
def test_a_mistyped_fact_or_column_fails_in_the_checker(tmp_path: Path, text: str) -> None:
    """house.md 3.3 and 3.4: on the desk, not on the day it matters."""
    said = told(tmp_path, text)
    assert WRONG[text] in said, said
    assert said.count("error[") == 1, said


def test_what_is_right_passes_the_checker(tmp_path: Path) -> None:
    assert "All checks passed" in told(tmp_path, RIGHT)


def test_the_checker_looks_away_nowhere() -> None:
    """No rule is switched off for a file or a folder."""
    settings = (ROOT / "pyproject.toml").read_text()
    assert "[[tool.ty.overrides]]" not in settings
    assert "[tool.ty.rules]" not in settings
