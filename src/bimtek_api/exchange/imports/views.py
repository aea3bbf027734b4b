"""What an import understood of a row, for whoever sent it to compare with what was meant."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bimtek_api.exchange.imports.schemas import Understood


def understood(
    values: Mapping[str, object], columns: Mapping[str, str], district: str, zone: str
) -> list[Understood]:
    """The amounts, counts, days and telephone numbers of a row that was read, and its district, by their columns."""
    known = [(column, field, values.get(field)) for column, field in columns.items()]
    found = [each for column, field, value in known for each in told(column, field, value)]
    found.append(Understood(column="daerah", sort="district", text=district))
    return [each.model_copy(update={"zone": zone}) if each.sort == "instant" else each for each in found]


def told(column: str, field: str, value: object) -> Iterator[Understood]:
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield Understood(column=column, sort="rupiah" if field.endswith("_rupiah") else "count", number=value)
    elif isinstance(value, datetime):
        yield Understood(column=column, sort="instant", text=value.isoformat())
    elif isinstance(value, date):
        yield Understood(column=column, sort="day", text=value.isoformat())
    elif isinstance(value, str) and field == "phone":
        yield Understood(column=column, sort="phone", text=value)
    elif isinstance(value, list):
        for each in value:
            yield from told(column, field, getattr(each, "date", None))
