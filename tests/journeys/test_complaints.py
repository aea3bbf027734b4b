"""Somebody is asked for money, tells it without a name, and reads the answer; her own office never sees it."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser


def tell(somebody: Visitor) -> str:
    """Fills in the form after a first empty try; returns the ticket's number."""
    page = somebody.open("/pengaduan")
    somebody.check("complaint")
    page.get_by_role("button", name="Kirim pengaduan").click()
    page.locator(".error-summary").wait_for()
    somebody.check("complaint-errors")
    page.check("input[value=asked_for_money]")
    page.select_option("#district_code", label="Kota Palembang")
    page.fill("#text", "Seseorang meminta dua ratus ribu rupiah di depan aula.")
    page.get_by_role("button", name="Kirim pengaduan").click()
    page.wait_for_url("**/pengaduan/AD-*/**")
    somebody.check("ticket")
    return page.inner_text(".big-code")


def take_down(ratna: Visitor) -> None:
    """Somebody came to the counter: written down, with a slip to take home."""
    page = ratna.open("/petugas/pengaduan/baru")
    page.get_by_role("button", name="Simpan pengaduan").click()
    page.locator(".error-summary").wait_for()
    ratna.check("complaint-taken-errors")
    page.check("input[value=walk_in]")
    page.check("input[value=equipment_problem]")
    page.select_option("#district_code", label="Kota Palembang")
    page.fill("#text", "Mesin obras kelompok kami rusak sejak bulan lalu.")
    page.get_by_role("button", name="Simpan pengaduan").click()
    page.get_by_text("Serahkan kepada pelapor").wait_for()
    ratna.check("complaint-slip")
    address = page.inner_text(".code.typed")
    assert "Mesin obras" in ratna.open(address).inner_text("main")


def resolve(wati: Visitor, number: str) -> None:
    page = wati.open("/petugas/pengaduan")
    wati.check("cases")
    page.get_by_role("link", name=number).click()
    page.get_by_role("button", name="Tangani").click()
    page.get_by_text("Tersimpan.").wait_for()
    wati.check("case-complaint")
    page.fill("#answer", "Petugas itu sudah diperiksa inspektorat.")
    page.check("input[value=upheld]")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Tersimpan.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_complaint_is_told_answered_and_objected_to(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as somebody:
        number = tell(somebody)
        address = somebody.page.url
        with visitor(browser, base, width, scripts=scripts) as ratna:
            walks.log_in(ratna, "ratna@demo.bimtek.id")
            assert number not in ratna.open("/petugas/pengaduan").content()
            take_down(ratna)
        with visitor(browser, base, width, scripts=scripts) as wati:
            walks.log_in(wati, "wati@demo.bimtek.id")
            resolve(wati, number)
        page = somebody.open(address)
        somebody.check("ticket-answered")
        assert "diperiksa inspektorat" in page.locator(".notice").inner_text()
        page.get_by_role("button", name="Saya keberatan").click()
        somebody.check("objection")
        assert page.locator("h1").inner_text() == "Keberatan atas jawaban"
