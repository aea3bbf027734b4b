"""docs/personal-data.md: the register of personal data as a page, read off the columns.

Usage: python -m tools.personal_data
"""

from itertools import groupby
from pathlib import Path

from bimtek_api.core.personal import Erasure
from bimtek_api.privacy import register
from bimtek_api.tables import METADATA

FILE = Path(__file__).parents[1] / "docs/personal-data.md"
HEAD = """# The register of personal data

Made by `make personal-data` from what each column says beside itself (`src/bimtek_api/core/personal.py`); a test is
red when it is out of date. Every table with a person in it is here: its keys lead to one, or a column tells of one.
*Erasure* is what two officers leave of a participant's row: `keep` (and why), `clear` (nothing), `mark`
("(dihapus)"), `year` (the first of January), `district` (no nearer), `own id` (leads nowhere), `delete row`.
*Retention* is the nightly rule that ends it. *Copy*: stands in the copy a person gets of her own data. *Export*:
stands in files officers take out; `masked` is the last four digits. Columns of these tables that are not here say
`Plain`: numbers, states and times of the office's work, which tell nothing of anybody.

| Table | Column | Kind | Erasure | Retention | Copy | Export | Masking |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def cells(line: register.Line) -> tuple[str, ...]:
    """All but the table and the column."""
    use = line.use
    erasure = f"{use.erasure}: {use.why}" if use.erasure is Erasure.KEEP and use.why else str(use.erasure)
    return (use.kind, erasure, line.retention or "–", "yes" if use.copy else "no", use.export, use.masking)


def page() -> str:
    """The whole page. Tables by name; columns of which the same is said, and tables with the same, in one line."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for table, lines in groupby(register.lines(), lambda line: line.table):
        alike: dict[tuple[str, ...], list[str]] = {}
        for line in lines:
            alike.setdefault(cells(line), []).append(line.column)
        told = {each: names for each, names in alike.items() if each[:2] != ("none", "keep") or each[3] == "yes"}
        for each, names in told.items():
            rows.setdefault((", ".join(names), *each), []).append(table)
    return HEAD + "".join(f"| {', '.join(tables)} | {' | '.join(row)} |\n" for row, tables in rows.items())


def main() -> None:
    FILE.write_text(page())


if __name__ == "__main__":
    assert METADATA.tables
    main()
