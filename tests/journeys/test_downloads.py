"""An officer takes her lists home: what the table shows, and the list to sign."""

import httpx
import pytest
from playwright.sync_api import Browser

from tests import factories
from tests.browser import visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_lists_are_saved_as_files(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"]
        body = factories.registration(found[0]["id"])
        made = api.post("/v1/registrations", json=body, headers=factories.once()).json()
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        walks.accept(ratna, made["number"])
        page = ratna.open(f"/petugas/pendaftaran?session={found[0]['id']}")
        with page.expect_download() as caught:
            page.get_by_role("link", name="CSV", exact=True).click()
        assert caught.value.suggested_filename == "pendaftaran.csv"
        assert made["number"] in caught.value.path().read_text("utf-8-sig")
        page = ratna.open(f"/petugas/sesi/{found[0]['id']}/kehadiran")
        ratna.check("attendance-downloads")
        with page.expect_download() as caught:
            page.get_by_role("link", name="daftar untuk ditandatangani (PDF)").click()
        assert caught.value.suggested_filename == "kehadiran.pdf"
        assert caught.value.path().read_bytes().startswith(b"%PDF-")
