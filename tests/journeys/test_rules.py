"""Rules decide who may go on: a set is recorded, a call uses it, a case stops at it, and one rule is waived above."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.calls import announce, choose
from tests.servers import Live

pytestmark = pytest.mark.browser
SARI = "sari@demo.bimtek.id"


def record_rules(who: Visitor) -> None:
    """A set of two rules; a number that is missing is asked for where it belongs."""
    page = who.open("/petugas/aturan")
    who.check("rule-sets")
    page.get_by_role("link", name="Tambah aturan").click()
    page.fill("#name", "Aturan ketat")
    page.fill("#code", "KETAT")
    page.select_option("#severity_training", "hard")
    page.select_option("#severity_residents", "soft")
    page.fill("#percent_training", "80")
    page.get_by_role("button", name="Simpan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#percent_training") == "80"
    who.check("rules-errors")
    page.fill("#fewest_training", "3")
    page.fill("#months_training", "24")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Aturan tersimpan.").wait_for()
    assert "Paling sedikit 3 anggota hadir 80 %" in page.locator(".rules").inner_text()
    who.check("rules")


def record_policy(who: Visitor) -> None:
    """One band, two stages: first the province, then the country."""
    page = who.open("/petugas/kebijakan")
    who.check("policies")
    page.get_by_role("link", name="Tambah kebijakan").click()
    page.fill("#name", "Dua tahap")
    page.fill("#code", "DUA")
    page.fill("#votes_0_0", "satu")
    page.get_by_role("button", name="Simpan").click()
    page.locator(".error-summary").wait_for()
    who.check("policy-errors")
    page.fill("#votes_0_0", "1")
    page.select_option("#level_0_0", "province")
    page.fill("#votes_0_1", "1")
    page.select_option("#level_0_1", "country")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Kebijakan tersimpan.").wait_for()
    who.check("policy")


def apply(who: Visitor) -> str:
    choose(who)
    page = who.page
    page.get_by_role("button", name="Ajukan", exact=True).click()
    page.get_by_text("Permohonan tercatat.").wait_for()
    return page.url


def stopped(who: Visitor, case: str) -> None:
    page = who.open(case)
    assert "0 dari 5 anggota" in page.locator(".rules .failed").inner_text()
    assert "Paling sedikit 3 anggota" in page.locator(".decision").inner_text()
    who.check("case-stopped")


def waive(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Beri pengecualian").click()
    page.get_by_role("button", name="Beri pengecualian").click()
    page.locator(".error-summary").wait_for()
    who.check("waiver-errors")
    page.locator("input[name=rule]").check()
    page.fill("#reason", "Pelatihan bidang las baru dibuka tahun depan.")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Beri pengecualian").click()
    page.get_by_text("Pengecualian tersimpan.").wait_for()
    assert "Dikecualikan." in page.locator(".rules").inner_text()
    who.check("case-waived")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_case_stops_at_a_hard_rule_until_it_is_waived(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as sari:
        walks.log_in(sari, SARI)
        record_rules(sari)
        record_policy(sari)
        announce(sari, "Aturan ketat", "Dua tahap")
        with visitor(browser, base, width, scripts=scripts) as ratna:
            walks.log_in(ratna, "ratna@demo.bimtek.id")
            case = apply(ratna)
        waive_after(sari, browser, base, case, width, scripts)
        decide(browser, base, case, width, scripts)


def waive_after(sari: Visitor, browser: Browser, base: str, case: str, width: int, scripts: bool) -> None:
    """The checker cannot go on before, and can after."""
    with visitor(browser, base, width, scripts=scripts) as dewi:
        walks.log_in(dewi, "dewi@demo.bimtek.id")
        stopped(dewi, case)
        waive(sari, case)
        page = dewi.open(case)
        page.check("input[name=no_conflict]")
        page.get_by_role("button", name="Nyatakan berkas lengkap").click()
        page.get_by_text("Keputusan tersimpan.").wait_for()


def decide(browser: Browser, base: str, case: str, width: int, scripts: bool) -> None:
    """The province votes, the country sends it back, the checker sends it again with fewer, both agree."""
    with (
        visitor(browser, base, width, scripts=scripts) as hendra,
        visitor(browser, base, width, scripts=scripts) as rudi,
        visitor(browser, base, width, scripts=scripts) as dewi,
    ):
        for who, name in ((hendra, "hendra"), (rudi, "rudi"), (dewi, "dewi")):
            walks.log_in(who, f"{name}@demo.bimtek.id")
        vote(hendra, case, "Setujui")
        assert "Anda memberi suara pada kasus ini." in hendra.page.locator(".decision").inner_text()
        hendra.check("case-stage-two")
        vote(rudi, case, "Kembalikan", "Satu mesin las cukup dahulu.")
        send_again(dewi, case)
        vote(hendra, case, "Setujui")
        vote_from_list(rudi)
        rudi.open(case)
        rudi.check("case-rounds")
        assert "Mesin las inverter 200 A: disetujui 4 menjadi 1" in rudi.page.locator("main").inner_text()


def vote(who: Visitor, case: str, button: str, note: str = "") -> None:
    page = who.open(case)
    page.check("input[name=no_conflict]")
    page.fill("#note", note)
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def send_again(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Perbaiki dan kirim lagi").click()
    first = page.locator("input[name^=approved_]").first
    first.fill("9")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_text("paling banyak 4").first.wait_for()
    assert first.input_value() == "9"
    who.check("again-errors")
    first.fill("1")
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def vote_from_list(who: Visitor) -> None:
    page = who.open("/petugas/permohonan?status=in_approval")
    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name="Setujui", exact=True).click()
    page.get_by_text("1 dilewati").wait_for()
    page.locator("input[name=pick]").first.check()
    page.check("#no_conflict")
    who.check("bulk-votes")
    page.get_by_role("button", name="Setujui", exact=True).click()
    page.get_by_text("1 berhasil.").wait_for()
