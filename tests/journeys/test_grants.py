"""From the group to the signed handover: five officers, one case, in a real browser."""

import pytest
from playwright.sync_api import Browser

from tests.browser import visitor
from tests.journeys import grants, walks
from tests.servers import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (1280, False)])
def test_five_officers_bring_one_case_from_the_group_to_the_handover(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        grants.record_group(ratna)
        case = grants.apply(ratna)
    for email, step in (("dewi", grants.verify), ("hendra", grants.approve)):
        with visitor(browser, base, width, scripts=scripts) as officer:
            walks.log_in(officer, f"{email}@demo.bimtek.id")
            step(officer, case)
    with visitor(browser, base, width, scripts=scripts) as maya:
        walks.log_in(maya, "maya@demo.bimtek.id")
        grants.decree(maya)
    with visitor(browser, base, width, scripts=scripts) as joko:
        walks.log_in(joko, "joko@demo.bimtek.id")
        paper = grants.hand_over(joko, case)
        joko.open(case)
        joko.check("case-after")
        duties = joko.page.locator(".signers").inner_text()
        for name in ("Ratna Dewi", "Dewi Kartika", "Hendra Wijaya", "Maya Lestari", "Joko Susilo"):
            assert name in duties
        joko.page.locator("dl a", has_text=grants.GROUP).first.click()
        joko.page.locator("tbody th a").first.click()
        joko.page.locator("#isi").get_by_role("heading", name="Bantuan peralatan").wait_for()
        joko.check("person-aid")
    with visitor(browser, base, width, scripts=scripts) as anybody:
        anybody.open(paper)
        anybody.check("paper")
        assert anybody.page.locator("h1").inner_text() == grants.GROUP
        assert "NIK" not in anybody.page.locator("main").inner_text()


def test_the_other_lists_are_sound(browser: Browser, shared: Live) -> None:
    with visitor(browser, shared.web or "", 1280) as hendra:
        walks.log_in(hendra, "hendra@demo.bimtek.id")
        for name, path in {
            "applications": "/petugas/permohonan", "decrees": "/petugas/sk", "deliveries": "/petugas/serah-terima",
            "turns": "/petugas/giliran", "no-paper": "/periksa/AAAA",
        }.items():  # fmt: skip
            hendra.open(path)
            hendra.check(name)
