"""The group follows its case without an account, objects to its end, and the case is opened again."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import choose
from tests.servers import Live

pytestmark = pytest.mark.browser


def submit(who: Visitor) -> tuple[str, str]:
    """The case's address, and that of the group's own page."""
    choose(who)
    page = who.page
    page.get_by_role("button", name="Ajukan", exact=True).click()
    page.get_by_text("Permohonan tercatat.").wait_for()
    case = page.url
    page.get_by_role("link", name="Halaman untuk kelompok").click()
    who.check("case-link")
    return case, page.locator("p.code").inner_text()


def reject(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.check("input[name=no_conflict]")
    page.fill("#note", "Pagu tidak cukup.")
    page.get_by_role("button", name="Tolak").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def object_to(who: Visitor, address: str) -> None:
    page = who.open("/" + address.split("/", 3)[3])
    page.get_by_text("Pagu tidak cukup.").wait_for()
    page.get_by_role("button", name="Kirim keberatan").click()
    page.locator(".error-summary").wait_for()
    who.check("tracking-errors")
    page.fill("#text", "Pagu masih ada menurut panggilan.")
    page.get_by_role("button", name="Kirim keberatan").click()
    page.get_by_text("Keberatan Anda kami terima.").wait_for()
    who.check("tracking")


def uphold(who: Visitor, case: str) -> None:
    page = who.open(case)
    who.check("appeal-to-decide")
    page.fill("#appeal_note", "Pagu sudah ditambah.")
    page.locator("#keberatan input[name=no_conflict]").check()
    page.get_by_role("button", name="Benarkan, periksa lagi").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    page.get_by_text("Keberatan dibenarkan").first.wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_an_appeal_opens_the_case_again(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        case, address = submit(ratna)
    for email, step in (("dewi", grants.verify), ("hendra", reject)):
        with visitor(browser, base, width, scripts=scripts) as officer:
            walks.log_in(officer, f"{email}@demo.bimtek.id")
            step(officer, case)
    with visitor(browser, base, width, scripts=scripts) as chair:
        object_to(chair, address)
        with visitor(browser, base, width, scripts=scripts) as sari:
            walks.log_in(sari, "sari@demo.bimtek.id")
            uphold(sari, case)
        chair.page.reload()
        chair.page.get_by_text("Pagu sudah ditambah.").first.wait_for()
        chair.page.get_by_text("Berkas Anda sedang diperiksa").first.wait_for()
