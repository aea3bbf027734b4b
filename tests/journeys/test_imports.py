"""Sessions from a sheet: looked at, mended, created at once."""

import pytest
from playwright.sync_api import Browser

from tests.api.exchange import test_aid_imports as aid
from tests.api.exchange.test_imports import as_csv, as_xlsx, row
from tests.browser import visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_sheet_is_looked_at_and_becomes_drafts(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        ratna.open("/petugas/sesi").get_by_role("link", name="Sesi dari berkas").click()
        page = ratna.page
        page.get_by_role("button", name="Periksa berkas").click()
        page.get_by_text("Pilih berkasnya dahulu.").first.wait_for()
        wrong = as_csv(row(1), row(2, bidang="sulap"))
        page.set_input_files("#file", {"name": "sesi.csv", "mimeType": "text/csv", "buffer": wrong})
        page.get_by_role("button", name="Periksa berkas").click()
        page.get_by_text("1 baris harus diperbaiki.").wait_for()
        ratna.check("import-wrong")
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        page.set_input_files("#file", {"name": "sesi.xlsx", "mimeType": sheet, "buffer": as_xlsx(row(1), row(2))})
        page.get_by_role("button", name="Periksa berkas").click()
        page.get_by_text("Semuanya benar.").wait_for()
        ratna.check("import-right")
        page.get_by_role("button", name="Buat semua sebagai rancangan").click()
        page.get_by_text("2 sesi dibuat sebagai rancangan.").wait_for()
        assert page.locator("tbody tr").count() == 2


def test_aid_of_the_years_before_comes_from_a_sheet(browser: Browser, live: Live) -> None:
    with visitor(browser, live.web or "", 360, scripts=False) as sari:
        walks.log_in(sari, "sari@demo.bimtek.id")
        page = sari.open("/petugas/program")
        page.get_by_role("link", name="Bantuan tahun-tahun sebelumnya").click()
        wrong = aid.sheet(aid.EXAMPLE, aid.EXAMPLE | {"penerima": "KUB Dua", "tanggal": "kemarin"})
        page.set_input_files("#file", {"name": "bantuan.csv", "mimeType": "text/csv", "buffer": wrong})
        page.get_by_role("button", name="Periksa berkas").click()
        page.get_by_text("1 baris harus diperbaiki.").wait_for()
        sari.check("aid-import-wrong")
        right = aid.sheet(aid.EXAMPLE)
        page.set_input_files("#file", {"name": "bantuan.csv", "mimeType": "text/csv", "buffer": right})
        page.get_by_role("button", name="Periksa berkas").click()
        page.get_by_text("Semuanya benar.").wait_for()
        page.get_by_role("button", name="Masukkan semua").click()
        page.get_by_text("1 bantuan dimasukkan.").wait_for()
