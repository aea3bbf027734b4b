"""Dates and numbers as people here write them."""

import pytest
from tools import catalogues

from bimtek_web.ui import formats, forms, i18n, urls
from tests.architecture.rules import ROOT


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-12-07", "2026-12-10", "7–10 Des 2026"),
        ("2026-12-07", "2026-12-07", "7 Des 2026"),
        ("2026-11-30", "2026-12-02", "30 Nov – 2 Des 2026"),
        ("2026-12-30", "2027-01-02", "30 Des 2026 – 2 Jan 2027"),
    ],
)
def test_a_span_of_days_says_everything_once(first: str, last: str, shown: str) -> None:
    assert formats.days(first, last) == shown


@pytest.mark.parametrize(
    ("instant", "zone", "shown"),
    [
        ("2026-12-01T17:00:00Z", "WIB", "1 Des 2026, 24.00 WIB"),
        ("2026-12-01T16:00:00Z", "WITA", "1 Des 2026, 24.00 WITA"),
        ("2026-12-01T15:00:00Z", "WIT", "1 Des 2026, 24.00 WIT"),
        ("2026-12-01T01:20:00Z", "WIT", "1 Des 2026, 10.20 WIT"),
        ("2026-12-31T17:00:00Z", "WIB", "31 Des 2026, 24.00 WIB"),
    ],
)
def test_a_deadline_at_midnight_belongs_to_the_day_before(instant: str, zone: str, shown: str) -> None:
    assert formats.deadline(instant, zone) == shown


def test_english_has_its_own_way() -> None:
    marker = i18n.language.set("en")
    assert formats.moment("2026-12-01T01:20:00Z", "WIB") == "1 Dec 2026, 08:20 WIB"
    assert formats.number(1146) == "1,146"
    i18n.language.reset(marker)
    assert formats.number(1146) == "1.146"


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (("4", "9", "1988"), "1988-09-04"),
        (("", "", ""), None),
        (("31", "2", "1990"), "1990-02-31"),
        (("4", "", "1988"), "0000-00-00"),
        (("٤", "9", "1988"), "0000-00-00"),
    ],
)
def test_three_boxes_make_a_date_or_something_no_calendar_has(parts: tuple[str, str, str], iso: str | None) -> None:
    values = dict(zip(("d_day", "d_month", "d_year"), parts, strict=True))
    assert forms.date_of(values, "d") == iso


@pytest.mark.parametrize("address", ["//x.test", "/\\x.test", "https://x.test", "x", "/a\nb", "/\t/x.test"])
def test_only_our_own_pages_are_returned_to(address: str) -> None:
    assert urls.local(address) == "/"


@pytest.mark.parametrize("app", ["bimtek_api", "bimtek_web"])
def test_every_text_has_an_english_sentence(app: str) -> None:
    assert len(list(catalogues.texts(app))) > 100
    assert catalogues.untranslated(app) == []
    assert catalogues.gone(app) == []


@pytest.mark.parametrize("name", ["public.css", "desk.css", "htmx.min.js", "pages.js"])
def test_static_files_are_hashed(name: str) -> None:
    path = urls.static(name)
    assert path != f"/static/{name}"
    assert (ROOT / "src/bimtek_web" / path.lstrip("/")).exists()
