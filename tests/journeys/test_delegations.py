"""A delegation registers by one form, waits as one, and is answered for by one person."""

import httpx
import pytest
from playwright.sync_api import Browser

from tests import factories
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser


def smallest(live: Live) -> dict:
    """The session of Palembang with the fewest free seats."""
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"]
    return min(found, key=lambda each: each["seats"]["free"])


def fill(who: Visitor, session_id: str, many: int) -> None:
    page = who.page
    page.fill("#name", "Dekranasda Palembang")
    page.fill("#contact_name", "Bu Rina")
    page.fill("#phone", "0812 7777 8888")
    page.select_option("#subdistrict_code", index=1)
    if not who.scripted:
        page.get_by_role("button", name="Tampilkan kecamatan").click()
    page.locator("#village_code option").nth(1).wait_for(state="attached")
    page.select_option("#village_code", index=1)
    page.check("input[value=garment]")
    for row in range(many):
        person = factories.registration(session_id)
        page.fill(f"#name_{row}", person["name"])
        page.fill(f"#nik_{row}", person["nik"])
        page.fill(f"#born_{row}", "4-9-1988")
        page.check(f"input[name=sex_{row}][value=female]")


def give_all_up(who: Visitor) -> None:
    who.page.fill("#phone", "0812 7777 8888")
    who.page.get_by_role("button", name="Batalkan seluruh rombongan").click()
    who.page.get_by_text("Jawaban untuk seluruh rombongan tersimpan.").wait_for()
    who.check("delegation-gone")


def look_at(who: Visitor, session_id: str, many: int) -> None:
    """The officer sees who belongs together, and that waiting people have nothing to correct yet."""
    walks.log_in(who, "ratna@demo.bimtek.id")
    page = who.open(f"/petugas/pendaftaran?session={session_id}&status=waitlisted")
    page.locator("tbody th a").last.click()
    page.get_by_role("link", name="Lihat semua anggota rombongan").click()
    page.get_by_text("Satu rombongan").wait_for()
    assert page.locator("tbody tr").count() == min(many, 50)
    page.locator("input[name=pick]").first.check()
    page.get_by_text("Minta perbaikan dari yang dipilih").click()
    page.get_by_role("button", name="Minta perbaikan").click()
    page.get_by_text("Pilih isian yang harus diperbaiki.").wait_for()
    who.check("bulk-return")
    page.locator("input[name=pick]").first.check()
    page.get_by_text("Minta perbaikan dari yang dipilih").click()
    page.check("input[name=fields][value=phone]")
    page.get_by_role("button", name="Minta perbaikan").click()
    page.get_by_text("0 berhasil, 1 dilewati.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_delegation_waits_as_one_and_is_answered_for(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    session = smallest(live)
    many = session["seats"]["free"] + 1
    with visitor(browser, live.web or "", width, scripts=scripts) as rina:
        page = rina.open(f"/sesi/{session['id']}")
        page.get_by_role("link", name="Datang bersama-sama?").click()
        rina.check("delegation-form")
        while page.locator(f"#name_{many - 1}").count() == 0:
            page.get_by_role("button", name="Tambah lima baris").click()
            page.locator("fieldset.member").nth(5).wait_for()
        fill(rina, session["id"], many)
        nik = page.input_value("#nik_1")
        page.fill("#nik_1", "123")
        page.get_by_role("button", name="Kirim pendaftaran rombongan").click()
        assert page.locator("#nik_1-error").inner_text().endswith("NIK harus 16 angka. Anda menulis 3.")
        rina.check("delegation-wrong")
        page.fill("#nik_1", nik)
        page.get_by_role("button", name="Kirim pendaftaran rombongan").click()
        page.wait_for_url("**/rombongan/RB-*/**")
        assert page.locator("h1").inner_text() == f"Rombongan menunggu {many} kursi sekaligus"
        assert nik not in page.content()
        rina.check("delegation")
        page.get_by_role("link", name="Pendaftaran ").first.click()
        page.get_by_text(f"menunggu {many} kursi sekaligus").wait_for()
        rina.check("delegation-member")
        page.go_back()
        with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
            look_at(ratna, session["id"], many)
        give_all_up(rina)
