"""Every record of a decision has a date and a status, and the index lists all of them."""

import re
from pathlib import Path

import pytest

from tests.architecture.rules import named, tracked

RECORDS = sorted(path for path in tracked(".md") if path.parent.name == "decisions" and path.name != "README.md")
HEAD = re.compile(r"# (\d+)\. (.+)\n\nDate: (\d{4}-\d\d-\d\d)\nStatus: (.+)\n\n")
STATUS = re.compile(r"in force|in force, amended by \d+( and \d+)*|superseded by \d+")
NUMBER = re.compile(r"\d+")


def head(path: Path) -> tuple[str, str, str, str]:
    """Number, title, date and status, as the record itself says them."""
    found = HEAD.match(path.read_text())
    assert found, f"{named(path)} begins: '# <number>. <title>', then 'Date: YYYY-MM-DD' and 'Status: in force' lines"
    return found[1], found[2], found[3], found[4]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_says_its_number_title_date_and_status(path: Path) -> None:
    number, _, _, status = head(path)
    assert number == str(int(path.name[:4])), "the title's number is the file's"
    assert STATUS.fullmatch(status), "'in force', 'in force, amended by N' or 'superseded by N'"


def test_no_number_is_used_twice_and_a_status_names_a_record() -> None:
    heads = [head(path) for path in RECORDS]
    numbers = [number for number, *_ in heads]
    assert len(numbers) == len(set(numbers))
    assert [each for *_, status in heads for each in NUMBER.findall(status) if each not in numbers] == []


def test_the_index_says_of_every_record_what_the_record_says() -> None:
    index = (RECORDS[0].parent / "README.md").read_text()
    wanted = [
        f"| [{number}]({path.name}) | {title} | {date} | {status} |"
        for path, (number, title, date, status) in ((path, head(path)) for path in RECORDS)
    ]
    missing = [line for line in wanted if line not in index]
    assert missing == [], "docs/decisions/README.md needs these lines:\n" + "\n".join(missing)
