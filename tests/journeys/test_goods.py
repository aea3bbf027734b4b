"""From the decree to the machine in the store, the supplier's money, and the handover from stock."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.api.grants.office import photo_with_place
from tests.browser import Visitor, visitor
from tests.journeys import grants, returns, walks
from tests.journeys.calls import choose
from tests.journeys.grants import fill_day, fill_now
from tests.servers import Live

pytestmark = pytest.mark.browser
CONTRACT = "027/KTR/XI/2026"


def own(page: Page) -> None:
    names = dict.fromkeys(("owner_name", "bank", "account_holder"), "PT Mesin Contoh")
    for field, value in (names | {"owner_nik": "9971994409880009", "account_number": "7770001"}).items():
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Simpan pemilik dan rekening").click()
    page.get_by_text("Pemilik dan rekening tersimpan.").wait_for()


def order(who: Visitor) -> None:
    """A supplier, then everything the decree promised: too dear first, then explained."""
    page = who.open("/petugas/penyedia")
    page.get_by_role("button", name="Simpan penyedia").click()
    page.locator(".error-summary").wait_for()
    who.check("supplier-errors")
    for field, value in {"name": "PT Mesin Contoh", "nib": "8120123456789", "address": "Jalan Contoh 1",
                         "phone": "081299990001"}.items():  # fmt: skip
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Simpan penyedia").click()
    page.get_by_text("Penyedia tersimpan.").wait_for()
    own(page)
    who.check("supplier")
    page = who.open("/petugas/pesanan/baru")
    who.check("order-new")
    page.get_by_label("PT Mesin Contoh").check()
    page.fill("#number", CONTRACT)
    fill_day(page, "dated")
    fill_day(page, "due_on")
    page.locator("input[id^=quantity_]").last.fill("2")
    page.locator("input[id^=price_]").last.fill("4.000.000")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan pesanan").click()
    page.get_by_text("di atas harga acuan Rp 3.900.000").first.wait_for()
    who.check("order-errors")
    page.locator("input[id^=reason_]").last.fill("Harga pasar naik.")
    page.get_by_role("button", name="Simpan pesanan").click()
    page.get_by_text("Pesanan tersimpan.").wait_for()
    who.check("order")


def receive(who: Visitor, address: str) -> str:
    page = who.open(address)
    page.get_by_role("link", name="Catat barang datang").click()
    page.locator("textarea").first.fill("MJ-1\nMJ-2")
    page.get_by_role("button", name="Simpan penerimaan").click()
    page.locator(".error-summary").wait_for()
    assert page.locator("textarea").first.input_value() == "MJ-1\nMJ-2"
    who.check("receive-errors")
    page.fill("#delivery_note", "SJ/77")
    fill_now(page, "received_at")
    page.fill("#place", "Gudang dinas")
    page.fill("#handed_by", "Sopir Contoh")
    page.get_by_role("button", name="Simpan penerimaan").click()
    page.get_by_text("menunggu pemeriksa").wait_for()
    who.check("received")
    return page.url


def inspect(who: Visitor, address: str) -> None:
    """One good, one broken: without a note the form stays as it was."""
    page = who.open(address)
    page.locator("input[value=broken]").nth(1).check()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    page.locator(".error-summary").wait_for()
    assert page.locator("input[value=broken]").nth(1).is_checked()
    who.check("inspect-errors")
    page.locator("input[id^=note_]").nth(1).fill("Pelat penyok.")
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    page.get_by_text("Pemeriksaan tersimpan.").wait_for()
    who.check("inspected")
    assert page.request.get(f"{address}/berita-acara").body()[:5] == b"%PDF-"
    page.locator("tr", has_text="MJ-2").get_by_role("link", name="Mesin las inverter 200 A").click()
    page.set_input_files("#photo", [{"name": "pelat.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}])
    page.get_by_role("button", name="Simpan foto").click()
    page.get_by_text("Foto tersimpan.").wait_for()
    who.check("piece-photo")


def prepare(who: Visitor, address: str) -> None:
    page = who.open(address)
    page.fill("#amount_rupiah", "9.000.000")
    page.fill("#request_number", "SPP-1")
    page.locator("input[name=no_conflict]").last.check()
    page.get_by_role("button", name="Siapkan pembayaran").click()
    page.get_by_text("Paling banyak Rp 4.440.000 lagi").first.wait_for()
    who.check("payment-errors")
    page.fill("#amount_rupiah", "4.440.000")
    page.get_by_role("button", name="Siapkan pembayaran").click()
    page.get_by_text("Pembayaran disiapkan.").wait_for()


def release(who: Visitor, address: str) -> None:
    page = who.open(address)
    page.fill("#payment_order_number", "SPM-1")
    page.fill("#disbursement_number", "SP2D-1")
    fill_day(page, "paid_on")
    page.locator("input[name=no_conflict]").first.check()
    page.get_by_role("button", name="Cairkan").click()
    page.get_by_text("Pembayaran diperbarui.").wait_for()
    who.check("order-paid")
    returns.take_back(who)


def send_back(who: Visitor, receipt: str) -> None:
    """The broken machine goes back to its supplier."""
    page = who.open(receipt)
    page.locator("tr", has_text="MJ-2").get_by_role("link", name="Mesin las inverter 200 A").click()
    page.get_by_role("button", name="Kembalikan kepada penyedia").click()
    page.locator(".error-summary").wait_for()
    who.check("send-back-errors")
    page.fill("#reason", "Pelat penyok, minta ganti.")
    page.get_by_role("button", name="Kembalikan kepada penyedia").click()
    page.get_by_text("Barang diperbarui.").wait_for()
    who.check("sent-back")


def close_short(who: Visitor, contract: str) -> None:
    """What never came is given up."""
    page = who.open(contract)
    page.get_by_role("button", name="Tutup, sisanya batal").click()
    page.locator(".error-summary").wait_for()
    page.fill("#reason", "Penyedia tidak sanggup mengganti.")
    page.get_by_role("button", name="Tutup, sisanya batal").click()
    page.get_by_text("Pesanan ditutup.").wait_for()
    who.check("order-closed")


def travel(who: Visitor) -> None:
    """The good machine goes to the workshop under a waybill and is counted there."""
    page = who.open("/petugas/gudang")
    who.check("stock")
    page.get_by_role("link", name="Mesin las inverter 200 A").first.click()
    page.get_by_role("link", name="Buka penerimaannya").wait_for()
    who.check("stock-unit")
    page = who.open("/petugas/surat-jalan/baru")
    page.get_by_role("button", name="Simpan dan buat surat jalan").click()
    page.locator(".error-summary").wait_for()
    who.check("dispatch-errors")
    page.locator("input[name=unit_ids]").first.check()
    for field, value in {"from_place": "Gudang dinas", "to_place": "Bengkel", "driver": "Sopir Contoh",
                         "vehicle": "BG 1234 XX"}.items():  # fmt: skip
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Simpan dan buat surat jalan").click()
    page.get_by_text("Surat jalan tersimpan.").wait_for()
    who.check("dispatch")
    assert page.request.get(f"{page.url}/cetak").body()[:5] == b"%PDF-"
    page.locator("input[value=lost]").first.check()
    page.get_by_role("button", name="Simpan kedatangan").click()
    page.locator(".error-summary").wait_for()
    who.check("arrival-errors")
    page.locator("input[value=arrived]").first.check()
    page.get_by_role("button", name="Simpan kedatangan").click()
    page.get_by_text("Kedatangan tersimpan.").wait_for()
    who.check("dispatch-arrived")
    who.open("/petugas/surat-jalan")
    who.check("dispatches")


def hand_over(who: Visitor, case: str) -> None:
    """What was ordered is picked from stock, not typed."""
    page = who.open(case)
    page.get_by_role("link", name="Catat serah terima").click()
    page.get_by_role("checkbox", name="MJ-1 diterima", exact=True).check()
    assert page.get_by_role("checkbox", name="MJ-2").count() == 0
    who.check("handover-stock")
    page.locator("#receiver_id").select_option(index=1)
    page.fill("#place", "Jalan Contoh 9, Plaju")
    page.fill("#witness_1", "Rusdi")
    page.check("input[name=receiver_checked][value=id_card]")
    page.check("input[name=no_conflict]")
    grants.evidence(who)
    page.get_by_role("button", name="Simpan dan buat").click()
    page.get_by_text("Serah terima tersimpan.").wait_for()


def decreed(who: Callable[[str, Callable[[Visitor], Any]], Any]) -> str:
    """A case of the demo group, up to its decree; returns its address."""
    case: list[str] = []

    def apply(ratna: Visitor) -> None:
        choose(ratna)
        ratna.page.get_by_role("button", name="Ajukan", exact=True).click()
        ratna.page.get_by_text("Permohonan tercatat.").wait_for()
        case.append(ratna.page.url)

    who("ratna", apply)
    who("dewi", lambda dewi: grants.verify(dewi, case[0]))
    who("hendra", lambda hendra: grants.approve(hendra, case[0]))
    who("maya", grants.decree)
    return case[0]


def letters(who: Visitor, case: str) -> None:
    """What the group signs in ink."""
    page = who.open(case)
    page.get_by_role("link", name="Surat untuk ditandatangani").click()
    page.get_by_text("Perjanjian hibah hanya untuk bantuan dari APBD.").wait_for()
    who.check("letters-to-sign")
    address = page.get_by_role("link", name="Buka untuk dicetak (PDF)").first.get_attribute("href") or ""
    assert page.request.get(f"{who.base}{address}").body()[:5] == b"%PDF-"


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_goods_come_to_the_store_and_the_supplier_is_paid(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    def walk(email: str, step: Callable[[Visitor], Any]) -> Any:
        with visitor(browser, live.web or "", width, scripts=scripts) as who:
            walks.log_in(who, f"{email}@demo.bimtek.id")
            done = step(who)
            return done or who.page.url

    case = decreed(walk)
    walk("ratna", lambda ratna: letters(ratna, case))
    contract = walk("agus", order)
    receipt = walk("joko", lambda joko: receive(joko, contract))
    walk("intan", lambda intan: inspect(intan, receipt))
    walk("tuti", lambda tuti: prepare(tuti, contract))
    walk("yanto", lambda yanto: release(yanto, contract))
    walk("joko", lambda joko: send_back(joko, receipt))
    walk("joko", travel)
    walk("joko", lambda joko: hand_over(joko, case))
    walk("agus", lambda agus: close_short(agus, contract))
