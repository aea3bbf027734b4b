"""An officer gives her NIK, shares a phone with a member, and another officer looks at it (integrity.md 1)."""

import psycopg
import pytest
from playwright.sync_api import Browser

from bimtek_api.demo.officers import officer_nik
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.grants import apply, verify
from tests.servers import Live

pytestmark = pytest.mark.browser
DEWI = "dewi@demo.bimtek.id"
GROUP = "KUB Jahit Srikandi Plaju (contoh)"
# As if her account were from before officers gave their number; and the phone of somebody of the group.
FORGET = """
UPDATE identities SET nik_index = NULL, nik_sealed = NULL, nik_last4 = NULL
WHERE id = (SELECT person_id FROM officers WHERE email = %s)
"""
PHONE = "SELECT p.phone FROM participants p JOIN group_members m ON m.person_id = p.person_id LIMIT 1"


def forgotten(live: Live) -> str:
    with psycopg.connect(live.environment["BIMTEK_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute(FORGET, (DEWI,))
        row = owner.execute(PHONE).fetchone()
    return str(row and row[0])


def proposed(who: Visitor) -> str:
    page = who.open("/petugas/kelompok")
    page.get_by_role("link", name=GROUP).click()
    return apply(who)


def identify(who: Visitor, case: str, phone: str) -> None:
    """No duty without her number, which she gives on her own page."""
    page = who.open(case)
    assert "Lengkapi dahulu NIK Anda" in page.locator(".decision").inner_text()
    page = who.open("/petugas/akun")
    page.fill("#nik", "123")
    page.get_by_role("button", name="Simpan identitas").click()
    page.locator(".error-summary").wait_for()
    who.check("identity-errors")
    page.fill("#nik", officer_nik(5))
    page.fill("#phone", phone)
    page.get_by_role("button", name="Simpan identitas").click()
    page.get_by_text("Identitas Anda tercatat.").wait_for()
    who.check("identity")


def ask(who: Visitor, case: str) -> None:
    page = who.open(case)
    assert "nomor ponsel" in page.locator(".decision").inner_text()
    page.get_by_role("link", name="Buka kesamaan data").click()
    page.get_by_role("button", name="Minta diperiksa").click()
    page.locator(".error-summary").wait_for()
    who.check("look-alike-errors")
    page.fill("#reason", "Nomor keluarga yang sama.")
    page.get_by_role("button", name="Minta diperiksa").click()
    page.get_by_text("Belum diperiksa.").wait_for()
    who.check("look-alike-asked")


def clear(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Buka kesamaan data").click()
    page.fill("#note", "Kakaknya, bukan dirinya.")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Wajar, boleh bertugas").click()
    page.get_by_text("Wajar menurut").wait_for()
    who.check("look-alike-cleared")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_who_shares_a_phone_with_a_member_waits_for_another_officer(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base, phone = live.web or "", forgotten(live)
    with (
        visitor(browser, base, width, scripts=scripts) as dewi,
        visitor(browser, base, width, scripts=scripts) as ratna,
        visitor(browser, base, width, scripts=scripts) as sari,
    ):
        for who, name in ((dewi, "dewi"), (ratna, "ratna"), (sari, "sari")):
            walks.log_in(who, f"{name}@demo.bimtek.id")
        case = proposed(ratna)
        identify(dewi, case, phone)
        ask(dewi, case)
        clear(sari, case)
        verify(dewi, case)
        assert "Kakaknya, bukan dirinya." in dewi.open(case).locator("#kesamaan").inner_text()
