"""After the handover: a visit, a keeper, the report of the group, a recall, and the label anyone may scan."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import choose
from tests.servers import Live

pytestmark = pytest.mark.browser
WELDING = [
    *(f"Mesin las inverter 200 A; LAS-0-{number}; 3.900.000" for number in range(4)),
    *(f"Gerinda dan bor tangan; LAS-1-{number}; 1.450.000" for number in range(4)),
    *(f"Alat pelindung diri; LAS-2-{number}; 650.000" for number in range(8)),
]


def deliver(who: Visitor, case: str) -> None:
    """Nobody there on the first day; on the second everything of the welding package, signed on the screen."""
    page = who.open(case)
    page.get_by_role("link", name="Catat serah terima").click()
    page.get_by_role("link", name="Barang ditolak atau penerima tidak datang").click()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.locator(".error-summary").wait_for()
    who.check("attempt-errors")
    page.check("input[name=kind][value=no_show]")
    page.fill("#place", "Bengkel Plaju")
    page.fill("#reason", "Tidak ada orang di bengkel.")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Barang menunggu penyerahan berikutnya.").wait_for()
    hand_over_all(who, case)
    page.set_input_files("#file", grants.photo())
    page.get_by_role("button", name="Simpan pindaian").click()
    page.get_by_text("Pindaian tersimpan.").wait_for()
    who.check("delivery-signed")


def hand_over_all(who: Visitor, case: str) -> None:
    """Whatever lies in stock for the case."""
    page = who.open(case)
    page.get_by_role("link", name="Catat serah terima").click()
    page.locator("#receiver_id").wait_for()  # counting does not wait for the page
    for box in page.locator("input[name^='serials:']").all():
        box.check()
    page.locator("#receiver_id").select_option(index=1)
    page.fill("#place", "Bengkel Plaju")
    grants.evidence(who)
    page.fill("#witness_1", "Rusdi")
    page.check("input[name=receiver_checked][value=id_card]")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan dan buat").click()
    page.get_by_text("Serah terima tersimpan.").wait_for()


def dispute(who: Visitor) -> str:
    """What the group says against the minutes. Returns the handover's address."""
    page = who.open("/petugas/serah-terima")
    page.locator("tbody th a").first.click()
    page.get_by_text("Kelompok menyanggah serah terima ini").click()
    page.fill("#reason", "Satu mesin tidak menyala.")
    page.get_by_role("button", name="Simpan sanggahan").click()
    page.get_by_text("Tersimpan.").wait_for()
    return page.url


def settle(who: Visitor, handover: str) -> None:
    page = who.open(handover)
    page.fill("#note", "Kelompok benar, satu barang ditarik.")
    page.get_by_role("button", name="Benarkan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#note") == "Kelompok benar, satu barang ditarik."
    who.check("dispute-errors")
    page.locator("select[name^='back:']").last.select_option("returned")
    page.get_by_role("button", name="Benarkan").click()
    page.get_by_text("Sanggahan dibenarkan").wait_for()
    who.check("dispute-settled")


def inspect_again(who: Visitor) -> None:
    """What came back is found good by somebody who keeps no store."""
    page = who.open("/petugas/gudang?status=to_inspect")
    page.locator("tbody th a").first.click()
    page.get_by_role("heading", name="Periksa lagi").wait_for()
    who.check("piece-to-inspect")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    page.get_by_text("Pemeriksaan tersimpan.").wait_for()


def visit(who: Visitor, case: str) -> str:
    """The baseline: what was wrong first keeps the rest, one machine is broken. Returns the visit's address."""
    page = who.open(case)
    who.check("case-aftercare")
    page.get_by_role("link", name="Keadaan awal").click()
    page.fill("#workers", "7")
    page.get_by_role("button", name="Kirim hasil kunjungan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#workers") == "7"
    who.check("visit-errors")
    page.fill("#turnover_rupiah", "12.500.000")
    states = page.locator("select[name^='state_']")
    for index in range(states.count()):
        states.nth(index).select_option("broken" if index == 0 else "in_use")
    page.set_input_files("#photo", grants.photo())
    page.get_by_role("button", name="Kirim hasil kunjungan").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("visit")
    return page.url


