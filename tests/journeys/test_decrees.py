"""A decree is scanned, and its recipient leaves it again: one proposes, another decides."""

import pytest
from playwright.sync_api import Browser

from tests.api.grants.office import photo_with_place, today
from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import choose
from tests.servers import Live

pytestmark = pytest.mark.browser


def keep_scan(who: Visitor) -> None:
    page = who.page
    page.get_by_role("button", name="Simpan pindaian").click()
    page.locator(".error-summary").wait_for()
    who.check("decree-scan-errors")
    page.set_input_files("#file", {"name": "sk.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()})
    page.get_by_role("button", name="Simpan pindaian").click()
    page.get_by_text("Pindaian SK tersimpan.").wait_for()


def propose(who: Visitor) -> None:
    """What was wrong first keeps the rest."""
    page = who.page
    page.get_by_role("link", name="Usulkan penerima dikeluarkan").click()
    page.fill("#reason", "Kelompok bubar.")
    page.get_by_role("button", name="Kirim usulan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#reason") == "Kelompok bubar."
    who.check("decree-change-errors")
    page.locator("input[name=application_ids]").first.check()
    page.fill("#letter_number", "413/SK/PPK-IKM/XI/2026")
    for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
        page.fill(f"#letter_dated_{part}", number)
    page.get_by_role("button", name="Kirim usulan").click()
    page.get_by_text("Usulan tersimpan.").wait_for()
    who.check("decree-changed")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_recipient_leaves_a_decree_by_two_people(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        choose(ratna)
        ratna.page.get_by_role("button", name="Ajukan", exact=True).click()
        ratna.page.get_by_text("Permohonan tercatat.").wait_for()
        case = ratna.page.url
    for email, step in (("dewi", grants.verify), ("hendra", grants.approve)):
        with visitor(browser, base, width, scripts=scripts) as officer:
            walks.log_in(officer, f"{email}@demo.bimtek.id")
            step(officer, case)
    with visitor(browser, base, width, scripts=scripts) as maya:
        walks.log_in(maya, "maya@demo.bimtek.id")
        grants.decree(maya)
        decree = maya.page.url
        keep_scan(maya)
        propose(maya)
    with visitor(browser, base, width, scripts=scripts) as hendra:
        walks.log_in(hendra, "hendra@demo.bimtek.id")
        page = hendra.open(decree)
        hendra.check("decree-to-decide")
        page.get_by_role("button", name="Setujui").click()
        page.get_by_text("Keputusan tersimpan.").wait_for()
        hendra.check("decree-revoked")
        page.get_by_text("Dicabut").first.wait_for()
        hendra.open(case)
        hendra.page.get_by_text("Dikeluarkan dari SK").first.wait_for()
