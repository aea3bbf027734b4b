"""A programme officer shares out a budget and proposes a move; somebody else decides it; the year is locked."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
SARI, RUDI = "sari@demo.bimtek.id", "rudi@demo.bimtek.id"


def share_out(who: Visitor) -> None:
    """A line below Palembang, first too large, then right."""
    page = who.open("/petugas/anggaran")
    who.check("budget-years")
    page.locator("tbody th a").first.click()
    who.check("budget")
    page.get_by_role("link", name="Tambah anggaran").click()
    page.locator("#parent_id option", has_text="Kabupaten/kota: Kota Palembang").first.wait_for(state="attached")
    label = page.locator("#parent_id option", has_text="Kabupaten/kota: Kota Palembang").first.inner_text()
    page.select_option("#parent_id", label=label)
    page.fill("#name", "Modal kerja Palembang")
    page.fill("#ceiling", "Rp 900.000.000")
    page.fill("#letter_number", "DIPA-019.05.1.2026")
    page.get_by_role("button", name="Tambah", exact=True).click()
    page.get_by_text("Anggaran tidak cukup").first.wait_for()
    assert page.input_value("#name") == "Modal kerja Palembang"
    who.check("budget-exceeded")
    page.fill("#ceiling", "250.000.000")
    page.get_by_role("button", name="Tambah", exact=True).click()
    page.get_by_text("Pagunya berlaku setelah orang lain menyetujui.").wait_for()
    page.get_by_text("menunggu persetujuan: Rp 250.000.000").wait_for()
    who.check("budget-waiting")


def approve(who: Visitor, year: str) -> None:
    """A first ceiling is another person's to give."""
    page = who.open(f"{year}/geser")
    who.check("budget-first")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def propose(who: Visitor) -> None:
    page = who.page
    page.get_by_role("link", name="Pergeseran", exact=True).click()
    page.get_by_role("button", name="Usulkan", exact=True).click()
    page.locator(".error-summary").wait_for()
    who.check("budget-move-errors")
    for name, words in (("#from_id", "Modal kerja"), ("#to_id", "Peralatan, Kota")):
        page.select_option(name, label=page.locator(f"{name} option", has_text=words).inner_text())
    page.fill("#amount", "100.000.000")
    page.fill("#letter_number", "900/12/2026")
    page.fill("#reason", "Permohonan peralatan lebih banyak.")
    page.get_by_role("button", name="Usulkan", exact=True).click()
    page.get_by_text("Orang lain yang memutuskan.").first.wait_for()


def decide(who: Visitor, year: str) -> None:
    """A wrong code is refused and keeps the note; the code of the log-in is fresh enough."""
    page = who.open(f"{year}/geser")
    page.get_by_label("Catatan, wajib bila ditolak").fill("Sesuai surat.")
    page.get_by_label("Kode sekali pakai").fill("000000")
    page.get_by_role("button", name="Setujui").click()
    page.locator(".error-summary").wait_for()
    assert page.get_by_label("Catatan, wajib bila ditolak").input_value() == "Sesuai surat."
    who.check("budget-decide")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    who.check("budget-moves")


def renew_package(who: Visitor) -> None:
    """Another price is another edition; a wrong one keeps what was typed."""
    page = who.open("/petugas/paket")
    who.check("packages")
    page.get_by_role("link", name="Paket bengkel las").click()
    page.get_by_role("link", name="Buat edisi baru").click()
    page.fill("#price_rupiah_0", "mahal")
    page.fill("#specification_0", "Arus 20 sampai 200 A.")
    page.get_by_role("button", name="Simpan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#price_rupiah_0") == "mahal"
    who.check("package-errors")
    page.fill("#price_rupiah_0", "Rp 4.100.000")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Edisi baru tersimpan.").wait_for()
    assert "4.100.000" in page.locator("tr", has_text="Mesin las").inner_text()
    who.check("package")


def ask_for_evidence(who: Visitor) -> None:
    """What a handover must leave behind; a wrong number keeps what was ticked."""
    page = who.open("/petugas/program")
    page.locator("tbody th a").first.click()
    page.get_by_label("Foto penerima").uncheck()
    page.fill("#visit_window_days", "99")
    page.get_by_role("button", name="Simpan syarat").click()
    page.locator(".error-summary").wait_for()
    assert not page.get_by_label("Foto penerima").is_checked()
    who.check("programme-policy-errors")
    page.get_by_label("Foto penerima").check()
    page.fill("#visit_window_days", "30")
    page.get_by_role("button", name="Simpan syarat").click()
    page.get_by_text("Syarat tersimpan.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_budget_is_shared_moved_and_locked(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as sari:
        walks.log_in(sari, SARI)
        share_out(sari)
        year = sari.page.url
        with visitor(browser, live.web or "", width, scripts=scripts) as rudi:
            walks.log_in(rudi, RUDI)
            approve(rudi, year)
            propose(sari)
            decide(rudi, year)
        page = sari.open(year)
        assert "150.000.000" in page.locator("tr", has_text="Modal kerja").inner_text()
        page.get_by_role("button", name="Kunci tahun ini").click()
        page.locator(".error-summary").wait_for()
        sari.check("budget-lock")
        renew_package(sari)
        ask_for_evidence(sari)
