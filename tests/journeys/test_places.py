"""integrity.md 3: a hall registers through a window; a repeat is told its number; nobody is promised a seat."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import seats, walks
from tests.servers import Live

pytestmark = pytest.mark.browser
TITLE, PLACE = "Konfeksi dan menjahit", "Balai Desa Plaju Ulu"


def to_places(who: Visitor) -> str:
    """The page of windows, by its links; returns its address."""
    page = who.open("/petugas/sesi")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.get_by_role("link", name="Mendaftar bersama di satu tempat").click()
    return page.url


def open_window(who: Visitor) -> None:
    """Closed before it opens, and without a name: both are said, and what was typed stays."""
    page = who.page
    who.check("places-empty")
    page.fill("#from", "00:00")
    page.fill("#to", "00:00")
    page.fill("#most", "40")
    page.get_by_role("button", name="Buka jendela").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#most") == "40"
    who.check("places-errors")
    page.fill("#place", PLACE)
    page.fill("#to", "23:59")
    page.get_by_role("button", name="Buka jendela").click()
    page.get_by_text("Jendela dibuka untuk tempat itu.").wait_for()
    assert "0 dari 40 dipakai" in page.locator("main").inner_text()
    who.check("places-open")


def close_window(who: Visitor, address: str) -> None:
    page = who.open(address)
    page.get_by_role("button", name="Tutup sekarang").click()
    page.get_by_text("Jendela ditutup.").wait_for()
    assert "Sudah ditutup" in page.locator("main").inner_text()
    who.check("places-closed")
    history = who.open(address.removesuffix("/tempat")).locator("main").inner_text()
    assert "Jendela pendaftaran dibuka untuk satu tempat" in history


def send_again(who: Visitor) -> None:
    """The same person once more: the first registration stands, and the number she is told leads on."""
    walks.to_form(who, TITLE)
    seats.fill_person(who, "Sumarni", "9971994409881234")
    page = who.page
    page.get_by_role("button", name="Kirim pendaftaran").click()
    page.get_by_role("heading", name="Anda sudah terdaftar").wait_for()
    number = page.inner_text(".big-code")
    assert page.url.endswith(f"/pendaftaran/{number}"), "no secret in the address"
    assert page.get_by_role("button", name="Batalkan pendaftaran").count() == 0
    who.check("registered")
    page.locator(".panel").get_by_role("link", name="Cek status").click()
    assert page.input_value("#number") == number
    walks.fill_date(who)
    page.get_by_role("button", name="Lihat status").click()
    assert page.locator(".standing .status").inner_text() == "Sedang diperiksa"


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_people_of_one_hall_register_and_who_repeats_is_told_so(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with (
        visitor(browser, base, width, scripts=scripts) as ratna,
        visitor(browser, base, width, scripts=scripts) as sumarni,
    ):
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        address = to_places(ratna)
        open_window(ratna)
        walks.register(sumarni, TITLE, "Sumarni", "9971994409881234")
        told = sumarni.page.locator(".standing").inner_text()
        assert "Pendaftaran Anda sedang diperiksa" in told
        assert "disimpan" not in told, "whoever an officer looks at first has no seat yet"
        send_again(sumarni)
        close_window(ratna, address)
