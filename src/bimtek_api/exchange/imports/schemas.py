"""What an import says of each row."""

from typing import Literal

from pydantic import Field

from bimtek_api.core.fields import Read


class CellFault(Read):
    """A wrong cell: its column as the sheet names it, a stable code, a sentence."""

    column: str
    code: str
    detail: str


class Understood(Read):
    """What a cell was read as: rupiah and counts as `number`, the rest as `text`: days ISO, instants with `zone`."""

    column: str
    sort: Literal["rupiah", "count", "day", "instant", "phone", "district"]
    number: int | None = None
    text: str = ""
    zone: Literal["WIB", "WITA", "WIT"] | None = None


class ImportRow(Read):
    """One row of the sheet, by the number spreadsheet programs show. `understood` is empty while it is wrong."""

    row: int
    number: str
    title: str = ""
    errors: list[CellFault]
    understood: list[Understood] = Field(default_factory=list)


class ImportResult(Read):
    """What was read. Everything is created, or nothing: `created` is 0 after a dry run or while a row is wrong.
    `sheet`: which one of a workbook."""

    dry_run: bool
    sheet: str | None = None
    rows: list[ImportRow]
    wrong: int
    created: int
