"""C55: a group refuses what is brought, piece by piece, signed by both; nothing is handed over, all goes back."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.test_aftercare import WELDING, applied, decree_and_stock
from tests.servers import Live

pytestmark = pytest.mark.browser


def refuse_all(who: Visitor, case: str) -> None:
    """The workshop is not ready: one reason for each piece; without pieces the form comes back as it was typed."""
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
    for piece in page.locator("details", has=page.locator("select[name^='because:']")).all():
        if not piece.locator("select").is_visible():
            piece.locator("summary").click()
        piece.locator("select").select_option("site_not_ready")
        piece.locator("input[name^='said:']").fill("Menunggu daya 5.500 watt")
    page.locator("#receiver_id").select_option(index=1)
    for field in ("receiver_signature", "giver_signature"):
        page.set_input_files(f"#{field}", grants.photo())
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Barang menunggu penyerahan berikutnya.").wait_for()
    page.locator("#ditolak li").first.wait_for()
    assert page.locator("#ditolak li").count() == len(WELDING)
    assert "Tempat belum siap" in page.locator("#ditolak").inner_text()
    who.check("case-refused")


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
