"""Papers of a group: a draft waits for them, one is returned, and only that one may change."""

import pytest
from playwright.sync_api import Browser

from tests.api.grants.office import photo_with_place
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.calls import announce, choose
from tests.servers import Live

pytestmark = pytest.mark.browser
PAPERS = ("Akta atau surat pendirian", "Proposal")


def upload(who: Visitor, kind: str, number: str = "") -> None:
    page = who.page
    page.select_option("#kind", label=kind)
    page.fill("#number", number)
    page.set_input_files("#file", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()})
    page.get_by_role("button", name="Simpan berkas").click()
    page.get_by_text("Berkas tersimpan.").wait_for()


def draft(who: Visitor) -> str:
    """Papers are missing, so it is saved as a draft first."""
    choose(who)
    page = who.page
    page.get_by_role("button", name="Ajukan", exact=True).click()
    page.get_by_text("belum ada atau sudah tidak berlaku").first.wait_for()
    who.check("papers-missing")
    page.get_by_role("button", name="Simpan sebagai rancangan").click()
    page.get_by_text("Permohonan tercatat.").wait_for()
    who.check("draft")
    return page.url


def complete(who: Visitor, case: str) -> None:
    page = who.page
    page.get_by_role("link", name="Unggah berkas").click()
    page.get_by_role("button", name="Simpan berkas").click()
    page.locator(".error-summary").wait_for()
    who.check("group-paper-errors")
    for kind in PAPERS:
        upload(who, kind, "01/KUB/2024")
    who.check("group-papers")
    who.open(case)
    page.get_by_role("button", name="Ajukan", exact=True).click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def check(who: Visitor, case: str, deed: str, button: str) -> None:
    page = who.open(case)
    page.select_option("#result_deed", label=deed)
    page.select_option("#result_proposal", label="Sesuai")
    page.fill("#note", "Halaman 2 buram." if deed != "Sesuai" else "")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name=button).click()


def correct(who: Visitor, case: str) -> None:
    page = who.open(case)
    assert "Halaman 2 buram." in page.locator(".decision").inner_text()
    who.check("returned")
    page.get_by_role("link", name="Unggah berkas").click()
    upload(who, PAPERS[0], "02/KUB/2026")
    who.open(case)
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def change_members(who: Visitor) -> None:
    page = who.page
    page.locator("dl a", has_text="KUB").first.click()
    page.get_by_role("link", name="Ubah anggota").click()
    page.locator(".roster .chosen select").last.select_option("")
    page.get_by_role("button", name="Simpan anggota").click()
    page.locator(".error-summary").wait_for()
    who.check("members-errors")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_only_the_paper_that_was_returned_may_change(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as sari:
        walks.log_in(sari, "sari@demo.bimtek.id")
        announce(sari, "Aturan dasar bantuan peralatan (contoh)", "Persetujuan menurut jumlah (contoh)", PAPERS)
    with (
        visitor(browser, base, width, scripts=scripts) as ratna,
        visitor(browser, base, width, scripts=scripts) as dewi,
    ):
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        walks.log_in(dewi, "dewi@demo.bimtek.id")
        case = draft(ratna)
        complete(ratna, case)
        check(dewi, case, "Tidak terbaca", "Nyatakan berkas lengkap")
        dewi.page.get_by_text("Belum semua berkas sesuai").first.wait_for()
        dewi.check("check-errors")
        dewi.page.get_by_role("button", name="Minta perbaikan").click()
        dewi.page.get_by_text("Keputusan tersimpan.").wait_for()
        dewi.page.locator("#result_deed").wait_for(state="attached")  # a case may be ended while it waits
        correct(ratna, case)
        check(dewi, case, "Sesuai", "Nyatakan berkas lengkap")
        dewi.page.get_by_text("Keputusan tersimpan.").wait_for()
        assert "Akta atau surat pendirian: berkas baru" in dewi.page.locator("main").inner_text()
        dewi.check("checks")
        ratna.open(case)
        change_members(ratna)
