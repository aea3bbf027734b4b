"""A long form on a weak line: the draft on the device, the lost connection, the form that is too old."""

import pytest
from playwright.sync_api import Browser

from tests.browser import visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
TITLE = "Konfeksi dan menjahit"


def test_a_draft_waits_on_the_device_without_the_identity_number(browser: Browser, live: Live) -> None:
    with visitor(browser, live.web or "", 360) as somebody:
        walks.to_form(somebody, TITLE)
        page, form = somebody.page, somebody.page.url
        page.fill("#name", "Sumarni")
        page.fill("#nik", "9971994409881234")
        page.fill("#birth_date_year", "1988")
        somebody.context.set_offline(True)
        page.get_by_role("button", name="Simpan dan lanjut").click()
        page.get_by_text("Tidak ada sambungan.").wait_for()
        assert page.input_value("#nik") == "9971994409881234"
        somebody.check("offline")
        somebody.context.set_offline(False)
        assert "9971994409881234" not in page.evaluate("JSON.stringify(localStorage)")
        page = somebody.open(form)
        page.get_by_role("button", name="Pakai isian itu").click()
        assert (page.input_value("#name"), page.input_value("#birth_date_year")) == ("Sumarni", "1988")
        somebody.check("draft")
        page = somebody.open(form)
        page.get_by_role("button", name="Hapus dari perangkat ini").click()
        assert page.evaluate("localStorage.length") == 0


def test_a_sent_form_leaves_no_draft(browser: Browser, live: Live) -> None:
    with visitor(browser, live.web or "", 360) as somebody:
        walks.register(somebody, TITLE, "Sumarni", "9971994409881234")
        assert somebody.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_form_that_is_too_old_is_sent_again_by_one_press(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as somebody:
        walks.to_form(somebody, TITLE)
        somebody.page.fill("#name", "Sumarni")
        somebody.context.clear_cookies()
        somebody.page.get_by_role("button", name="Simpan dan lanjut").click()
        somebody.page.get_by_text("Isian Anda aman di halaman ini.").wait_for()
        somebody.check("kept")
        somebody.page.get_by_role("button", name="Kirim lagi").click()
        assert somebody.page.input_value("#name") == "Sumarni"
