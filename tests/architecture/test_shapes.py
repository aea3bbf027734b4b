"""house.md 3.1: a mistyped key in a page handler is a red line, and the pages do without `Any`."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tools import shapes

from tests.architecture.rules import ROOT, named, tracked

PAGES = [path for path in tracked(".py") if named(path).startswith("src/bimtek_web/pages/")]
PAGE = """
from fastapi import Request
from bimtek_web.api import shapes
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.pages.officer.training.trainers import Trainer


async def handler(request: Request, api: OfficerApi, filled: Trainer) -> None:
    trainer = await api.trainer("1")
    body: shapes.TrainerWrite = {{"name": filled.name, "institution": "Balai"}}
    {planted}
"""
RIGHT = 'trainer["name"]; body["nip"] = filled.nip; await api.trainers(q="a"); await api.change_trainer("1", 1, body)'


def faults(planted: str, folder: Path) -> str:
    """What the checker says of a page with this line in it."""
    page = folder / "page.py"
    page.write_text(PAGE.format(planted=planted))
    command = [
        str(Path(sys.executable).parent / "ty"),
        "check",
        "--output-format",
        "concise",
        "--project",
        str(ROOT),
        str(page),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ('trainer["nmae"]', 'Unknown key "nmae"'),
        ('trainer["district"]["cod"]', 'Unknown key "cod"'),
        ('body["institusi"] = "x"', 'Unknown key "institusi"'),
        ("filled.nmae", "nmae"),
        ('officer_of(request)["permisions"]', 'Unknown key "permisions"'),
        ('await api.trainers(query="a")', "query"),
        ('await api.change_trainer("1", 1, {"name": "Aisyah"})', "institution"),
        ("shapes.TrainerRaed", "TrainerRaed"),
    ],
)
def test_a_mistyped_key_in_a_page_is_a_red_line(planted: str, said: str, tmp_path: Path) -> None:
    found = faults(planted, tmp_path)
    assert "error[" in found
    assert said in found


def test_the_same_page_without_the_mistake_is_right(tmp_path: Path) -> None:
    assert "error[" not in faults(RIGHT, tmp_path)


def test_pages_say_any_at_most_five_times_in_a_thousand_lines() -> None:
    """Wish of house.md 1; there were thirty."""
    lines = [line for path in PAGES for line in path.read_text().splitlines() if line.strip()]
    assert len(lines) > 5000
    said = [line for line in lines if re.search(r"\bAny\b", line)]
    assert len(said) * 1000 <= 5 * len(lines), said


def test_no_override_of_the_checker_concerns_the_web() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    overrides = settings["tool"]["ty"].get("overrides", [])
    assert [each for override in overrides for each in override["include"] if "bimtek_web" in each] == []


def test_shapes_cost_nothing_at_run_time(tmp_path: Path) -> None:
    """An installed package without the stub runs as one with it: shapes are dictionaries there."""
    shutil.copy(ROOT / "src/bimtek_web/api/shapes.py", tmp_path / "shapes.py")
    program = "import shapes; assert shapes.Me is dict; assert shapes.Me(name='Sari') == {'name': 'Sari'}"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)


def test_the_stub_is_of_the_contract_that_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made anew it is the same, whatever the order of sets; every schema of the contract is in it."""
    monkeypatch.setattr(shapes, "STUB", tmp_path / "shapes.pyi")
    shapes.main()
    made = (tmp_path / "shapes.pyi").read_text()
    assert made == (ROOT / "src/bimtek_web/api/shapes.pyi").read_text(), "make ready"
    classes = {each.name for each in ast.parse(made).body if isinstance(each, ast.ClassDef)}
    contract = json.loads(shapes.renamed(shapes.CONTRACT.read_text()))["components"]["schemas"]
    assert {
        name for name, each in contract.items() if each.get("type") == "object" and "properties" in each
    } <= classes
