"""C55: a group refuses what is brought, piece by piece, signed by both; nothing is handed over, all goes back."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.test_aftercare import WELDING, applied, decree_and_stock
from tests.servers import Live

pytestmark = pytest.mark.browser


def refuse_all(who: Visitor, case: str) -> None:
    """The workshop is not ready: one answer for all, and a broken machine's own; what was typed stays on error."""
    page = who.open(case)
    page.get_by_role("link", name="Catat serah terima").click()
    page.get_by_role("link", name="Barang ditolak atau penerima tidak datang").click()
    page.check("input[name=kind][value=refused]")
    page.fill("#place", "Bengkel Plaju")
    page.fill("#reason", "Listrik belum siap.")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#reason") == "Listrik belum siap."
    who.check("refusal-errors")
    page.select_option("#because-all", "site_not_ready")
    page.fill("#said-all", "Menunggu daya 5.500 watt")
    page.locator("summary", has_text="Lain dari jawaban untuk semua").first.click()
    page.locator("tbody tr select").first.select_option("broken")
    page.locator("tbody tr input[name^='said:']").first.fill("Tutupnya pecah")
    page.locator("#receiver_id").select_option(index=1)
    for field in ("receiver_signature", "giver_signature"):
        page.set_input_files(f"#{field}", grants.photo())
    page.get_by_role("button", name="Simpan", exact=True).click()
    show_the_broken_one(who)
    page.get_by_text("Barang menunggu penyerahan berikutnya.").wait_for()
    page.locator("#ditolak li").first.wait_for()
    assert page.locator("#ditolak li").count() == len(WELDING)
    told = page.locator("#ditolak").inner_text()
    assert (told.count("Tempat belum siap"), told.count("Tutupnya pecah")) == (len(WELDING) - 1, 1)
    who.check("case-refused")


def show_the_broken_one(who: Visitor) -> None:
    """Its photo was missing: told beside the piece, and everything typed is still there."""
    page = who.page
    page.locator("tbody tr .error", has_text="foto").wait_for()
    assert page.locator("tbody tr select").first.input_value() == "broken"
    assert page.input_value("#said-all") == "Menunggu daya 5.500 watt"
    who.check("refusal-photo-missing")
    page.locator("tbody tr input[type=file]").first.set_input_files(grants.photo())
    page.get_by_role("button", name="Simpan", exact=True).click()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_group_refuses_what_is_brought(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        case = applied(ratna)
    decree_and_stock(browser, base, width, case, scripts=scripts)
    with visitor(browser, base, width, scripts=scripts) as joko:
        walks.log_in(joko, "joko@demo.bimtek.id")
        refuse_all(joko, case)
    with visitor(browser, base, width, scripts=scripts) as intan:
        walks.log_in(intan, "intan@demo.bimtek.id")
        page = intan.open("/petugas/gudang?status=to_inspect")
        assert page.locator("tbody tr").count() == len(WELDING)
        intan.check("refused-to-inspect")
