"""inputs.md 1: what a reader prints it reads, what is ambiguous it refuses, and nothing at all breaks it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bimtek_api.core.fields import Address, fault_of
from bimtek_api.core.values import days, degrees, instants, numbers, whole
from bimtek_api.core.values.typed import Number, exact
from bimtek_api.exchange.aid_imports.schemas import Licence
from bimtek_api.identities.nik import FamilyCard, Nik
from bimtek_api.identities.phone import AnyPhone, Phone
from bimtek_api.participants.accounts.schemas import AccountNumber
from bimtek_api.participants.people.fields import Nib
from bimtek_api.regions.schemas import RegionCode
from tests.corpus import inputs as corpus

TYPES: dict[str, Any] = {
    "rupiah": whole.Rupiah, "count": whole.Count, "day": days.Day, "birth day": days.BirthDay, "aid day": days.AidDay,
    "time": days.ClockTime, "instant": instants.Instant, "degrees": degrees.Latitude, "NIK": Nik,
    "family card": FamilyCard, "account": AccountNumber, "NIB": Nib, "licence": Licence, "region code": RegionCode,
    "phone": Phone, "any phone": AnyPhone, "e-mail": Address, "receipt": numbers.Receipt,
    "complaint": numbers.Complaint, "case": numbers.Case, "check code": numbers.CheckCode,
}  # fmt: skip
READERS = {name: TypeAdapter(kind) for name, kind in TYPES.items()}
PATTERNED = ("receipt", "complaint", "case", "check code", "region code")
NAMED = ("NIK", "family card", "account", "NIB", "licence", "region code")
NOTATIONS = Path(__file__).parents[3] / "docs/notations.md"


def outcome(name: str, value: object) -> object:
    """What the reader makes of it, or the code of its refusal."""
    try:
        return READERS[name].validate_python(value)
    except ValidationError as error:
        return f"refused: {fault_of(error.errors()[0]).code}"


def is_refused(made: object) -> bool:
    return isinstance(made, str) and made.startswith("refused: ")


@pytest.fixture
def as_json() -> Any:
    token = exact.set(True)
    yield
    exact.reset(token)


@pytest.mark.parametrize("name", READERS)
def test_no_text_and_no_value_breaks_a_reader(name: str) -> None:
    """Cases 6, 49, 50, 52, 56, 61: understood or refused, each with a sentence a person can act on."""
    for value in [*corpus.texts(), *map(Number, ("45.5", "1500000", "16.1", "1e+20")), *corpus.VALUES]:
        made = outcome(name, value)
        assert made != "refused: not_acceptable" or name in PATTERNED, value


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_rupiah_reads_what_pages_print(amount: int) -> None:
    shown = f"{amount:,}".replace(",", ".")
    for text in (str(amount), shown, f"Rp {shown}", f"Rp {shown},-", f"Rp{shown},00", shown.replace(".", " ")):
        assert whole.rupiah(text) == amount
    assert whole.count(shown) == amount


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_reads_what_pages_print(day: date) -> None:
    from_us = [f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}", *map(spelt(day), ("id", "en"))]
    for text in from_us:
        assert days.read_day(text) == day, text


def spelt(day: date) -> Callable[[str], str]:
    from babel.dates import format_date  # noqa: PLC0415

    return lambda language: format_date(day, "EEEE, d MMMM y", locale=language)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_reads_what_programs_print(instant: datetime) -> None:
    assert instants.instant(instant.isoformat()) == instant


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in READERS:
        outcome(name, text)


@pytest.mark.parametrize(
    "text", ["45000000.00", "1500000.0", "1500.50", "1.5", "1_500_000", "1,500,000.00", "1.500,000", "45 juta", "1e6"]
)
def test_an_amount_that_could_be_two_is_refused(text: str) -> None:
    """Case 49: the dots were dropped, and 45000000.00 became four and a half thousand millions."""
    assert outcome("rupiah", text) == outcome("count", text) == "refused: not_a_number"


@pytest.mark.parametrize("value", ["1_000", "1.000", "1000", 1.0, True, "", [1]])
@pytest.mark.usefixtures("as_json")
def test_json_takes_integers_only(value: object) -> None:
    """Case 49: `"1_000"` was a thousand, `"1.000"` seats one."""
    assert is_refused(outcome("count", value))
    assert is_refused(outcome("rupiah", value))
    assert outcome("rupiah", 1000) == 1000


@pytest.mark.parametrize("value", ["17/8/2023", "17 Agustus 2023", "2023-8-17", 0, 1_700_000_000, "1700000000", ""])
@pytest.mark.usefixtures("as_json")
def test_json_takes_iso_days_only(value: object) -> None:
    assert is_refused(outcome("day", value))
    assert outcome("day", "2023-08-17") == date(2023, 8, 17)


@pytest.mark.parametrize("text", ["17/08/23", "23-08-17", "1/2/27", "17 Agustus 23", "17/08", "45155", "04/13/2026"])
def test_a_day_needs_its_whole_year(text: str) -> None:
    """Case 50: a year 23 switched off the rule that looks back 36 months."""
    assert is_refused(outcome("day", text))


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-12:00", "1999-12-31T23:59:59Z"])
def test_an_instant_at_the_ends_of_time_is_refused(text: str) -> None:
    """Case 56: stored once, it broke a page for good."""
    assert outcome("instant", text) == "refused: instant_outside"


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("cell", ["9171012345678901", "16.1", "1201000123456", "3.20101E+15"])
def test_a_sheets_number_is_no_name_of_anybody(name: str, cell: str) -> None:
    """Cases 7 and 51: the last digit was the spreadsheet's, and another person got the aid."""
    assert outcome(name, Number(cell)) == "refused: number_cell"


def test_a_fraction_in_a_cell_is_no_amount() -> None:
    """Case 49: 45.5 became 455, and 45.123 would have been 45,123."""
    assert is_refused(outcome("rupiah", Number("45.5")))
    assert is_refused(outcome("rupiah", Number("45.123")))
    assert outcome("rupiah", Number("1500000")) == 1_500_000


@pytest.mark.parametrize(
    "text",
    [".a@contoh.id", "a..b@contoh.id", "siti,ani@contoh.id", '"siti@contoh.id', "siti(1)@contoh.id", "a.@contoh.id",
     "siti@contoh.id,ani@contoh.id", "siti@-contoh.id", "siti:ani@contoh.id", "siti@contoh.id.", "siti@[127.0.0.1]"],
)  # fmt: skip
def test_what_the_mailer_cannot_send_to_is_refused_at_the_form(text: str) -> None:
    """Case 52."""
    assert outcome("e-mail", text) == "refused: email_unknown"


def rows() -> list[tuple[str, str, str]]:
    """The table of notations: sort, example, what it becomes (or that it is refused)."""
    lines = [line for line in NOTATIONS.read_text().splitlines() if line.startswith("| `") or line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(sort, text.strip("`"), made.strip("`")) for sort, text, made in cells if text.startswith("`")]


@pytest.mark.parametrize(("sort", "text", "made"), rows())
def test_the_table_of_notations_is_true(sort: str, text: str, made: str) -> None:
    found = outcome(sort, text)
    if made == "refused":
        assert is_refused(found)
    else:
        assert (found.isoformat() if isinstance(found, date | datetime) else str(found)[:40]) == made
