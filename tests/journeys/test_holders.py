"""integrity.md 5: an account in another name waits in an inbox, is agreed to on paper, and only then checked."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.test_corrections import PAPER
from tests.servers import Live

pytestmark = pytest.mark.browser
GROUP, NUMBER = "KUB Jahit Srikandi Plaju (contoh)", "77700012345"


def record(who: Visitor) -> None:
    page = who.open("/petugas/kelompok")
    page.get_by_role("link", name=GROUP).click()
    page.select_option("#kind", value="bank_account")
    page.set_input_files("#file", [PAPER])
    page.get_by_role("button", name="Simpan berkas").click()
    page.get_by_text("Berkas tersimpan.").first.wait_for()
    page.get_by_text("Catat rekening").click()
    for field, value in {"bank": "Bank Contoh", "account_number": NUMBER, "holder": "Orang Lain"}.items():
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Simpan rekening").click()
    page.get_by_text("bukan atas nama kelompok").wait_for()
    who.check("holder-differs")


def clear(who: Visitor) -> None:
    """From the inbox. Without a letter nothing is agreed to, and the reason stays."""
    page = who.open("/petugas")
    page.locator("#holders_to_clear a").last.click()
    assert page.get_by_role("button", name="Nyatakan sesuai").count() == 0, "it could not be checked yet"
    page.fill("#clearance_reason", "Rekening bersama, bank tidak memberi nama kelompok.")
    page.get_by_role("button", name="Setujui rekening ini").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#clearance_reason").startswith("Rekening bersama")
    who.check("holder-errors")
    page.set_input_files("#clearance_file", [PAPER])
    page.get_by_role("button", name="Setujui rekening ini").click()
    page.get_by_text("Buka surat").wait_for()
    who.check("holder-cleared")
    assert who.open("/petugas").locator("#holders_to_clear").count() == 0


def verify(who: Visitor) -> None:
    page = who.open("/petugas")
    page.locator("#accounts_to_verify a").last.click()
    page.fill("#number_again", NUMBER)
    page.get_by_role("button", name="Nyatakan sesuai").click()
    page.get_by_text("Rekening diperiksa.").wait_for()
    who.check("holder-verified")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_an_account_in_another_name_takes_three_people(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with (
        visitor(browser, base, width, scripts=scripts) as ratna,
        visitor(browser, base, width, scripts=scripts) as tuti,
        visitor(browser, base, width, scripts=scripts) as yanto,
    ):
        for who, name in ((ratna, "ratna"), (tuti, "tuti"), (yanto, "yanto")):
            walks.log_in(who, f"{name}@demo.bimtek.id")
        record(ratna)
        clear(tuti)
        verify(yanto)
