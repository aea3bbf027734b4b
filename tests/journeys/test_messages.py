"""Being told: a mail with the way back by code, and a chat for whoever has no address."""

import json
import re
import time
from email import message_from_bytes, policy
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests import factories
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live, working

pytestmark = pytest.mark.browser


def enter(live: Live, email: str | None) -> str:
    """Registers somebody over the API for the first open session of Palembang."""
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"]
        body = factories.registration(found[0]["id"], email=email)
        return api.post("/v1/registrations", json=body, headers=factories.once()).json()["number"]


def code_from(live: Live, address: str) -> str:
    """The digits in the mail that the worker wrote to an address."""
    folder = Path(live.environment["BIMTEK_MAIL_URL"].removeprefix("folder:"))
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for path in folder.glob("*.eml"):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            found = re.fullmatch(r"Kode masuk Anda: (\d{6})", mail["Subject"])
            if found and address in mail["To"]:
                return found[1]
        time.sleep(0.2)
    raise AssertionError("no code was sent")


def come_back(siti: Visitor, live: Live, number: str) -> None:
    walks.look_up(siti, number)
    siti.page.get_by_role("button", name="Kirim kode ke surel saya").click()
    siti.page.wait_for_url("**/cek-status/kode")
    siti.check("code")
    siti.page.fill("#code", "12")
    siti.page.get_by_role("button", name="Buka pendaftaran saya").click()
    siti.page.locator(".error-summary").wait_for()
    siti.page.fill("#code", code_from(live, "siti@uji.id"))
    siti.page.get_by_role("button", name="Buka pendaftaran saya").click()
    siti.page.get_by_role("heading", name="Halaman Anda").wait_for()
    siti.check("own")
    siti.page.locator("main h3 a").click()
    siti.page.wait_for_url(f"**/pendaftaran/{number}/**")


def take_copy(siti: Visitor, live: Live, number: str) -> None:
    """The copy of what is kept of her, as a file."""
    walks.look_up(siti, number)
    siti.page.get_by_role("button", name="Kirim kode ke surel saya").click()
    siti.page.fill("#code", code_from(live, "salin@uji.id"))
    with siti.page.expect_download() as caught:
        siti.page.get_by_role("button", name="Unduh salinan data saya (JSON)").click()
    assert caught.value.suggested_filename == "salinan-data.json"
    copy = json.loads(caught.value.path().read_text())
    assert [each["number"] for each in copy["entries"]] == [number]
    assert copy["record"]["email"] == "salin@uji.id"


def word(sari: Visitor) -> None:
    """A programme gets sentences of its own; a wrong row is named and nothing is lost."""
    walks.log_in(sari, "sari@demo.bimtek.id")
    page = sari.open("/petugas/program")
    sari.check("programmes")
    page.get_by_role("link", name="Tambah program").click()
    page.get_by_role("button", name="Simpan").click()
    page.locator(".error-summary").wait_for()
    sari.check("programme-errors")
    page.fill("#name", "Program IKM pangan")
    page.fill("#code", "IKM/2026/PANGAN")
    page.check("input[value=APBN]")
    page.fill("#fiscal_year", "2026")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Program tersimpan.").wait_for()
    page.fill("#text_0", "Pertanyaan: hubungi Balai.")
    page.fill("#text_1", "Bawa celemek.")
    page.get_by_role("button", name="Simpan tambahan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#text_1") == "Bawa celemek."
    sari.check("programme-texts-wrong")
    page.select_option("#kind_1", "reminder")
    page.get_by_role("button", name="Simpan tambahan").click()
    page.get_by_text("Tambahan kabar tersimpan.").wait_for()
    sari.check("programme-texts")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_programme_words_its_messages(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with visitor(browser, live.web or "", width, scripts=scripts) as sari:
        word(sari)


def tell(ratna: Visitor, number: str) -> None:
    walks.accept(ratna, number)
    page = ratna.page
    for _ in range(40):
        if page.get_by_role("link", name="Sampaikan").count():
            break
        time.sleep(0.25)
        page.reload()
    ratna.check("case-untold")
    page.get_by_role("link", name="Sampaikan").click()
    ratna.check("untold")
    assert "https://wa.me/62812" in str(page.get_by_role("link", name="Buka WhatsApp").first.get_attribute("href"))
    page.get_by_role("button", name="Sudah saya sampaikan").first.click()
    page.get_by_text("Tercatat: sudah disampaikan.").wait_for()
    ratna.check("told")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_people_are_told_by_mail_or_by_a_person(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    by_mail, by_hand = enter(live, "siti@uji.id"), enter(live, None)
    with working(live), visitor(browser, base, width, scripts=scripts) as siti:
        come_back(siti, live, by_mail)
        take_copy(siti, live, enter(live, "salin@uji.id"))
        with visitor(browser, base, width, scripts=scripts) as ratna:
            walks.log_in(ratna, "ratna@demo.bimtek.id")
            tell(ratna, by_hand)
