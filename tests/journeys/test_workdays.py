"""The calendar of offices, and a decree that has to wait for the end of a freeze."""

import pytest
from playwright.sync_api import Browser, Page

from tests.api.grants.office import today
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser


def fill_day(page: Page, name: str, day: str) -> None:
    for part, number in zip(("year", "month", "day"), day.split("-"), strict=True):
        page.fill(f"#{name}_{part}", number)


def keep_holidays(who: Visitor) -> None:
    page = who.open("/petugas/kalender")
    page.get_by_role("button", name="Catat hari libur").click()
    page.locator(".error-summary").wait_for()
    who.check("calendar-errors")
    fill_day(page, "holiday", f"{today()[:4]}-08-17")
    page.fill("#name", "Hari Kemerdekaan")
    page.get_by_role("button", name="Catat hari libur").click()
    page.get_by_text("Hari Kemerdekaan").first.wait_for()


def freeze(who: Visitor) -> None:
    page = who.page
    for name in ("first_day", "last_day"):
        fill_day(page, name, today())
    page.fill("#reason", "Tutup buku akhir tahun.")
    page.get_by_role("button", name="Tetapkan masa beku").click()
    page.get_by_text("Tutup buku akhir tahun.").wait_for()
    who.check("calendar")
    page.get_by_role("button", name="Akhiri sekarang").click()
    page.get_by_text("Tidak ada masa beku.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_holidays_are_kept_and_money_is_frozen(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as sari:
        walks.log_in(sari, "sari@demo.bimtek.id")
        keep_holidays(sari)
        freeze(sari)
