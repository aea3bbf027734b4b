"""From the group to the signed handover: five officers, one case, in a real browser."""

import pytest
from playwright.sync_api import Browser

from tests.api.grants.office import today
from tests.browser import visitor
from tests.journeys import grants, walks
from tests.servers import Live

pytestmark = pytest.mark.browser
SEWING = [
    *(f"Mesin jahit listrik; MJ-{number}; 4.150.000" for number in range(6)),
    *(f"Mesin obras 4 benang; OB-{number}; 7.300.000" for number in range(3)),
    *(f"Setrika uap dan meja potong; ST-{number}; 1.850.000" for number in range(5)),
]


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (1280, False)])
def test_five_officers_bring_one_case_from_the_group_to_the_handover(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        grants.record_group(ratna)
        case = grants.apply(ratna)
    steps = (("dewi", grants.verify), ("hendra", grants.approve), ("maya", lambda who, _: grants.decree(who)))
    for email, step in steps:
        with visitor(browser, base, width, scripts=scripts) as officer:
            walks.log_in(officer, f"{email}@demo.bimtek.id")
            step(officer, case)
    grants.stock_up(browser, base, width, SEWING, scripts=scripts)
    with visitor(browser, base, width, scripts=scripts) as joko:
        walks.log_in(joko, "joko@demo.bimtek.id")
        paper = grants.hand_over(joko, case)
        joko.open(case)
        joko.check("case-after")
        duties = joko.page.locator(".signers").inner_text()
        names = ("Ratna Dewi", "Dewi Kartika", "Hendra Wijaya", "Maya Lestari", "Joko Susilo")
        assert all(name in duties for name in names)
        joko.page.locator("dl a", has_text=grants.GROUP).first.click()
        joko.page.locator("tbody th a").first.click()
        joko.page.locator("#isi").get_by_role("heading", name="Bantuan peralatan").wait_for()
        joko.check("person-aid")
    check_by_sample(browser, base, width, scripts=scripts)
    with visitor(browser, base, width, scripts=scripts) as anybody:
        anybody.open(paper)
        anybody.check("paper")
        assert anybody.page.locator("h1").inner_text() == grants.GROUP
        assert "NIK" not in anybody.page.locator("main").inner_text()


def check_by_sample(browser: Browser, base: str, width: int, *, scripts: bool) -> None:
    """The approver draws, the district asks: something is missing, and the handover is disputed."""
    with visitor(browser, base, width, scripts=scripts) as hendra:
        walks.log_in(hendra, "hendra@demo.bimtek.id")
        page = hendra.open("/petugas/sampel")
        page.select_option("#district_code", "16.71")
        for name in ("first_day", "last_day"):
            for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
                page.fill(f"#{name}_{part}", number)
        page.get_by_role("button", name="Undi", exact=True).click()
        page.get_by_text("Sampel diundi.").wait_for()
        hendra.check("sample")
        address = page.url
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        page = ratna.open(address)
        page.get_by_label("Ada yang kurang").check()
        page.get_by_label("Lewat telepon").check()
        page.get_by_role("button", name="Simpan hasil").click()
        page.locator(".error-summary").wait_for()
        assert page.get_by_label("Ada yang kurang").is_checked()
        ratna.check("sample-errors")
        page.locator("textarea").first.fill("Setrika uap belum datang.")
        page.get_by_role("button", name="Simpan hasil").click()
        page.get_by_text("Tersimpan.").wait_for()
        page.locator("#isi h2 a").first.click()
        page.get_by_text("Setrika uap belum datang.").wait_for()


def test_the_other_lists_are_sound(browser: Browser, shared: Live) -> None:
    with visitor(browser, shared.web or "", 1280) as hendra:
        walks.log_in(hendra, "hendra@demo.bimtek.id")
        for name, path in {
            "applications": "/petugas/permohonan", "decrees": "/petugas/sk", "deliveries": "/petugas/serah-terima",
            "turns": "/petugas/giliran", "no-paper": "/periksa/AAAA",
        }.items():  # fmt: skip
            hendra.open(path)
            hendra.check(name)
