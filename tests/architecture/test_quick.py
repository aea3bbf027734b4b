"""house.md 5: the inner loop is a real choice: something of every room of the API, and nothing that is not there."""

import re

from tests.architecture.rules import ROOT

CHOSEN = (ROOT / "tests/quick.txt").read_text().split()


def test_the_quick_run_asks_every_room_something() -> None:
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "tests/api").rglob("test_*.py")}
    assert rooms - {each.rpartition("/")[0] for each in CHOSEN} == set()


def test_what_the_quick_run_asks_is_there() -> None:
    for each in CHOSEN:
        file, _, name = each.partition("::")
        assert not name or re.search(rf"def {name}\(", (ROOT / file).read_text()), each
