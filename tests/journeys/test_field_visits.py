"""At the workshop: place, site, every member, photos and a drawn signature; the vote waits for it."""

from random import randint

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.api.grants.office import photo_with_place
from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import announce, choose
from tests.servers import Live

pytestmark = pytest.mark.browser
RULES, POLICY = "Aturan dasar bantuan peralatan (contoh)", "Persetujuan menurut jumlah (contoh)"


def photo() -> FilePayload:
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}


def sign(who: Visitor) -> None:
    """With a finger where there is a script, else as a photo of ink; never twice the same."""
    page = who.page
    if not who.scripted:
        page.set_input_files("#signature", photo())
        return
    page.locator("[data-sign] canvas").scroll_into_view_if_needed()
    box = page.locator("[data-sign] canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 80)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 20 + step * 25, box["y"] + 80 + (randint(20, 60) if step % 2 else -40))
    page.mouse.up()
    expect(page.locator("#signature")).to_have_js_property("value", "C:\\fakepath\\tanda-tangan.png")


def locate(who: Visitor) -> None:
    page = who.page
    if not who.scripted:
        page.fill("#latitude", "-2,990934")
        page.fill("#longitude", "104.756554")
        return
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -2.990934, "longitude": 104.756554, "accuracy": 12})
    page.get_by_role("button", name="Ambil lokasi").click()
    page.get_by_text("± 12 m").wait_for()


def visit(who: Visitor, case: str) -> None:
    """What was wrong first keeps the rest, pictures included."""
    page = who.open(case)
    page.get_by_role("link", name="Catat kunjungan lapangan").click()
    fill_in(who)
    page.get_by_text("5 dari 5 ditemui").wait_for()
    who.check("field-visited")


def fill_in(who: Visitor) -> None:
    page = who.page
    page.set_input_files("#photos", photo())
    sign(who)
    page.fill("#power_watts", "2200")
    page.get_by_role("button", name="Simpan hasil kunjungan").click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#power_watts") == "2200"
    page.get_by_text("1 foto tersimpan.").wait_for()
    who.check("field-visit-errors")
    locate(who)
    for box in page.locator("input[name^=site_]").all():
        box.check()
    for each in page.locator("select[name^=found_]").all():
        each.select_option("met")
    page.locator("#signer_id").select_option(index=1)
    page.check("input[name=result][value=fit]")
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan hasil kunjungan").click()
    page.get_by_text("Kunjungan tersimpan.").wait_for()


def change_a_member(who: Visitor, case: str) -> None:
    """Somebody else of the village in the place of one, on the group's page."""
    page = who.open(case)
    page.locator("dl a", has_text="KUB").first.click()
    page.get_by_role("link", name="Ubah anggota").click()
    page.locator(".roster .chosen select").last.select_option("")
    page.locator(".roster li:not(.chosen) select").last.select_option("member")
    page.get_by_role("button", name="Simpan anggota").click()
    page.get_by_text("Anggota tersimpan.").wait_for()


def take_back(who: Visitor, case: str) -> None:
    """The case says who came and that the visit to her is missing."""
    page = who.open(case)
    page.get_by_text("Anggota kelompok tidak lagi sama").first.wait_for()
    page.get_by_text("Belum ditemui petugas lapangan").first.wait_for()
    who.check("newcomer-unmet")
    page.locator("summary", has_text="Tarik kembali").click()
    page.fill("#reason", "Anggota berganti.")
    page.get_by_role("button", name="Tarik kembali").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


def visit_newcomer(who: Visitor, case: str) -> None:
    """Only she is on the form."""
    page = who.open(case)
    page.get_by_role("link", name="Catat kunjungan kepada mereka").click()
    assert page.locator("select[name^=found_]").count() == 1
    who.check("newcomer-visit")
    fill_in(who)
    page.get_by_text("1 dari 1 ditemui").wait_for()


def send_again(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Perbaiki dan kirim lagi").click()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (360, False)])
def test_a_visit_to_everybody_comes_before_the_vote(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    base = live.web or ""
    with visitor(browser, base, width, scripts=scripts) as sari:
        walks.log_in(sari, "sari@demo.bimtek.id")
        announce(sari, RULES, POLICY, visit=True)
    with visitor(browser, base, width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        choose(ratna)
        ratna.page.get_by_role("button", name="Ajukan", exact=True).click()
        ratna.page.get_by_text("Permohonan tercatat.").wait_for()
        case = ratna.page.url
    for email, step in (
        ("dewi", grants.verify), ("bayu", visit), ("ratna", change_a_member), ("dewi", take_back),
        ("bayu", visit_newcomer), ("dewi", send_again), ("hendra", grants.approve),
    ):  # fmt: skip
        with visitor(browser, base, width, scripts=scripts) as officer:
            walks.log_in(officer, f"{email}@demo.bimtek.id")
            step(officer, case)
