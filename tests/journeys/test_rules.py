"""Rules decide who may go on: a set is recorded, a call uses it, a case stops at it, and one rule is waived above."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
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


def announce(who: Visitor) -> None:
    """A call out of the line of Palembang; what was wrong first keeps the rest."""
    page = who.open("/petugas/panggilan")
    who.check("calls")
    page.get_by_role("link", name="Umumkan panggilan").click()
    page.fill("#name", "Bengkel las Palembang")
    page.get_by_role("button", name="Umumkan", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#name") == "Bengkel las Palembang"
    who.check("call-errors")
    page.fill("#number", "PGL/1671/2026/LAS")
    page.select_option("#budget_line_id", index=1)
    page.select_option("#rule_set_id", label="Aturan ketat")
    year = datetime.now(UTC).year
    for day, parts in (("opens_on", ("1", "1", str(year))), ("closes_on", ("31", "3", str(year + 1)))):
        for part, value in zip(("day", "month", "year"), parts, strict=True):
            page.fill(f"[name={day}_{part}]", value)
    page.get_by_label("Paket bengkel las").check()
    page.get_by_role("button", name="Umumkan", exact=True).click()
    page.get_by_text("Panggilan bantuan diumumkan.").wait_for()
    who.check("call")


def apply(who: Visitor) -> str:
    """The demo group asks for the welding package of the new call."""
    page = who.open("/petugas/permohonan/baru")
    page.select_option("#group_id", index=1)
    page.get_by_label("Paket bengkel las").last.check()
    page.get_by_role("button", name="Ajukan").click()
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
        announce(sari)
        with visitor(browser, base, width, scripts=scripts) as ratna:
            walks.log_in(ratna, "ratna@demo.bimtek.id")
            case = apply(ratna)
        waive_after(sari, browser, base, case, width, scripts)


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
