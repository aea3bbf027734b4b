"""A session asks more: the officer writes the questions, people answer and send a photo, the officer reads it all."""

import re
from io import BytesIO

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests import factories
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
FORMS = [(360, False), (1280, True)]


def session_of(live: Live) -> str:
    with httpx.Client(base_url=live.api) as api:
        return api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"][0]["id"]


def photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def write(page: Page, row: int, label: str, kind: str) -> None:
    page.fill(f"#label_{row}", label)
    page.select_option(f"#kind_{row}", kind)
    page.locator("fieldset.panel").nth(row).get_by_label("Wajib dijawab").check()


def write_questions(who: Visitor, session_id: str) -> None:
    """Two at first, then a third that depends on the first; a mistake on the way."""
    page = who.open(f"/petugas/sesi/{session_id}/formulir")
    write(page, 0, "Ada listrik di tempat usaha?", "yes_no")
    write(page, 1, "Ukuran mesin", "choice")
    page.get_by_role("button", name="Simpan pertanyaan").click()
    page.get_by_text("Tulis paling sedikit dua pilihan.").first.wait_for()
    assert page.input_value("#label_0") == "Ada listrik di tempat usaha?"
    who.check("questions-wrong")
    write(page, 1, "Berapa watt?", "number")
    page.get_by_role("button", name="Simpan pertanyaan").click()
    page.get_by_text("Pertanyaan tersimpan.").wait_for()
    page.locator("fieldset.panel").nth(1).locator("summary").click()
    page.select_option("#when_1", label="Hanya bila Ada listrik di tempat usaha? = Ya")
    write(page, 2, "Foto tempat usaha", "photo")
    page.get_by_role("button", name="Simpan pertanyaan").click()
    page.get_by_text("Versi 3.").or_(page.get_by_text("Versi 2.")).wait_for()
    who.check("questions")


def to_questions(who: Visitor, session_id: str) -> None:
    """The public form up to the step with the session's own questions."""
    page = who.open(f"/sesi/{session_id}/daftar")
    body = factories.registration(session_id)
    page.fill("#name", body["name"])
    page.fill("#nik", body["nik"])
    walks.fill_date(who)
    page.check("input[value=female]")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    walks.home(who)
    page.check("input[value=garment]")


def answer(who: Visitor) -> None:
    page = who.page
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.locator("#q_ada_listrik_di_tempat_usaha-error").inner_text().endswith("Jawab pertanyaan ini.")
    watts = page.locator("#q_berapa_watt")
    assert watts.is_visible() != who.scripted, "with scripts, what is not asked is not shown"
    page.check("#q_ada_listrik_di_tempat_usaha")
    watts.fill("banyak")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.input_value("#q_berapa_watt") == "banyak"
    who.check("questions-answered-wrong")
    page.fill("#q_berapa_watt", "1300")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_text("1300").wait_for()
    page.get_by_role("button", name="Kirim pendaftaran").click()
    page.wait_for_url("**/pendaftaran/BT-*/**")


def shrunk(page: Page) -> None:
    """Waits until the page has made the photo smaller."""
    for _ in range(50):
        name, size = page.evaluate(
            "(({ name, size }) => [name, size])(document.querySelector('[type=file]').files[0])"
        )
        if name == "foto.jpg":
            assert size < len(photo()) / 2
            return
        page.wait_for_timeout(100)
    raise AssertionError("the photo was not made smaller")


def send_photo(who: Visitor) -> None:
    page = who.page
    page.get_by_text("Belum dikirim", exact=True).wait_for()
    who.check("receipt-files")
    page.set_input_files("#f-foto_tempat_usaha", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    if who.scripted:
        shrunk(page)
    for part, value in walks.BOXES.items():
        page.fill(f"#b_foto_tempat_usaha_{part}", value if part != "year" else "1987")
    page.get_by_role("button", name="Kirim berkas ini").click()
    page.get_by_text("Tanggal lahir tidak cocok").first.wait_for()
    page.set_input_files("#f-foto_tempat_usaha", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.fill("#b_foto_tempat_usaha_year", "1988")
    page.get_by_role("button", name="Kirim berkas ini").click()
    page.get_by_text("Berkas terkirim.").wait_for()
    who.check("receipt-file-sent")


@pytest.mark.parametrize(("width", "scripts"), FORMS)
def test_a_session_asks_people_answer_and_the_officer_reads(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    session_id = session_of(live)
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        write_questions(ratna, session_id)
        with visitor(browser, live.web or "", width, scripts=scripts) as herself:
            to_questions(herself, session_id)
            answer(herself)
            number = herself.page.inner_text(".big-code")
            page = ratna.open(f"/petugas/pendaftaran?session={session_id}&file_missing=true")
            page.get_by_text(number).wait_for()
            send_photo(herself)
        page = ratna.open(f"/petugas/pendaftaran?session={session_id}&q={number}")
        page.locator("tbody th a").click()
        page.get_by_text("1300").wait_for()
        ratna.check("case-answers")
        address = page.get_by_role("link", name="Lihat berkas").get_attribute("href") or ""
        read = ratna.context.request.get((live.web or "") + address)
        assert Image.open(BytesIO(read.body())).size[0] <= 2000


@pytest.mark.parametrize(("width", "scripts"), FORMS)
def test_an_officer_registers_somebody_at_the_desk(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    session_id = session_of(live)
    body = factories.registration(session_id)
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        page = ratna.open(f"/petugas/sesi/{session_id}")
        page.get_by_role("link", name="Daftarkan peserta").click()
        ratna.check("entry")
        page.check("input[value=walk_in]")
        page.fill("#name", body["name"])
        page.get_by_role("button", name="Daftarkan", exact=True).click()
        page.get_by_text("Tulis NIK.").first.wait_for()
        page.get_by_text("Pilih kecamatan").first.wait_for()
        assert page.input_value("#name") == body["name"]
        ratna.check("entry-wrong")
        page.fill("#nik", body["nik"])
        walks.fill_date(ratna)
        page.check("input[value=female]")
        page.fill("#phone", body["phone"])
        page.select_option("#subdistrict_code", index=1)
        if not scripts:
            page.get_by_role("button", name="Tampilkan kecamatan").click()
        page.locator("#village_code option").nth(1).wait_for(state="attached")
        page.select_option("#village_code", index=1)
        page.check("input[value=garment]")
        page.get_by_role("button", name="Daftarkan", exact=True).click()
        page.get_by_text(re.compile("Terdaftar dengan nomor BT-")).wait_for()
        page.locator("tbody th a").click()
        page.get_by_text("Datang langsung").first.wait_for()
        ratna.check("entry-made")
