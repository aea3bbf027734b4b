"""What is on file is corrected by two: asked for with its paper, decided by another officer, seen by both."""

import pytest
from playwright.sync_api import Browser

from tests.api.grants.office import photo_with_place
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
PAPER = {"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}


def ask(who: Visitor) -> str:
    """A name and a phone, with mistakes on the way: what was typed stays. Returns the request's page."""
    page = who.open("/petugas/peserta")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="Ajukan perbaikan").click()
    who.check("correction-new")
    page.fill("#name", "Sumarni Asli")
    page.fill("#phone", "12")
    page.fill("#reason", "KTP")
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.locator("#phone-error").wait_for()
    assert page.input_value("#name") == "Sumarni Asli"
    who.check("correction-errors")
    page.fill("#phone", "0813 5555 0001")
    page.fill("#reason", "KTP dilihat di kantor hari ini.")
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.get_by_text("Unggah buktinya supaya dapat diputuskan.").wait_for()
    who.check("correction-draft")
    page.set_input_files("#file", PAPER)
    page.get_by_role("button", name="Simpan bukti").click()
    page.get_by_text("Terkirim. Petugas lain memutuskannya.").wait_for()
    assert "Anda yang mengajukan. Petugas lain yang memutuskan." in page.locator(".decision").inner_text()
    who.check("correction-own")
    return page.url.replace(who.base, "")


def decide(who: Visitor, address: str) -> None:
    page = who.open("/petugas")
    page.locator(f"#change_requests_to_decide a[href='{address}']").click()
    assert "Sumarni Asli" in page.locator("tbody").first.inner_text()
    page.get_by_role("button", name="Tolak").click()
    page.locator("#reason-error").wait_for()
    who.check("correction")
    assert who.context.request.get(f"{who.base}{address}/bukti").status == 200
    page.get_by_role("button", name="Setujui dan tulis").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    page.get_by_role("link", name="Buka datanya").click()
    assert page.locator("h1").inner_text() == "Sumarni Asli"
    who.check("corrected-person")
    who.open("/petugas/perbaikan?lihat=semua")
    who.check("corrections")


def move_home(who: Visitor) -> None:
    """The domicile is chosen step by step without a script."""
    page = who.open("/petugas/peserta")
    page.locator("tbody th a").last.click()
    page.get_by_role("link", name="Ajukan perbaikan").click()
    page.select_option("#district_code", label="Kabupaten Banyuasin")
    for name in ("subdistrict_code", "village_code"):
        page.get_by_role("button", name="Tampilkan kecamatan").click()
        page.locator(f"#{name} option").nth(1).wait_for(state="attached")  # a page without scripts polls nothing
        page.select_option(f"#{name}", index=1)
    page.fill("#reason", "Pindah, surat domisili dibawa.")
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.get_by_text("Terkirim. Petugas lain memutuskannya.").wait_for()
    assert "Banyuasin" in page.locator("tbody").first.inner_text()


def look_at_a_group(who: Visitor) -> None:
    page = who.open("/petugas/kelompok")
    page.locator("tbody th a").first.click()
    who.check("group-corrections")
    page.get_by_role("link", name="Ajukan perbaikan").click()
    page.fill("#address", "Jalan Baru 9")
    page.fill("#reason", "Surat pindah tempat usaha.")
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.get_by_text("Terkirim. Petugas lain memutuskannya.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_record_is_corrected_by_two_officers(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        address = ask(ratna)
        move_home(ratna)
        look_at_a_group(ratna)
    with visitor(browser, base, width, scripts=scripts) as dewi:
        walks.log_in(dewi, "dewi@demo.bimtek.id")
        decide(dewi, address)
