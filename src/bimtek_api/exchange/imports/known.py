"""The districts of a sheet, by code or by name as people write them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.errors import Fault
from bimtek_api.core.readers import Line
from bimtek_api.core.values.typed import CELL_IS_NUMBER, Number
from bimtek_api.exchange.imports import labels
from bimtek_api.regions import repository as regions

COLUMN = "daerah"


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    zone: str


Known = Mapping[str, Place | Fault]


async def meant(db: AsyncSession, lines: list[Line], may: Callable[[str], bool]) -> Known:
    """What each text of the column means: a district where the caller may, or why it is none."""
    said = {str(line.cells.get(COLUMN, "")) for line in lines}
    found = await regions.named(db, said)
    return {text: judged([row for row in rows if may(row.code)]) for text, rows in found.items()}


def judged(rows: Sequence[Row]) -> Place | Fault:
    if len(rows) > 1:
        names = ", ".join(f"{row.name} ({row.code})" for row in rows[:4])
        return Fault(COLUMN, "district_unclear", labels.SEVERAL, {"names": names})
    if not rows:
        return Fault(COLUMN, "district_unknown", labels.NOT_YOURS)
    return Place(rows[0].code, rows[0].name, rows[0].zone)


def place_of(line: Line, known: Known) -> Place | Fault:
    """The row's district. A cell that holds a number lost its zeros: 16.10 is 16.1 there."""
    text = line.cells.get(COLUMN, "")
    return Fault(COLUMN, "number_cell", CELL_IS_NUMBER) if isinstance(text, Number) else known[text]
