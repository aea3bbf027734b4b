"""integrity.md 8: `version=²` in a form was a digit to Python and a fault to int()."""

import ast

import pytest

from bimtek_web.ui.forms import number_of, seen_version
from tests.architecture.rules import ROOT


@pytest.mark.parametrize("text", ["²", "٣", "１", "", "-1", "1.0", "9" * 5000, "0x1"])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert number_of(text) == 0
    assert seen_version({"version": text}) == 0


def test_a_number_comes_back() -> None:
    assert number_of("12") == 12


def reads_typed(node: ast.AST) -> bool:
    """`int()` of a form's value, or of a name that holds one. `step` is one of four."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "int"):
        return False
    name = getattr(node.args[0], "id", "step")
    return "values" in ast.dump(node) or name != "step"


def test_no_page_reads_a_typed_number_by_itself() -> None:
    """`int()` of what a form holds stands once. Four thousand nines as `form_version` were a 500."""
    found = []
    for path in sorted((ROOT / "src/bimtek_web").rglob("*.py")):
        if path.name != "forms.py":
            nodes = ast.walk(ast.parse(path.read_text()))
            found += [f"{path.name}:{node.lineno}" for node in nodes if reads_typed(node)]
    assert found == []
