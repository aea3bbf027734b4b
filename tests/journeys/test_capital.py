"""Money for a group: its account, the condition, two treasurers, and what the money was used for."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.api.grants.office import photo_with_place, today
from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import choose
from tests.servers import Live

pytestmark = pytest.mark.browser
NUMBER = "0012 3456 7890"
PHOTO = {"name": "kuitansi.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}


def fill_day(page: Page, name: str) -> None:
    for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
        page.fill(f"#{name}_{part}", number)


def apply(who: Visitor) -> str:
    choose(who, "Mesin dan modal kerja jahit")
    page = who.page
    page.get_by_role("button", name="Ajukan", exact=True).click()
    page.get_by_text("Permohonan tercatat.").wait_for()
    who.check("application-with-capital")
    return page.url


def record_account(who: Visitor) -> str:
    """The savings book, then the number in it."""
    page = who.open("/petugas/kelompok")
    page.get_by_role("link", name="KUB Jahit Srikandi Plaju").click()
    page.select_option("#kind", value="bank_account")
    page.set_input_files("#file", [PHOTO])
    page.get_by_role("button", name="Simpan berkas").click()
    page.get_by_text("Berkas tersimpan.").first.wait_for()
    page.get_by_text("Catat rekening").click()
    page.fill("#bank", "Bank Sumsel Contoh")
    page.fill("#account_number", "12")
    page.fill("#holder", "KUB Jahit Srikandi Plaju (contoh)")
    page.get_by_role("button", name="Simpan rekening").click()
    page.get_by_text("6 sampai 20 angka").first.wait_for()
    assert page.input_value("#bank") == "Bank Sumsel Contoh"
    who.check("account-errors")
    page.fill("#account_number", NUMBER)
    page.get_by_role("button", name="Simpan rekening").click()
    page.get_by_text("bendahara memeriksanya").wait_for()
    who.check("account")
    return page.url


def verify_account(who: Visitor, group: str) -> None:
    page = who.open(group)
    assert "3456" not in page.content()
    page.fill("#number_again", "0012 3456 7891")
    page.get_by_role("button", name="Nyatakan sesuai").click()
    page.get_by_text("berbeda dari yang tercatat").first.wait_for()
    who.check("account-differs")
    page.fill("#number_again", NUMBER)
    page.get_by_role("button", name="Nyatakan sesuai").click()
    page.get_by_text("Rekening diperiksa.").wait_for()


def meet(who: Visitor, money: str) -> None:
    page = who.open(money)
    who.check("capital")
    page.fill("#met_0", "Tempat kerja rapi, dua mesin terpasang.")
    page.get_by_role("button", name="Nyatakan syarat terpenuhi").first.click()
    page.get_by_text("Tersimpan.").wait_for()


def prepare(who: Visitor, money: str) -> None:
    page = who.open(money)
    page.get_by_role("button", name="Siapkan pencairan").click()
    page.locator(".error-summary").wait_for()
    who.check("capital-errors")
    page.fill("#request_number_0", "SPP-1")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Siapkan pencairan").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("capital-prepared")


def pay(who: Visitor, money: str) -> None:
    page = who.open(money)
    page.fill("#payment_order_number_0", "SPM-1")
    page.get_by_role("button", name="Kirim ke bank").click()
    page.get_by_text("Isi nomor SPM").first.wait_for()
    assert page.input_value("#payment_order_number_0") == "SPM-1"
    who.check("capital-send-errors")
    page.fill("#disbursement_number_0", "SP2D-1")
    fill_day(page, "day_0")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Kirim ke bank").click()
    page.get_by_text("Tersimpan.").wait_for()
    fill_day(page, "day_0")
    page.get_by_role("button", name="Catat uang masuk").click()
    page.get_by_text("Masuk ke rekening").wait_for()
    who.check("capital-paid")


def report(who: Visitor, money: str) -> None:
    page = who.open(money)
    page.fill("#used_rupiah_0", "7.000.000")
    page.set_input_files("#file_0", [PHOTO])
    page.get_by_role("button", name="Serahkan laporan").click()
    page.get_by_text("harus berjumlah Rp 7.500.000").first.wait_for()
    who.check("funds-errors")
    page.fill("#refunded_rupiah_0", "500.000")
    page.fill("#refund_number_0", "STS-1")
    page.set_input_files("#file_0", [PHOTO])
    page.get_by_role("button", name="Serahkan laporan").click()
    page.get_by_text("Buka kuitansi").wait_for()


def pay_back(who: Visitor, money: str, rupiah: str, reference: str, demand: str | None = None) -> None:
    """What the group paid back, with the bank's paper; nothing is booked yet."""
    page = who.open(money)
    page.get_by_text("Catat setoran kelompok").click()
    mark = (page.locator("input[name^=refund_amount_]").get_attribute("name") or "").removeprefix("refund_amount_")
    page.fill(f"#refund_amount_{mark}", rupiah)
    fill_day(page, f"received_on_{mark}")
    page.get_by_role("button", name="Simpan setoran").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value(f"#refund_amount_{mark}") == rupiah
    who.check("refund-errors")
    if demand:
        page.select_option(f"#demand_{mark}", label=demand)
    page.fill(f"#bank_reference_{mark}", reference)
    page.set_input_files(f"#refund_file_{mark}", [PHOTO])
    page.get_by_role("button", name="Simpan setoran").click()
    page.get_by_text("Setoran tercatat, menunggu disahkan.").wait_for()


