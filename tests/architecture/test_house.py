"""What was measured once stays as good: `python -m tools.house` prints the same figures beside their wishes."""

from pathlib import Path

import pytest
from tools import house


@pytest.mark.parametrize(
    "figure", [each for each in house.FIGURES if each.most is not None], ids=lambda each: each.name
)
def test_no_figure_gets_worse(figure: house.Figure) -> None:
    """house.md 1: what can be held is held."""
    found = figure.measure()
    assert found is not None
    assert figure.most is not None
    assert found <= figure.most, f"{figure.name}: {found:.1f}"


def test_an_any_is_counted_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("from typing import Any\n\n\ndef look(row: Any) -> dict[str, Any]: ...\n")
    assert house.anys(tmp_path) == 1000 * 3 / 2


def test_columns_of_every_table_are_typed() -> None:
    """A column declared by the value it holds is taken for one by the checker, in every query."""
    assert house.untyped_columns() == []
