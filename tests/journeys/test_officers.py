"""An officer is invited, makes her own password, gets a role from two administrators, and loses her phone."""

import re
import time
from contextlib import AbstractContextManager

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Page

from tests.api.grants.office import today
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
PASSWORD = "kuda besi terbang malam 71"
EMAIL, NIK = "yuni@contoh.id", "9971994409880011"


def invite(who: Visitor) -> str:
    """Returns the link."""
    page = who.open("/petugas/petugas")
    page.fill("#name", "Yuni Astuti (contoh)")
    page.fill("#email", "bukan surel")
    page.fill("#position", "Anggota tim penilai")
    page.get_by_role("button", name="Undang", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#position") == "Anggota tim penilai"
    who.check("officers-errors")
    page.fill("#email", EMAIL)
    page.fill("#nik", NIK)
    page.get_by_role("button", name="Undang", exact=True).click()
    page.get_by_role("heading", name="Tautan aktivasi").wait_for()
    who.check("officer-link")
    return page.locator("p.code").inner_text()


def activate(who: Visitor, link: str) -> tuple[pyotp.TOTP, list[str]]:
    """Her authenticator and her codes on paper."""
    page = who.open(link)
    page.fill("#password", "petugas baru")
    page.fill("#code", "000000")
    page.get_by_role("button", name="Aktifkan").click()
    page.locator(".error-summary").wait_for()
    who.check("activation-errors")
    totp = pyotp.TOTP(page.locator("p.code").inner_text().strip())
    page.fill("#password", PASSWORD)
    page.fill("#code", totp.now())
    page.fill("#nik", NIK[:-1] + "2")
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_text("tidak sama dengan yang dibaca administrator").first.wait_for()
    page.fill("#password", PASSWORD)
    page.fill("#code", totp.now())
    page.fill("#nik", NIK)
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_role("heading", name="Akun sudah aktif").wait_for()
    who.check("activated")
    papers = page.locator(".codes li").all_inner_texts()
    assert all(re.fullmatch(r"[A-Z0-9]{5}-[A-Z0-9]{5}", each) for each in papers)
    assert "tidak berlaku lagi" in who.open(link).locator("h1").inner_text()
    return totp, papers


def to_officer(page: Page) -> None:
    page.get_by_role("link", name="Yuni Astuti (contoh)").click()


def ask_role(who: Visitor) -> None:
    page = who.open("/petugas/petugas?q=yuni")
    to_officer(page)
    page.select_option("#role", label="Penilai")
    page.select_option("#region_code", label="Kota Palembang")
    page.select_option("#programme_id", index=1)
    for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
        page.fill(f"#valid_from_{part}", number)
    page.get_by_role("button", name="Minta peran").click()
    page.locator(".error-summary").wait_for()
    assert page.locator("#role option:checked").inner_text() == "Penilai"
    who.check("officer-errors")
    page.fill("#reason", "SK 800/14/2026.")
    page.get_by_role("button", name="Minta peran").click()
    page.get_by_text("Administrator lain memutuskannya.").wait_for()
    page = who.open("/petugas/akses")
    page.get_by_text("Anda yang meminta.").wait_for()
    assert not page.get_by_role("button", name="Setujui").count()


def approve(who: Visitor) -> None:
    page = who.open("/petugas/petugas")
    page.get_by_role("link", name="1 permintaan akses").click()
    who.check("access-requests")
    page.get_by_role("button", name="Setujui").click()


def own_account(who: Visitor, totp: pyotp.TOTP, papers: list[str], api: str) -> None:
    """With a code on paper she reads, and asks for another authenticator that waits; with her own she stops that."""
    log_in(who, papers[0])
    elsewhere = {"email": EMAIL, "password": PASSWORD, "code": papers[1], "device": "Firefox, Android"}
    assert httpx.post(f"{api}/v1/logins", json=elsewhere).status_code == 201
    by_paper(who)
    who.context.clear_cookies()
    log_in(who, totp.at(int(time.time()) + 30))  # this half minute's was used to activate
    who.page.get_by_role("link", name="kabar tentang akun Anda").click()
    page = who.page
    page.get_by_role("heading", name="Autentikator baru sedang menunggu").wait_for()
    who.check("own-replacement")
    page.get_by_role("button", name="Bukan saya, batalkan").click()
    page.get_by_text("Autentikator baru dibatalkan.").wait_for()
    page.get_by_role("button", name="Sudah dibaca").click()
    page.get_by_role("heading", name="Kabar tentang akun Anda").wait_for(state="detached")
    page.get_by_role("button", name="Buat kode baru").click()
    page.get_by_role("heading", name="Kode cadangan baru").wait_for()
    who.check("own-access")
    other = page.locator(".panel", has_text="Firefox, Android")
    other.get_by_text("Keluarkan", exact=True).click()
    other.get_by_role("button", name="Keluarkan perangkat ini").click()
    page.get_by_text("Perangkat itu sudah dikeluarkan.").wait_for()
    assert not page.get_by_text("Firefox, Android").count()


def by_paper(who: Visitor) -> None:
    page = who.open("/petugas/akun")
    page.get_by_text("Anda masuk dengan kode cadangan").first.wait_for()
    page.get_by_text("Sisa 8 kode.").wait_for()
    page.get_by_text("Keluarkan", exact=True).click()
    page.get_by_role("button", name="Keluarkan perangkat ini").click()
    page.locator(".error-summary").wait_for()
    who.check("own-device-errors")
    page.get_by_role("button", name="Buat kode baru").click()
    page.locator(".error-summary").wait_for()
    who.check("own-access-errors")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Ganti", exact=True).click()
    new = pyotp.TOTP(page.locator("p.code").inner_text().strip())
    page.fill("#password", "gajah putih menari pelan 9")
    page.fill("#code", new.now())
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_role("heading", name="Tersimpan, menunggu berlaku").wait_for()
    who.check("replacement-waits")


def log_in(who: Visitor, code: str) -> None:
    page = who.open("/masuk")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.fill("#code", code)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/petugas")


def shut_out(who: Visitor) -> None:
    page = who.open("/petugas/petugas?q=yuni")
    to_officer(page)
    page.fill("#reason", "Laptopnya hilang.")
    page.get_by_role("button", name="Keluarkan dari semua perangkat").click()
    page.get_by_text("sudah dikeluarkan dari semua perangkatnya").wait_for()
    page.fill("#reason", "Pindah dinas.")
    page.get_by_role("button", name="Akhiri Penilai").click()
    page.get_by_text("Peran diakhiri.").wait_for()
    page.fill("#reason", "Pindah dinas.")
    page.get_by_role("button", name="Nonaktifkan sekarang").click()
    page.get_by_text("Akun dinonaktifkan.").wait_for()
    who.check("officer")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_an_officer_comes_and_goes(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    def screen() -> AbstractContextManager[Visitor]:
        return visitor(browser, live.web or "", width, scripts=scripts)

    with screen() as nadia, screen() as fajar, screen() as yuni:
        walks.log_in(nadia, "nadia@demo.bimtek.id")
        walks.log_in(fajar, "fajar@demo.bimtek.id")
        totp, papers = activate(yuni, invite(nadia))
        ask_role(nadia)
        approve(fajar)
        fajar.page.get_by_text("Keputusan tersimpan.").wait_for()
        own_account(yuni, totp, papers, live.api)
        yuni.page.get_by_text("Penilai, Kota Palembang, hanya program").first.wait_for()
        shut_out(nadia)
        yuni.open("/petugas/akun").get_by_role("heading", name="Masuk untuk petugas").wait_for()
