"""What officers do with a grant case on the pages, step by step."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page

from tests.api.grants.office import photo_with_place, today
from tests.browser import Visitor, visitor
from tests.journeys import walks

GROUP = "KUB Jahit Bersama"
LOADED_WIDTH = "async (image) => { await image.decode(); return image.naturalWidth }"


def record_group(who: Visitor) -> None:
    """A chair and four more members, picked from the participants."""
    page = who.open("/petugas/kelompok")
    who.check("groups")
    page.get_by_role("link", name="Catat kelompok").click()
    page.fill("#name", GROUP)
    page.get_by_role("button", name="Simpan kelompok").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#name") == GROUP
    who.check("group-errors")
    page.select_option("#district_code", "16.71")
    page.fill("#address", "Jalan Contoh 9, Plaju")
    for part, value in {"day": "1", "month": "2", "year": "2024"}.items():
        page.fill(f"#formed_on_{part}", value)
    page.select_option("#trade", "garment")
    for index, part in enumerate(("chair", "secretary", "treasurer", "member", "member"), 7):
        page.locator("select[name^=role_]").nth(index).select_option(part)
    page.get_by_role("button", name="Simpan kelompok").click()
    page.get_by_text("Kelompok tersimpan.").wait_for()
    who.check("group")


def apply(who: Visitor) -> str:
    """Applies for the garment package; returns the case's address."""
    page = who.page
    page.get_by_role("link", name="Ajukan bantuan").click()
    page.get_by_label("Paket mesin jahit dan konfeksi").check()
    who.check("application-new")
    page.get_by_role("button", name="Ajukan", exact=True).click()
    page.get_by_text("Permohonan tercatat.").wait_for()
    who.check("application")
    return page.url


def verify(who: Visitor, case: str) -> None:
    """Without the declaration nothing happens; with it the papers are complete."""
    page = who.open(case)
    page.get_by_role("button", name="Nyatakan berkas lengkap").click()
    page.get_by_text("Nyatakan dahulu").first.wait_for()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Nyatakan berkas lengkap").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    who.check("verified")


def approve(who: Visitor, case: str) -> None:
    page = who.open(case)
    who.check("to-approve")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def decree(who: Visitor) -> None:
    """The decree reserves the budget."""
    page = who.open("/petugas/sk")
    page.get_by_role("link", name="Terbitkan SK").click()
    page.get_by_role("button", name="Simpan SK").click()
    page.locator(".error-summary").wait_for()
    who.check("decree-errors")
    page.fill("#number", "412/SK/PPK-IKM/XI/2026")
    page.fill("#signatory_name", "Drs. M. Fauzan")
    page.fill("#signatory_position", "Kepala Dinas")
    page.fill("#basis", "Undang-Undang Nomor 3 Tahun 2014 tentang Perindustrian\nPeraturan Menteri (contoh)")
    page.locator("input[name=lines]").first.check()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan SK").click()
    page.get_by_text("anggaran dicadangkan").first.wait_for()
    who.check("decree")


def bring_in(who: Visitor, pieces: list[str]) -> str:
    """What the office already owns, kept for the first group that waits; returns the list's address."""
    page = who.open("/petugas/persediaan-awal")
    page.get_by_role("link", name="Catat persediaan awal").click()
    page.get_by_role("button", name="Simpan persediaan awal").click()
    page.locator(".error-summary").wait_for()
    who.check("opening-errors")
    page.select_option("#district", label="Kota Palembang")
    page.fill("#source", "Pengadaan 2024, belum diserahkan")
    page.fill("#place", "Gudang dinas")
    page.locator("#case").select_option(index=1)
    page.fill("#pieces", "\n".join(pieces))
    page.set_input_files("#file", photo())
    page.get_by_role("button", name="Simpan persediaan awal").click()
    page.get_by_text("Tersimpan, menunggu pemeriksa.").wait_for()
    who.check("opening-entered")
    return page.url


def accept_list(who: Visitor, address: str) -> None:
    """Somebody else looks at every piece; without the declaration nothing is accepted."""
    page = who.open(address)
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    page.get_by_text("Nyatakan dahulu").first.wait_for()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    page.get_by_text("Pemeriksaan tersimpan.").wait_for()
    who.check("opening-accepted")


def photo() -> dict[str, Any]:
    """A picture of its own each time."""
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}


def evidence(who: Visitor) -> None:
    """What the programme asks for."""
    for field in ("photo_goods", "photo_receiver", "receiver_signature", "giver_signature"):
        who.page.set_input_files(f"#{field}", photo())


def hand_over(who: Visitor, case: str) -> str:
    """All but two sewing machines: a draft first, then minutes; returns the address of the public check page."""
    page = who.open(case)
    page.get_by_role("link", name="Catat serah terima").click()
    who.check("handover-form")
    for box in page.locator("input[name^='serials:']").all():
        box.check()
    page.locator("#receiver_id").select_option(index=1)
    page.fill("#place", "Jalan Contoh 9, Plaju")
    page.fill("#witness_1", "Rusdi")
    page.check("input[name=receiver_checked][value=id_card]")
    page.check("input[name=no_conflict]")
    page.set_input_files("#photo_goods", photo())
    page.get_by_role("button", name="Simpan dan buat").click()
    page.get_by_text("Belum lengkap: foto penerima, tanda tangan kedua pihak").first.wait_for()
    assert page.input_value("#witness_1") == "Rusdi"
    assert page.locator("input[name^='serials:']").first.is_checked()
    page.get_by_text("1 foto sudah tersimpan.").wait_for()
    who.check("handover-draft")
    for field in ("photo_receiver", "receiver_signature", "giver_signature"):
        page.set_input_files(f"#{field}", photo())
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan dan buat").click()
    page.get_by_text("Serah terima tersimpan.").wait_for()
    if who.scripted:
        assert page.locator(".handover-photo img").first.evaluate(LOADED_WIDTH) == 40
    who.check("delivery")
    return page.get_by_role("link", name="/periksa/").get_attribute("href") or ""


def stock_up(browser: Browser, base: str, width: int, pieces: list[str], *, scripts: bool) -> None:
    """Who keeps the store lists what the office owns, and the inspector accepts it."""
    with visitor(browser, base, width, scripts=scripts) as joko:
        walks.log_in(joko, "joko@demo.bimtek.id")
        address = bring_in(joko, pieces)
    with visitor(browser, base, width, scripts=scripts) as intan:
        walks.log_in(intan, "intan@demo.bimtek.id")
        accept_list(intan, address)


def fill_day(page: Page, name: str) -> None:
    for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
        page.fill(f"#{name}_{part}", number)


def fill_now(page: Page, name: str) -> None:
    """Day and time as clocks show them in Palembang."""
    fill_day(page, name)
    page.fill(f"#{name}_time", f"{datetime.now(ZoneInfo('Asia/Jakarta')):%H:%M}")
