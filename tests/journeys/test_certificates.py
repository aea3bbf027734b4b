"""After the last day: the signed list, a correction by two officers, certificates made anew and printed together."""

from io import BytesIO

import httpx
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests import factories
from tests.api.grants.office import photo_with_place
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live, working

pytestmark = pytest.mark.browser
RATNA, LINA = "ratna@demo.bimtek.id", "lina@demo.bimtek.id"


def finish(who: Visitor, live: Live) -> str:
    """A session of Palembang with everybody decided, marked and done; the address of its page."""
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"][0]
        body = factories.registration(found["id"], name="Aminah Uji")
        api.post("/v1/registrations", json=body, headers=factories.once())
    address = f"{live.web}/petugas/sesi/{found['id']}"
    walks.decide_rest(who, address)
    walks.mark_everyone(who, address)
    keep_photo(who, f"{address}/kehadiran")
    walks.complete(who, address)
    return address


def keep_photo(who: Visitor, address: str) -> None:
    page = who.open(address)
    page.set_input_files("#paper-photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()})
    page.get_by_role("button", name="Simpan foto").click()
    page.get_by_text("Foto tersimpan.").wait_for()
    page.locator(".papers li a").first.wait_for()
    who.check("attendance-photo")


def propose(who: Visitor, address: str) -> None:
    page = who.open(f"{address}/perbaikan")
    page.get_by_role("button", name="Usulkan", exact=True).click()
    page.get_by_text("Tulis mengapa harus diperbaiki.").first.wait_for()
    who.check("corrections-wrong")
    page.select_option("#registration_id", label="Aminah Uji")
    page.select_option("#day_id", index=1)
    page.check("input[value=late]")
    page.fill("#note", "Datang pukul 09.00 menurut daftar kertas.")
    page.get_by_role("button", name="Usulkan", exact=True).click()
    page.get_by_text("Anda yang mengusulkan.").wait_for()
    page.select_option("#registration_id", label="Aminah Uji")
    page.select_option("#day_id", index=2)
    page.check("input[value=late]")
    page.fill("#note", "Begitu juga hari kedua.")
    page.get_by_role("button", name="Usulkan", exact=True).click()
    page.get_by_text("Begitu juga hari kedua.").wait_for()
    who.check("corrections")


def decide(who: Visitor, address: str) -> None:
    page = who.open(f"{address}/perbaikan")
    page.get_by_text("2 usulan menunggu keputusan Anda.").wait_for()
    who.check("corrections-many")
    page.get_by_role("button", name="Setujui yang dipilih").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    page.get_by_text("Disetujui").nth(1).wait_for()
    who.check("corrections-decided")


def make_anew(who: Visitor, address: str) -> None:
    page = who.open(f"{address}/sertifikat")
    row = page.locator("tbody tr").filter(has_text="Aminah Uji")
    row.locator("summary").click()
    row.get_by_role("button", name="Terbitkan ulang").click()
    page.locator(".error-summary").wait_for()
    who.check("certificates-wrong")
    row.get_by_label("Alasan").fill("Gelar belum tertulis")
    row.get_by_label("Nama yang benar").fill("Aminah Uji, S.Pd.")
    row.get_by_role("button", name="Terbitkan ulang").click()
    page.get_by_text("Tersimpan.").wait_for()
    page.get_by_text("Dicabut").wait_for()
    who.check("certificates")


def print_all(page: Page, *, scripts: bool) -> bytes:
    """The page tells how far it is, by itself or when asked again."""
    asked, ready = page.get_by_role("button", name="Siapkan semua (PDF)"), page.get_by_text("Siap diunduh.")
    for _ in range(1 if scripts else 20):
        with page.expect_navigation():  # a look before the next page is there would be at this one
            asked.click()
        if ready.count():
            break
        page.wait_for_timeout(500)
        asked = page.get_by_role("link", name="Muat ulang")
    ready.wait_for()
    with page.expect_download() as caught:
        page.get_by_role("link", name="sertifikat (PDF)").click()
    return caught.value.path().read_bytes()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_session_is_closed_corrected_and_certified(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with working(live), visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, RATNA)
        address = finish(ratna, live)
        propose(ratna, address)
        with visitor(browser, live.web or "", width, scripts=scripts) as lina:
            walks.log_in(lina, LINA)
            decide(lina, address)
        make_anew(ratna, address)
        pages = PdfReader(BytesIO(print_all(ratna.page, scripts=scripts))).pages
        ratna.check("certificates-printed")
        names = [page.extract_text() for page in pages]
        assert sum("Aminah Uji, S.Pd." in name for name in names) == 1


def note_consent(ratna: Visitor, she: str, what: str) -> None:
    """Writes down at her registration what she said about invitations, and comes back to her page."""
    page = ratna.page
    page.goto(she)
    page.locator("tbody th a").first.click()
    line = page.locator("#persetujuan li").first
    line.wait_for()
    if line.get_by_role("button", name=what).count():
        line.get_by_role("button", name=what).click()
        page.get_by_text("Persetujuan peserta tercatat.").wait_for()
        ratna.check("consents-noted")
    page.goto(she)


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_somebody_on_file_is_invited(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, RATNA)
        page = ratna.open("/petugas/peserta")
        page.locator("tbody th a").first.click()
        she = page.url
        page.get_by_role("button", name="Simpan kursi dan undang").click()
        page.get_by_text("Pilih sesinya.").first.wait_for()
        ratna.check("invite-wrong")
        note_consent(ratna, she, "Catat penarikannya")
        page.locator("input[name=session_id]").first.check()
        page.get_by_role("button", name="Simpan kursi dan undang").click()
        page.get_by_text("Ia belum menyetujui dihubungi").first.wait_for()
        ratna.check("invite-without-consent")
        note_consent(ratna, she, "Catat persetujuannya")
        page.locator("input[name=session_id]").first.check()
        page.get_by_role("button", name="Simpan kursi dan undang").click()
        page.get_by_text("Diundang. Kursinya disimpan").wait_for()
        page.get_by_role("button", name="Catat: menerima kursi").click()
        page.get_by_text("Mendapat kursi").first.wait_for()
        ratna.check("invited")
