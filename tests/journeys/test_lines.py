"""Weak lines, two tabs and log-ins that end: what was meant last wins, and nothing is said that is not so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
RATNA = "ratna@demo.bimtek.id"
PALEMBANG, BANYUASIN = "Kota Palembang", "Kabupaten Banyuasin"


def delayed(page: Page, waits: list[int]) -> Callable[[Route], None]:
    """Answers to the catalogue's parts come after these milliseconds, in the order in which they were asked for."""

    def handle(route: Route) -> None:
        if "hx-request" in route.request.headers and waits:
            page.wait_for_timeout(waits.pop(0))
        route.continue_()

    return handle


def test_the_last_choice_wins_however_late_an_earlier_answer_comes(browser: Browser, shared: Live) -> None:
    with visitor(browser, shared.web or "", 360) as somebody:
        page = somebody.open("/")
        waits = [1500, 1500, 50]
        page.route("**/?*", delayed(page, waits))
        for label in (BANYUASIN, "Semua daerah", PALEMBANG):
            page.select_option("#district", label=label)
        page.locator("#judul-hasil", has_text=PALEMBANG).wait_for()
        page.wait_for_timeout(2000)
        assert PALEMBANG in page.inner_text("#judul-hasil")
        assert "district=16.71" in page.url
        assert page.locator("#district option:checked").inner_text() == PALEMBANG


def test_a_part_that_cannot_be_fetched_is_said(browser: Browser, shared: Live) -> None:
    with visitor(browser, shared.web or "", 360) as somebody:
        page = somebody.open("/")
        before = page.inner_text("#hasil")
        somebody.context.set_offline(True)
        page.select_option("#district", label=PALEMBANG)
        page.locator("#line-trouble").wait_for()
        somebody.problems.clear()  # what the library says of the line on the console
        somebody.check("line-trouble")
        assert page.inner_text("#hasil") == before, "what was there stays"
        somebody.context.set_offline(False)
        page.select_option("#district", label=BANYUASIN)
        page.locator("#judul-hasil", has_text=BANYUASIN).wait_for()
        assert not page.locator("#line-trouble").is_visible()


@pytest.mark.parametrize("status", [404, 422, 429, 500, 503])
def test_a_refusal_of_a_part_is_seen(browser: Browser, shared: Live, status: int) -> None:
    """Whatever stands between us and the browser: an answer without a page of ours is an error, not silence."""
    with visitor(browser, shared.web or "", 360) as somebody:
        page = somebody.open("/")
        page.route(
            "**/?*", lambda route: route.fulfill(status=status, body="", headers={"content-type": "text/html"})
        )
        page.select_option("#district", label=PALEMBANG)
        page.locator("#line-trouble").wait_for()
        assert page.locator("#hasil li.session").count(), "what was there stays"


def first_case(who: Visitor) -> str:
    """The page of a registration that waits for a decision."""
    page = who.open("/petugas/pendaftaran?status=pending_review")
    page.locator("tbody th a").first.click()
    return page.url


def end_log_in(who: Visitor) -> None:
    """In another tab of the same browser."""
    other = who.context.new_page()
    other.goto(f"{who.base}/petugas")
    other.get_by_role("button", name="Keluar").click()
    other.get_by_text("Anda sudah keluar.").wait_for()
    other.close()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_an_ended_log_in_keeps_the_form_and_takes_no_decision_twice(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.KEPT.clear()
        walks.log_in(ratna, RATNA)
        address, page = first_case(ratna), ratna.page
        page.fill("#reason", "Usahanya belum berjalan.")
        end_log_in(ratna)
        page.get_by_role("button", name="Tolak").click()
        page.get_by_text("Isian Anda aman di halaman ini.").wait_for()
        ratna.check("log-in-ended")
        walks.KEPT.clear()
        ratna.page = ratna.context.new_page()
        walks.log_in(ratna, RATNA)
        for _ in range(3):  # the token of the form, then the log-in, were of before
            if not page.get_by_role("button", name="Kirim lagi").count():
                break
            page.get_by_role("button", name="Kirim lagi").click()
            page.wait_for_load_state()
        page.get_by_text("sudah diputuskan").wait_for()
        page.goto(address)
        assert page.get_by_text("Pendaftaran ditolak").count() == 1
        assert page.get_by_text("Usahanya belum berjalan.").count() == 1
        walks.KEPT.clear()


def test_a_polling_part_leads_to_the_whole_log_in_page(browser: Browser, live: Live) -> None:
    with visitor(browser, live.web or "", 1280) as ratna:
        walks.KEPT.clear()
        walks.log_in(ratna, RATNA)
        page = ratna.open("/petugas/pendaftaran")
        end_log_in(ratna)
        page.evaluate("htmx.ajax('GET', '/petugas/pendaftaran', '#isi')")
        page.wait_for_url("**/masuk**")
        assert page.locator("#email").count() == 1
        assert not page.locator(".desk nav").count(), "no log-in form inside a page"
        walks.KEPT.clear()


def test_an_upload_after_the_log_in_ended_is_not_called_done(browser: Browser, live: Live) -> None:
    with visitor(browser, live.web or "", 1280) as ratna:
        walks.KEPT.clear()
        walks.log_in(ratna, RATNA)
        page = ratna.page
        page.goto(f"{ratna.base}/petugas/impor/sesi")
        end_log_in(ratna)
        page.set_input_files("input[type=file]", files=[{"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b"}])
        page.locator("form:has(input[type=file]) button").first.click()
        page.get_by_text("Isian Anda aman di halaman ini.").wait_for()
        assert "berkas" in page.locator("main").inner_text().lower(), (
            "the file must be picked again, and that is said"
        )
        walks.KEPT.clear()
