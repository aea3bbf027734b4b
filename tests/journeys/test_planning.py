"""An officer plans a session like another one, announces it, postpones it and gives it new days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
TITLE = "Konfeksi dan menjahit"


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def fill_days(who: Visitor, first: date) -> None:
    """Two meeting-days; registration from today until the eve of the first."""
    for index in range(2):
        who.page.fill(f"#day_{index}", str(first + timedelta(days=index)))
    who.page.fill("#opens_on", str(today()))
    who.page.fill("#closes_on", str(first - timedelta(days=1)))


def repeat(who: Visitor) -> None:
    """What this session repeats is kept as a template, and the next one made of it."""
    page = who.page
    page.get_by_role("link", name="Simpan sebagai templat").click()
    who.check("template-keep")
    page.fill("#name", "Konfeksi dua hari")
    page.get_by_role("button", name="Simpan templat").click()
    page.get_by_text("Templat tersimpan.").wait_for()
    who.check("templates")
    page.get_by_role("link", name="Konfeksi dua hari").click()
    page.fill("#number", "1671/2027/001")
    page.get_by_role("button", name="Buat rancangan sesi").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#number") == "1671/2027/001"
    who.check("template-errors")
    page.select_option("#district_code", "16.71")
    page.fill("#starts_on", "2027-03-01")
    page.get_by_role("button", name="Buat rancangan sesi").click()
    page.get_by_text("Rancangan tersimpan").wait_for()
    page.get_by_text("Selasa, 2 Mar 2027").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_session_is_planned_announced_postponed_and_comes_back(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        page = ratna.open("/petugas/sesi")
        page.get_by_role("link", name=TITLE, exact=True).click()
        page.get_by_role("link", name="Buat sesi serupa").click()
        assert page.input_value("#title") == TITLE
        ratna.check("plan")
        page.fill("#title", "Konfeksi gelombang dua")
        page.get_by_role("button", name="Simpan rencana").click()
        page.locator(".error-summary").wait_for()
        assert page.input_value("#title") == "Konfeksi gelombang dua"
        ratna.check("plan-errors")
        page.fill("#number", "1671/2026/099")
        fill_days(ratna, today() + timedelta(days=20))
        page.get_by_role("button", name="Simpan rencana").click()
        page.get_by_text("Rancangan tersimpan").wait_for()
        page.get_by_role("button", name="Umumkan", exact=True).click()
        page.get_by_text("Tersimpan.").wait_for()
        page.fill("#reason", "Aula dipakai pemilihan kepala desa.")
        page.get_by_role("button", name="Tunda sesi").click()
        page.get_by_text("Tersimpan.").wait_for()
        page.get_by_role("link", name="Ubah rencana").click()
        ratna.check("replan")
        fill_days(ratna, today() + timedelta(days=40))
        page.get_by_role("button", name="Simpan rencana").click()
        page.get_by_text("Rencana tersimpan").wait_for()
        page.get_by_role("button", name="Umumkan tanggal baru").click()
        page.get_by_text("Tersimpan.").wait_for()
        ratna.check("replanned")
        repeat(ratna)
