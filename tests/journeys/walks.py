"""What people do on the pages, step by step."""

import time
from typing import Any

import pyotp

from bimtek_api.demo.officers import OFFICERS, PASSWORD
from bimtek_web.ui.security import OFFICER
from tests.browser import Visitor

BOXES = {"day": "4", "month": "9", "year": "1988"}


def fill_date(who: Visitor, name: str = "birth_date") -> None:
    for part, value in BOXES.items():
        who.page.fill(f"#{name}_{part}", value)


def to_form(who: Visitor, title: str) -> None:
    """From the catalogue, filtered to Palembang, to the first step of the form."""
    page = who.open("/")
    who.check("catalogue")
    page.select_option("#district", label="Kota Palembang")
    if not who.scripted:
        page.get_by_role("button", name="Tampilkan").click()
    page.wait_for_url("**district=16.71**")
    page.get_by_role("link", name=title, exact=True).click()
    who.check("session")
    page.get_by_role("link", name="Daftar sekarang").click()


def register(who: Visitor, title: str, name: str, nik: str) -> str:
    """Registers with a mistake on the way; returns the receipt's number."""
    to_form(who, title)
    page = who.page
    page.fill("#name", name)
    page.fill("#nik", "123")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.locator(".error-summary h2").inner_text() == "Ada 3 isian yang perlu diperbaiki"
    assert page.input_value("#name") == name
    assert page.locator("#nik-error").inner_text().endswith("NIK harus 16 angka. Anda menulis 3.")
    if who.scripted:
        assert page.evaluate("document.activeElement.className") == "error-summary"
    who.check("errors")
    page.fill("#nik", nik)
    fill_date(who)
    page.check("input[value=female]")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    home(who)
    page.fill("#business_name", "Jahit Sumarni")
    page.check("input[value=garment]")
    page.check("input[value=sewing_machine]")
    who.check("business")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    who.check("review")
    page.get_by_role("button", name="Kirim pendaftaran").click()
    page.wait_for_url("**/pendaftaran/BT-*/**")
    who.check("receipt")
    assert nik not in page.content()
    return page.inner_text(".big-code")


def home(who: Visitor) -> None:
    """Contact and domicile; the lists follow each other with and without scripts."""
    page = who.page
    page.fill("#phone", "0812 0000 4417")
    page.select_option("#subdistrict_code", index=1)
    if not who.scripted:
        page.get_by_role("button", name="Tampilkan kecamatan").click()
    page.locator("#village_code option").nth(1).wait_for(state="attached")
    assert page.input_value("#phone") == "0812 0000 4417"
    page.select_option("#village_code", index=1)
    who.check("home")
    page.get_by_role("button", name="Simpan dan lanjut").click()


def look_up(who: Visitor, number: str) -> str:
    """The status by number and birth date."""
    page = who.open("/cek-status")
    page.fill("#number", number)
    fill_date(who)
    page.get_by_role("button", name="Lihat status").click()
    who.check("status")
    return page.locator(".standing .status").inner_text()


LOGINS_SEEN: set[str] = set()
KEPT: dict[tuple[str, str], list[Any]] = {}


def log_in(who: Visitor, email: str) -> None:
    """As she left: whoever has logged in here before is still logged in, unless the data were planted anew.

    A code works once: a second log-in in the same half minute would wait for the next code.
    """
    seed = next(each.totp_secret for each in OFFICERS if each.email == email)
    who.context.add_cookies(KEPT.get((who.base, email), []))
    who.open("/petugas")
    if not who.page.locator("#email").count():
        return
    if who.shots not in LOGINS_SEEN:  # looked at once per screen, not once per officer
        who.check("login")
        LOGINS_SEEN.add(who.shots)
    for _ in range(2):
        who.page.fill("#email", email)
        who.page.fill("#password", PASSWORD)
        who.page.fill("#code", pyotp.TOTP(seed).now())
        who.page.get_by_role("button", name="Masuk", exact=True).click()
        if "/petugas" in who.page.url:
            KEPT[who.base, email] = [each for each in who.context.cookies() if each["name"].endswith(OFFICER)]
            return
        time.sleep(31 - time.time() % 30)
    raise AssertionError("could not log in")


def accept(who: Visitor, number: str) -> None:
    """Finds the registration in the table and accepts it."""
    page = who.open("/petugas/pendaftaran?status=pending_review")
    who.check("registrations")
    page.fill("#q", number)
    page.get_by_role("button", name="Saring").click()
    page.locator("tbody th a").click()
    who.check("case")
    page.get_by_role("button", name="Terima").click()
    page.get_by_text("sudah diputuskan").wait_for()
    who.check("accepted")


def decide_rest(who: Visitor, session_address: str) -> None:
    """Accepts everybody else of the session in one act."""
    session_id = session_address.rsplit("/", 1)[1]
    page = who.open(f"/petugas/pendaftaran?session={session_id}&status=pending_review")
    for box in page.locator("input[name=pick]").all():
        box.check()
    page.get_by_role("button", name="Terima").click()
    page.get_by_text("berhasil").wait_for()
    who.check("bulk")


def mark_everyone(who: Visitor, session_address: str) -> None:
    """Everybody was there on every day."""
    page = who.open(f"{session_address}/kehadiran")
    who.check("attendance")
    if who.scripted:
        for button in page.locator("[data-fill]").all():
            button.click()
    else:
        for cell in page.locator("select[name^='mark:']").all():
            cell.select_option("present")
    page.get_by_role("button", name="Simpan kehadiran").click()
    page.get_by_text("Kehadiran tersimpan").wait_for()
    who.check("marked")


def complete(who: Visitor, session_address: str) -> None:
    page = who.open(session_address)
    page.get_by_role("button", name="Selesaikan sesi").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("completed")
