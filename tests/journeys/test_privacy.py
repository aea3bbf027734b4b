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


def ask_elsewhere(who: Visitor) -> None:
    """Whether somebody has aid in another district: the number is on the form, and on no page after it."""
    page, number = who.open("/petugas/cek-bantuan"), "9971994409887077"
    page.fill("#nik", number)
    page.get_by_role("button", name="Cek", exact=True).click()
    page.locator("#reason-error").wait_for()
    assert page.input_value("#nik") == number
    who.check("aid-check-errors")
    page.fill("#reason", "Calon anggota kelompok baru.")
    page.get_by_role("button", name="Cek", exact=True).click()
    page.get_by_text("NIK •••• 7077: tidak ada bantuan yang tercatat").wait_for()
    who.check("aid-check")
    assert number not in page.content()


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


def sample(who: Visitor) -> None:
    """Drawn by a seed, with a mistake on the way; drawn again it is the same."""
    page = who.open("/petugas/audit")
    page.fill("#size", "500")
    page.get_by_role("button", name="Ambil sampel").click()
    page.locator(".error-summary").wait_for()
    who.check("sample-errors")
    for name, year in (("made_from", "2026"), ("made_to", "2090")):
        for part, value in (("day", "1"), ("month", "1"), ("year", year)):
            page.fill(f"#{name}_{part}", value)
    page.fill("#size", "10")
    page.fill("#seed", "ST-14/2026")
    page.check("input[name=weight][value=amount]")
    rows = []
    for _ in range(2):
        page.get_by_role("button", name="Ambil sampel").click()
        page.get_by_text("Kata kunci: ST-14/2026.").wait_for()
        rows.append(page.locator("tbody tr").all_inner_texts())
    who.check("sample")
    assert rows[0] == rows[1] != []
    link = page.get_by_role("link", name="Unduh (zip)").first.get_attribute("href")
    assert who.context.request.get(f"{who.base}{link}").status == 200


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
        ask_elsewhere(ratna)
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
        sample(tono)
