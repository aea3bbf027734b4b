"""An officer takes her lists home: what the table shows, and the list to sign."""

import time

import httpx
import psycopg
import pyotp
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from bimtek_api.demo.officers import OFFICERS
from tests import factories
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live, working

pytestmark = pytest.mark.browser
RATNA = "ratna@demo.bimtek.id"


def long_ago(live: Live) -> None:
    """Her last one-time code is older than five minutes."""
    with psycopg.connect(live.environment["BIMTEK_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("UPDATE logins SET stepped_up_at = NULL")


def confirm(who: Visitor) -> None:
    """A whole list wants a fresh code; a wrong one is said beside the field."""
    page = who.page
    page.get_by_role("heading", name="Pastikan ini Anda").wait_for()
    who.check("confirm")
    page.fill("#code", "000000")
    page.get_by_role("button", name="Lanjutkan").click()
    page.locator("#code-error").wait_for()
    who.check("confirm-errors")
    seed = next(each.totp_secret for each in OFFICERS if each.email == RATNA)
    page.fill("#code", pyotp.TOTP(seed).at(int(time.time()) + 30))  # this half minute's may have been used
    page.get_by_role("button", name="Lanjutkan").click()


def write_letters(who: Visitor, session_id: str) -> None:
    """Nobody teaches yet: the page says what to do first, and the number typed is still there."""
    page = who.open(f"/petugas/sesi/{session_id}")
    page.get_by_role("link", name="Surat", exact=True).click()
    who.check("letters")
    page.fill("#number", "005/UND/2026")
    page.get_by_role("button", name="Unduh surat tugas (PDF)").click()
    page.get_by_text("Belum ada penerima surat ini.").wait_for()
    who.check("letters-nobody")
    assert page.input_value("#number") == "005/UND/2026"
    with page.expect_download() as caught:
        page.get_by_role("button", name="Unduh surat undangan (PDF)").click()
    assert caught.value.suggested_filename == "surat-undangan.pdf"
    assert "005/UND/2026" in PdfReader(caught.value.path()).pages[0].extract_text()


def keep_a_view(who: Visitor, number: str) -> None:
    """Filters kept under a name are one press away, until they are removed."""
    page = who.open("/petugas/pendaftaran?status=confirmed&q=" + number)
    page.get_by_role("link", name="Simpan saringan ini").click()
    page.get_by_role("button", name="Simpan saringan").click()
    page.get_by_text("Tulis namanya.").first.wait_for()
    who.check("view-wrong")
    page.fill("#name", "Milik saya")
    page.get_by_role("button", name="Simpan saringan").click()
    who.open("/petugas/pendaftaran")
    who.check("views")
    page.get_by_role("link", name="Milik saya").click()
    page.wait_for_url("**/petugas/pendaftaran?*")
    assert page.locator("tbody tr").count() == 1
    page.get_by_role("link", name="Atur", exact=True).click()
    page.get_by_role("button", name="Hapus Milik saya").click()
    page.get_by_text("Saringan dihapus.").wait_for()
    page.get_by_text("Belum ada saringan tersimpan").wait_for()
    who.check("views-none")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_long_list_is_waited_for(browser: Browser, hurried: Live, width: int, scripts: bool) -> None:
    with visitor(browser, hurried.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, RATNA)
        long_ago(hurried)
        page = ratna.open("/petugas/pendaftaran")
        page.get_by_role("link", name="CSV").click()
        confirm(ratna)
        page.get_by_text("ditulis di belakang").wait_for()
        ratna.check("export-waiting")
        with working(hurried):
            for _ in range(40):
                if not scripts:
                    page.reload()
                if page.get_by_text("Siap diunduh.").count():
                    break
                page.wait_for_timeout(500)
        ratna.check("export-ready")
        with page.expect_download() as caught:
            page.get_by_role("link", name="(CSV)").click()
        assert caught.value.suggested_filename == "pendaftaran.csv"
        assert len(caught.value.path().read_text("utf-8-sig").splitlines()) > 2


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_lists_are_saved_as_files(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"]
        body = factories.registration(found[0]["id"])
        made = api.post("/v1/registrations", json=body, headers=factories.once()).json()
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, RATNA)
        walks.accept(ratna, made["number"])
        page = ratna.open(f"/petugas/pendaftaran?session={found[0]['id']}")
        long_ago(live)
        page.get_by_role("link", name="CSV", exact=True).click()
        with page.expect_download() as caught:
            confirm(ratna)
        assert caught.value.suggested_filename == "pendaftaran.csv"
        assert made["number"] in caught.value.path().read_text("utf-8-sig")
        page = ratna.open(f"/petugas/sesi/{found[0]['id']}/kehadiran")
        ratna.check("attendance-downloads")
        with page.expect_download() as caught:
            page.get_by_role("link", name="daftar untuk ditandatangani (PDF)").click()
        assert caught.value.suggested_filename == "kehadiran.pdf"
        assert caught.value.path().read_bytes().startswith(b"%PDF-")
        address = f"{live.web}/petugas/unduh/pendaftaran.csv"
        assert "no-store" in ratna.context.request.get(address).headers["cache-control"]
        write_letters(ratna, found[0]["id"])
        keep_a_view(ratna, made["number"])