def hand_in(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Laporan pertanggungjawaban").click()
    page.get_by_role("button", name="Serahkan laporan").click()
    page.locator(".error-summary").wait_for()
    who.check("report-errors")
    page.set_input_files("#file", grants.photo())
    page.get_by_role("button", name="Serahkan laporan").click()
    page.get_by_text("Tersimpan.").wait_for()


def keep(who: Visitor) -> str:
    """The broken machine goes to another keeper. Returns its address."""
    page = who.open("/petugas/alat?status=broken")
    who.check("assets")
    page.locator("tbody th a").first.click()
    page.get_by_text("Ganti pemegang atau tempat").click()
    page.locator("#keeper_id").select_option(index=2)
    page.fill("#place", "Rumah produksi")
    page.fill("#why", "Pindah tempat.")
    page.get_by_role("button", name="Simpan pemegang").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("asset")
    return page.url


def accept(who: Visitor, case: str, seen: str) -> None:
    page = who.open("/petugas/pemantauan?status=submitted")
    who.check("visits")
    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name="Terima").click()
    page.get_by_text("1 berhasil.").wait_for()
    who.open(seen)
    page.get_by_text("Diterima").first.wait_for()
    who.open(case.replace("/permohonan/", "/laporan/"))
    page.get_by_role("button", name="Terima laporan").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("report")


def recall(who: Visitor, machine: str) -> str:
    """Returns the address of the label's page."""
    page = who.open(machine)
    page.fill("#reason", "Dipakai orang lain.")
    page.get_by_role("button", name="Tarik alat").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("asset-recalled")
    return page.get_by_role("link", name="/alat/").get_attribute("href") or ""


def find_breach(who: Visitor, case: str) -> None:
    """Nothing is closed while visits are owed, and nothing recalled while machines are there."""
    page = who.open(case)
    assert "Belum selesai: pemantauan" in page.locator("li", has_text="Tutup kasus").inner_text()
    page.locator("summary", has_text="Nyatakan melanggar perjanjian").click()
    page.get_by_role("button", name="Nyatakan melanggar perjanjian").click()
    page.locator(".error-summary").wait_for()
    who.check("case-breach-errors")
    breach = page.locator("details", has_text="Nyatakan melanggar perjanjian")
    if not breach.locator("textarea").is_visible():
        breach.locator("summary").click()
    breach.locator("textarea").fill("Dua alat disewakan.")
    breach.get_by_role("button", name="Nyatakan melanggar perjanjian").click()
    page.locator("li", has_text="Tarik bantuan").wait_for()
    who.check("case-in-breach")


def applied(who: Visitor) -> str:
    """A case of the demo group for the welding package; returns its address."""
    choose(who)
    who.page.get_by_role("button", name="Ajukan", exact=True).click()
    who.page.get_by_text("Permohonan tercatat.").wait_for()
    return who.page.url


def decree_and_stock(browser: Browser, base: str, width: int, case: str, *, scripts: bool) -> None:
    """The case is decreed by those who decide, and all its goods lie in the store."""
    for email, step in (
        ("dewi", grants.verify), ("hendra", grants.approve), ("maya", lambda who, _: grants.decree(who)),
    ):  # fmt: skip
        with visitor(browser, base, width, scripts=scripts) as officer:
            walks.log_in(officer, f"{email}@demo.bimtek.id")
            step(officer, case)
    grants.stock_up(browser, base, width, WELDING, scripts=scripts)


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_machines_are_visited_reported_and_recalled(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        case = applied(ratna)
        decree_and_stock(browser, base, width, case, scripts=scripts)
        with visitor(browser, base, width, scripts=scripts) as joko:
            walks.log_in(joko, "joko@demo.bimtek.id")
            deliver(joko, case)
        seen = visit(ratna, case)
        hand_in(ratna, case)
        machine, handover = keep(ratna), dispute(ratna)
    with visitor(browser, base, width, scripts=scripts) as dewi:
        walks.log_in(dewi, "dewi@demo.bimtek.id")
        accept(dewi, case, seen)
    with visitor(browser, base, width, scripts=scripts) as hendra:
        walks.log_in(hendra, "hendra@demo.bimtek.id")
        settle(hendra, handover)
        give_again(browser, base, width, case, scripts=scripts)
        label = recall(hendra, machine)
        find_breach(hendra, case)
    read_label(browser, base, width, label, scripts=scripts)


def give_again(browser: Browser, base: str, width: int, case: str, *, scripts: bool) -> None:
    """What the dispute took back is inspected, and handed over by new minutes."""
    with visitor(browser, base, width, scripts=scripts) as intan:
        walks.log_in(intan, "intan@demo.bimtek.id")
        inspect_again(intan)
    with visitor(browser, base, width, scripts=scripts) as joko:
        walks.log_in(joko, "joko@demo.bimtek.id")
        hand_over_all(joko, case)


def read_label(browser: Browser, base: str, width: int, label: str, *, scripts: bool) -> None:
    """Anybody who scans it reads that the group no longer has the machine."""
    with visitor(browser, base, width, scripts=scripts) as anybody:
        anybody.open(label)
        anybody.check("label")
        told = anybody.page.locator("main").inner_text()
        assert "Bantuan pemerintah" in told
        assert "dinas menariknya kembali" in told
