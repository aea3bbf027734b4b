"""Everything a participant and an officer do for one seat, without a mouse."""

import time

import pyotp
import pytest
from playwright.sync_api import Browser

from bimtek_api.demo.officers import OFFICERS, PASSWORD
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.keys import Keys
from tests.servers import Live

pytestmark = pytest.mark.browser
TITLE = "Konfeksi dan menjahit"
EMAIL = "ratna@demo.bimtek.id"


def register(who: Visitor) -> str:
    """From the catalogue to the receipt, with one mistake that the summary leads to."""
    page, keys = who.open("/?district=16.71"), Keys(who.page)
    keys.press("link", "Langsung ke isi")
    keys.press("link", TITLE)
    keys.press("link", "Daftar sekarang")
    keys.write("#name", "Nur'aini")
    keys.write("#nik", "123")
    for part, value in walks.BOXES.items():
        keys.write(f"#birth_date_{part}", value)
    keys.tick("input[value=female]")
    keys.press("button", "Simpan dan lanjut")
    page.locator(".error-summary").wait_for()
    keys.to(page.locator(".error-summary a"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "nik", "the summary leads to the field"
    page.keyboard.press("Control+A")
    page.keyboard.type("9971994409885678")
    keys.press("button", "Simpan dan lanjut")
    keys.write("#phone", "0812 0000 4418")
    keys.choose("#subdistrict_code")
    page.locator("#village_code option").nth(1).wait_for(state="attached")
    keys.choose("#village_code")
    keys.press("button", "Simpan dan lanjut")
    keys.tick("input[value=garment]")
    keys.press("button", "Simpan dan lanjut")
    keys.press("button", "Kirim pendaftaran")
    page.wait_for_url("**/pendaftaran/BT-*/**")
    return page.inner_text(".big-code")


def log_in(who: Visitor) -> None:
    seed = next(each.totp_secret for each in OFFICERS if each.email == EMAIL)
    page, keys = who.open("/petugas"), Keys(who.page)
    keys.write("#email", EMAIL)
    keys.write("#password", PASSWORD)
    time.sleep(max(0, 3 - (30 - time.time() % 30)))  # a code about to end would be wrong when it arrives
    keys.write("#code", pyotp.TOTP(seed).now())
    page.keyboard.press("Enter")
    page.wait_for_url("**/petugas**")


def accept_and_mark(who: Visitor, number: str) -> None:
    """Finds the registration, accepts it, and marks her present on the first day."""
    page, keys = who.page, Keys(who.page)
    keys.press("link", "Pendaftaran")
    page.wait_for_url("**/petugas/pendaftaran")
    keys.write("#q", number)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=BT-*")
    keys.press("link", "Nur'aini")
    keys.press("button", "Terima")
    page.get_by_text("sudah diputuskan").wait_for()
    session = page.locator("dl a", has_text=TITLE).first
    keys.to(session)
    page.keyboard.press("Enter")
    keys.press("link", "Catat kehadiran")
    page.get_by_role("row").filter(has_text="Nur'aini").wait_for()
    row = page.locator("tr", has_text="Nur'aini")
    keys.to(row.locator("select").first)
    page.keyboard.press("ArrowDown")
    assert row.locator("select").first.input_value() == "present"
    keys.press("button", "Simpan kehadiran")
    page.get_by_text("Kehadiran tersimpan").wait_for()


def look_up(who: Visitor, number: str) -> None:
    page, keys = who.open("/cek-status"), Keys(who.page)
    keys.write("#number", number)
    for part, value in walks.BOXES.items():
        keys.write(f"#birth_date_{part}", value)
    keys.press("button", "Lihat status")
    page.locator(".standing .status").wait_for()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_alone_is_enough(browser: Browser, live: Live, width: int) -> None:
    with visitor(browser, live.web or "", width) as nur:
        number = register(nur)
        with visitor(browser, live.web or "", width) as ratna:
            log_in(ratna)
            accept_and_mark(ratna, number)
        look_up(nur, number)