def confirm(who: Visitor, money: str) -> None:
    page = who.open(money)
    who.check("refund-recorded")
    page.get_by_role("button", name="Sahkan setoran").click()
    page.get_by_text("Sah, sudah dibukukan").first.wait_for()


def ask_back(who: Visitor, money: str) -> None:
    page = who.open(money)
    page.get_by_text("Minta dana kembali").click()
    page.get_by_role("button", name="Ajukan permintaan").click()
    page.locator(".error-summary").wait_for()
    who.check("demand-errors")
    mark = (page.locator("input[name^=ask_amount_]").get_attribute("name") or "").removeprefix("ask_amount_")
    page.fill(f"#ask_amount_{mark}", "1.000.000")
    page.fill(f"#ask_reason_{mark}", "Dipakai untuk hal lain.")
    page.fill(f"#letter_number_{mark}", "S-7/2026")
    fill_day(page, f"due_on_{mark}")
    page.get_by_role("button", name="Ajukan permintaan").click()
    page.get_by_text("Permintaan tercatat, menunggu keputusan.").wait_for()


def agree(who: Visitor, money: str) -> None:
    page = who.open(money)
    page.get_by_role("button", name="Setujui permintaan").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("demand-approved")


def ask_to_let_go(who: Visitor, money: str) -> None:
    """An approved demand is let go by two: one proposes with a letter."""
    page = who.open(money)
    page.get_by_text("Tarik permintaan atau lepaskan sisanya").click()
    page.get_by_role("button", name="Ajukan usulan").click()
    page.locator(".error-summary").wait_for()
    who.check("ruling-errors")
    mark = (
        page.locator("input[id^=letter_]:not([id^=letter_number])").first.get_attribute("name") or ""
    ).removeprefix("letter_")
    page.check(f"input[name='kind_{mark}'][value=let_go]")
    page.fill(f"#why_{mark}", "Kelompok tidak mampu lagi.")
    page.fill(f"#letter_{mark}", "P-3/2026")
    page.get_by_role("button", name="Ajukan usulan").click()
    page.get_by_text("Usulan tercatat, menunggu keputusan.").wait_for()
    assert page.get_by_role("button", name="Setujui usulan").count() == 0
    who.check("ruling-asked")


def insist(who: Visitor, money: str) -> None:
    """The other says no with a reason, and the demand stands."""
    page = who.open(money)
    form = page.locator("form[action*='/usulan/']")
    form.locator("textarea").fill("Kelompok masih berjalan.")
    form.get_by_role("button", name="Tolak usulan").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("ruling-refused")


def waits_for_receipt(who: Visitor, money: str) -> None:
    """A report that says something was paid back is not accepted before its receipt stands."""
    page = who.open(money)
    page.get_by_text("setoran yang sah Rp 0").wait_for()
    assert page.get_by_role("button", name="Terima laporan").count() == 0


def accept(who: Visitor, money: str) -> None:
    page = who.open(money)
    page.get_by_role("button", name="Terima laporan").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("funds-accepted")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_money_is_paid_by_two_treasurers_and_accounted_for(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    def walk(email: str, step: Callable[[Visitor], Any]) -> Any:
        with visitor(browser, live.web or "", width, scripts=scripts) as who:
            walks.log_in(who, f"{email}@demo.bimtek.id")
            return step(who)

    case = walk("ratna", apply)
    money = f"{case}/modal"
    walk("dewi", lambda dewi: grants.verify(dewi, case))
    walk("hendra", lambda hendra: grants.approve(hendra, case))
    walk("maya", grants.decree)
    group = walk("ratna", record_account)
    walk("tuti", lambda tuti: verify_account(tuti, group))
    walk("ratna", lambda ratna: meet(ratna, money))
    walk("tuti", lambda tuti: prepare(tuti, money))
    walk("yanto", lambda yanto: pay(yanto, money))
    walk("ratna", lambda ratna: report(ratna, money))
    walk("dewi", lambda dewi: waits_for_receipt(dewi, money))
    walk("tuti", lambda tuti: pay_back(tuti, money, "500.000", "STS-1"))
    walk("yanto", lambda yanto: confirm(yanto, money))
    walk("dewi", lambda dewi: accept(dewi, money))
    walk("ratna", lambda ratna: ask_back(ratna, money))
    walk("hendra", lambda hendra: agree(hendra, money))
    walk("ratna", lambda ratna: ask_to_let_go(ratna, money))
    walk("hendra", lambda hendra: insist(hendra, money))
    walk("tuti", lambda tuti: pay_back(tuti, money, "1.000.000", "STS-2", "Permintaan S-7/2026, sisa Rp 1.000.000"))
    walk("yanto", lambda yanto: confirm(yanto, money))
    walk("ratna", lambda ratna: ratna.open(money).get_by_text("Rp 6.000.000").first.wait_for())
