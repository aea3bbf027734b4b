"""From the public catalogue to a certificate, in a real browser."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
TITLE = "Konfeksi dan menjahit"
RATNA, BUDI = "ratna@demo.bimtek.id", "budi@demo.bimtek.id"


def look_back(ratna: Visitor) -> None:
    """The person's page tells who, what, when and why; the district's page what is needed."""
    ratna.open("/petugas/peserta?q=Sumarni").locator("tbody th a").first.click()
    ratna.check("person")
    history = ratna.page.locator(".timeline").inner_text()
    for words in ("Pendaftaran diterima", "Pendaftaran disetujui", "Kehadiran dicatat", "Sertifikat diterbitkan"):
        assert words in history
    assert "Ratna Dewi" in history
    ratna.open("/petugas/daerah/16.71")
    ratna.check("district")
    assert "Mesin jahit" in ratna.page.locator(".bars").first.inner_text()


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (360, False)])
def test_a_newcomer_walks_from_the_catalogue_to_the_certificate(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as sumarni:
        number = walks.register(sumarni, TITLE, "Sumarni", "9971994409881234")
        receipt = sumarni.page.url
        assert walks.look_up(sumarni, number) == "Sedang diperiksa"
        with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
            walks.log_in(ratna, RATNA)
            walks.accept(ratna, number)
            ratna.page.locator("dl a", has_text=TITLE).first.click()
            session = ratna.page.url
            walks.decide_rest(ratna, session)
            walks.mark_everyone(ratna, session)
            walks.complete(ratna, session)
            look_back(ratna)
        sumarni.open(receipt)
        sumarni.check("receipt-done")
        sumarni.page.get_by_role("link", name="halaman periksa sertifikat").click()
        sumarni.check("certificate")
        assert sumarni.page.locator("h1").inner_text() == "Sumarni"


def test_every_other_page_is_sound(browser: Browser, shared: Live) -> None:
    for width in (360, 1280):
        with visitor(browser, shared.web or "", width) as somebody:
            for name, path in {
                "privacy": "/privasi", "complaints": "/pengaduan", "nowhere": "/tidak-ada",
                "no-certificate": "/sertifikat/AAAA",
                "no-receipt": "/pendaftaran/BT-AAAA-AAAA/x", "english": "/bahasa/en?next=/",
                "empty": "/?district=11.01",
            }.items():  # fmt: skip
                somebody.open(path)
                somebody.check(name)


def test_another_districts_officer_sees_nothing_of_palembang(browser: Browser, shared: Live) -> None:
    with visitor(browser, shared.web or "", 1280) as budi:
        walks.log_in(budi, BUDI)
        titles = budi.open("/petugas/sesi").locator("tbody th a").all_inner_texts()
        assert titles
        assert TITLE not in titles
        budi.check("sessions")
        budi.open("/petugas/daerah/16.71")
        assert budi.page.locator("h1").inner_text() == "Halaman tidak ditemukan"
        budi.open("/petugas/daerah")
        assert budi.page.locator(".columns a").all_inner_texts() == ["Kabupaten Banyuasin"]


def test_after_logging_out_back_shows_nothing(browser: Browser, shared: Live) -> None:
    with visitor(browser, shared.web or "", 1280) as ratna:
        walks.log_in(ratna, RATNA)
        ratna.open("/petugas/peserta")
        name = ratna.page.locator("tbody th a").first.inner_text()
        ratna.page.get_by_role("button", name="Keluar").click()
        ratna.page.get_by_text("Anda sudah keluar.").wait_for()
        ratna.page.go_back()
        ratna.page.wait_for_url("**/masuk**")
        assert name not in ratna.page.content()
        kept = ratna.page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
        assert name not in kept
