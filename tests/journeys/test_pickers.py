"""integrity.md 8: pickers held the first 200 and had no search: who stands behind them is found and stays chosen."""

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
GROUP, OFFICE = "KUB Jahit Srikandi Plaju (contoh)", "/petugas/kelompok/baru"
# Before everybody by name: 205 people and 205 groups; and two namesakes behind them all, told apart by their numbers.
PEOPLE = """
WITH made AS (
    INSERT INTO identities (id, nik_index, nik_sealed, nik_last4)
    SELECT uuidv7(), decode(md5(n::text), 'hex'), '', lpad(n::text, 4, '0') FROM generate_series(1, 207) n
    RETURNING id, nik_last4)
INSERT INTO participants (person_id, name, phone, birth_date, sex, district_code, subdistrict_code, village_code,
                          business_name, trade, kbli, kbli_version, version, demo)
SELECT m.id, CASE WHEN m.nik_last4 > '0205' THEN 'Zzaenab Contoh' ELSE 'Aaminah ' || m.nik_last4 END,
       '+62812555' || m.nik_last4, '1990-01-01', 'female', p.district_code, p.subdistrict_code, p.village_code, NULL,
       p.trade, p.kbli, p.kbli_version, 1, true
FROM made m, (SELECT * FROM participants WHERE district_code = '16.71' LIMIT 1) p
"""
GROUPS = """
INSERT INTO groups (id, name, district_code, address, trade, formed_on, version)
SELECT uuidv7(), 'AA kelompok ' || n, district_code, address, trade, formed_on, 1
FROM (SELECT * FROM groups WHERE name = %s) g, generate_series(1, 205) n
"""
GONE = "DELETE FROM groups WHERE name LIKE 'AA kelompok %'"


def planted(live: Live, statement: str, *values: str) -> None:
    with psycopg.connect(live.environment["BIMTEK_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute(statement, values or None)


def seek(who: Visitor, name: str, text: str, found: str) -> None:
    """Types what she looks for; only without scripts the button must be pressed."""
    field = who.page.locator(f"#q_{name}")
    if who.scripted:
        field.press_sequentially(text, delay=20)
    else:
        field.fill(text)
        who.page.locator(f"button[name=find][value={name}]").click()
    who.page.locator(f"#{name}-told", has_text=found).wait_for()


def give(who: Visitor, note: str, part: str) -> None:
    who.page.locator(".roster li", has_text=note).locator("select").select_option(part)


def fill_group(who: Visitor) -> None:
    page = who.open(OFFICE)
    page.fill("#name", "KUB Zzaenab")
    page.fill("#address", "Jalan Contoh 9, Plaju")
    page.select_option("#trade", "garment")
    page.select_option("#district_code", "16.71")
    for part, value in {"day": "1", "month": "2", "year": "2024"}.items():
        page.fill(f"#formed_on_{part}", value)


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_people_behind_the_first_two_hundred_are_found_told_apart_and_stay_chosen(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    planted(live, PEOPLE)
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        fill_group(ratna)
        seek(ratna, "members", "tidak ada orang ini", "Tidak ada yang cocok")
        seek_again(ratna, "Zzaenab", "2 cocok")
        assert ratna.page.get_by_text("Aaminah 0001").count() == 0
        give(ratna, "•••• 0207", "chair")
        ratna.check("found")
        seek_again(ratna, "Aaminah 000", "9 cocok")
        for last, part in (("0001", "secretary"), ("0002", "treasurer"), ("0003", "member")):
            give(ratna, f"•••• {last}", part)
        ratna.page.get_by_role("button", name="Simpan kelompok").click()
        ratna.page.locator(".error-summary", has_text="Isian").wait_for()
        assert ratna.page.input_value("#name") == "KUB Zzaenab"
        ratna.check("kept")
        seek_again(ratna, "Aaminah 0004", "1 cocok")
        give(ratna, "•••• 0004", "member")
        ratna.page.get_by_role("button", name="Simpan kelompok").click()
        ratna.page.get_by_text("Kelompok tersimpan.").wait_for()
        assert "Zzaenab Contoh" in ratna.page.locator("main").inner_text()
        swap_parts(ratna)


def seek_again(who: Visitor, text: str, found: str) -> None:
    who.page.locator("#q_members").fill("")
    seek(who, "members", text, found)


def swap_parts(who: Visitor) -> None:
    """The treasurer takes the chair; what she had is kept for nobody, and a mistake keeps what was chosen."""
    page = who.page
    page.get_by_role("link", name="Ubah anggota").click()
    give(who, "•••• 0002", "chair")
    page.get_by_role("button", name="Simpan anggota").click()
    page.locator(".error-summary").wait_for()
    assert page.locator(".roster li", has_text="•••• 0002").locator("select").input_value() == "chair"
    give(who, "•••• 0207", "treasurer")
    page.get_by_role("button", name="Simpan anggota").click()
    page.get_by_text("Anggota tersimpan.").wait_for()
    who.check("parts-swapped")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (360, True), (1280, True)])
def test_a_group_behind_the_first_two_hundred_applies(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    planted(live, GROUPS, GROUP)
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        page = ratna.open("/petugas/permohonan/baru")
        assert page.get_by_label(GROUP).count() == 0
        page.get_by_label("Paket mesin jahit dan konfeksi").check()
        seek(ratna, "group_id", "srikandi", "1 cocok")
        page.get_by_label(GROUP).check()
        ratna.check("group-found")
        page.get_by_role("button", name="Ajukan", exact=True).click()
        page.get_by_text("Permohonan tercatat.").wait_for()
    planted(live, GONE)
