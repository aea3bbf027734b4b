"""An approver goes on leave: her deputy votes under her own name, with the letter beside it."""

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page

from tests.api.grants.office import today
from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import choose
from tests.servers import Live

pytestmark = pytest.mark.browser


def fill_days(page: Page) -> None:
    for name in ("valid_from", "valid_to", "letter_dated"):
        for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
            page.fill(f"#{name}_{part}", number)


def name_deputy(who: Visitor) -> None:
    page = who.open("/petugas")
    page.locator(".me a").click()
    page.get_by_role("link", name="Pelaksana harian").click()
    page.select_option("#role", index=1)
    page.fill("#deputy_email", "tidak.ada@demo.bimtek.id")
    page.fill("#letter_number", "800/12/2026")
    fill_days(page)
    page.get_by_role("button", name="Tunjuk", exact=True).click()
    page.get_by_text("Tidak ada petugas dengan alamat surel ini.").first.wait_for()
    assert page.input_value("#letter_number") == "800/12/2026"
    who.check("deputation-errors")
    page.fill("#deputy_email", "citra@demo.bimtek.id")
    page.get_by_role("button", name="Tunjuk", exact=True).click()
    page.get_by_text("Pelaksana harian ditunjuk").first.wait_for()
    who.check("deputation")


def accept(who: Visitor) -> None:
    """She hears of it at her account, and agrees."""
    page = who.open("/petugas")
    page.get_by_role("link", name="kabar tentang akun Anda").click()
    page.get_by_text("Anda ditunjuk menjadi pelaksana harian.").wait_for()
    page = who.open("/petugas/penunjukan")
    who.check("deputation-asked")
    page.get_by_role("button", name="Terima penunjukan").click()
    page.get_by_text("Anda sekarang pelaksana harian.").wait_for()


def apply(who: Visitor) -> str:
    choose(who)
    who.page.get_by_role("button", name="Ajukan", exact=True).click()
    who.page.get_by_text("Permohonan tercatat.").wait_for()
    return who.page.url


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_deputy_votes_with_the_letter_beside_her_name(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    def screen() -> AbstractContextManager[Visitor]:
        return visitor(browser, live.web or "", width, scripts=scripts)

    with screen() as hendra:
        walks.log_in(hendra, "hendra@demo.bimtek.id")
        name_deputy(hendra)
    with screen() as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        case = apply(ratna)
    with screen() as dewi:
        walks.log_in(dewi, "dewi@demo.bimtek.id")
        grants.verify(dewi, case)
    with screen() as citra:
        walks.log_in(citra, "citra@demo.bimtek.id")
        accept(citra)
        grants.approve(citra, case)
        citra.page.get_by_text("surat 800/12/2026").first.wait_for()
        citra.check("deputy-voted")
        page = citra.open("/petugas/penunjukan")
        page.get_by_role("button", name="Akhiri sekarang").click()
        page.get_by_text("Penunjukan berakhir.").wait_for()
