"""The whole NIK for a reason, being forgotten on two officers' word, and the auditor who sees who looked."""

import io
import zipfile
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.calls import choose
from tests.servers import Live

pytestmark = pytest.mark.browser


def reject_somebody(who: Visitor) -> str:
    """Returns the address of her page."""
    page = who.open("/petugas/pendaftaran?status=pending_review")
    page.locator("tbody th a").last.click()  # the first ones are in the demo group
    person = page.locator("a[href^='/petugas/peserta/']").first.get_attribute("href") or ""
    page.fill("#reason", "Tidak jadi ikut.")
    page.get_by_role("button", name="Tolak").click()
    page.get_by_text("sudah diputuskan").wait_for()
    return person


def reveal(who: Visitor, person: str) -> None:
    page = who.open(person)
    page.get_by_text("Lihat NIK lengkap").click()
    page.fill("#nik_reason", "perlu")
    page.get_by_role("button", name="Lihat NIK").click()
    page.locator("#nik_reason-error").wait_for()
    who.check("nik-errors")
    page.fill("#nik_reason", "Mencocokkan KTP di meja daftar.")
    page.get_by_role("button", name="Lihat NIK").click()
    number = page.locator("p.soft b.code").inner_text()
    assert len(number) == 16
    assert number.isdigit()
    who.check("nik-shown")
    assert number not in who.open(person).content(), "shown once"


def ask_erasure(who: Visitor, person: str) -> None:
    page = who.open(person)
    page.get_by_role("link", name="Hapus data orang ini").click()
    page.get_by_role("button", name="Minta dihapus").click()
    page.locator(".error-summary").wait_for()
    who.check("erasure-errors")
    page.fill("#reason", "Permintaan tertulis 1 November 2026.")
    page.get_by_role("button", name="Minta dihapus").click()
    page.get_by_text("Anda yang meminta.").wait_for()


def erase(who: Visitor, person: str) -> None:
    page = who.open("/petugas/penghapusan")
    who.check("erasures")
    page.get_by_role("button", name="Hapus untuk selamanya").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    assert who.open(person).locator("h1").inner_text() == "(dihapus)"


def audit(who: Visitor, person: str, case: str) -> None:
    page = who.open(person)
    page.get_by_role("link", name="Siapa yang membaca data ini").click()
    page.get_by_text("data 1 orang").wait_for()
    assert "Ratna Dewi (contoh)" in page.locator("tbody").inner_text()
    who.check("readings")
    answer = who.context.request.get(f"{who.base}/petugas/unduh/bukti/{case.rsplit('/', 1)[1]}.zip")
    assert "SHA256SUMS" in zipfile.ZipFile(io.BytesIO(answer.body())).namelist()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_personal_data_is_read_for_a_reason_and_forgotten_by_two(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    def screen() -> AbstractContextManager[Visitor]:
        return visitor(browser, live.web or "", width, scripts=scripts)

    with screen() as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        person = reject_somebody(ratna)
        reveal(ratna, person)
        ask_erasure(ratna, person)
        choose(ratna)
        ratna.page.get_by_role("button", name="Ajukan", exact=True).click()
        ratna.page.get_by_text("Permohonan tercatat.").wait_for()
        case = ratna.page.url
    with screen() as lina:
        walks.log_in(lina, "lina@demo.bimtek.id")
        erase(lina, person)
    with screen() as tono:
        walks.log_in(tono, "tono@demo.bimtek.id")
        audit(tono, person, case)
