"""What an import says of each row."""

from bimtek_api.core.fields import Read


class CellFault(Read):
    """A wrong cell: its column as the sheet names it, a stable code, a sentence."""

    column: str
    code: str
    detail: str


class ImportRow(Read):
    """One row of the sheet, by the number spreadsheet programs show."""

    row: int
    number: str
    title: str = ""
    errors: list[CellFault]


class ImportResult(Read):
    """What was read. Everything is created, or nothing: `created` is 0 after a dry run or while a row is wrong."""

    dry_run: bool
    rows: list[ImportRow]
    wrong: int
    created: int
