"""Trainers and their lessons, points, what people thought, and the papers of a session."""

import httpx
import pytest
from playwright.sync_api import Browser

from tests import factories
from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
RATNA = "ratna@demo.bimtek.id"
WAYS = [(360, False), (1280, True)]


def add_trainer(who: Visitor) -> None:
    page = who.open("/petugas/pelatih")
    who.check("trainers-empty")
    page.get_by_role("link", name="Tambah pelatih").first.click()
    page.get_by_role("button", name="Simpan").click()
    page.locator(".error-summary").wait_for()
    who.check("trainer-wrong")
    page.select_option("#district_code", index=1)
    page.fill("#name", "Dr. Aisyah Uji, S.T.")
    page.fill("#institution", "Balai Diklat Industri")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Pelatih tersimpan.").wait_for()
    who.check("trainer")


def plan_lesson(who: Visitor, session_id: str, *, clash: bool) -> None:
    page = who.open(f"/petugas/sesi/{session_id}/pelajaran")
    page.locator("input[name^='topic:']").first.fill("Pola dasar")
    page.locator("select[name^='trainer_id:']").first.select_option(label="Dr. Aisyah Uji, S.T.")
    page.get_by_role("button", name="Simpan jadwal pelajaran").click()
    page.get_by_text("sudah mengajar di" if clash else "Jadwal pelajaran tersimpan.").first.wait_for()
    assert page.locator("input[name^='topic:']").first.input_value() == "Pola dasar"
    who.check("lessons-clash" if clash else "lessons")


def copy_of(who: Visitor, session_id: str) -> str:
    """Another session on the same days; its id."""
    days = who.open(f"/petugas/rencana/{session_id}").locator("#day_0").input_value()
    page = who.open(f"/petugas/rencana?dari={session_id}")
    page.fill("#number", f"UJI/{'PLAIN' if not who.scripted else 'JS'}/1")
    page.fill("#opens_on", "2026-01-01")
    page.fill("#closes_on", days)
    page.fill("#day_0", days)
    page.get_by_role("button", name="Simpan rencana").click()
    page.get_by_text("Rancangan tersimpan.").wait_for()
    return page.url.rsplit("/", 1)[1]


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_a_trainer_cannot_stand_in_two_rooms(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"][0]["id"]
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, RATNA)
        add_trainer(ratna)
        plan_lesson(ratna, found, clash=False)
        plan_lesson(ratna, copy_of(ratna, found), clash=True)


def evaluate(who: Visitor, receipt: str) -> None:
    page = who.open(receipt)
    page.get_by_role("button", name="Kirim penilaian").click()
    page.get_by_text("Materi: pilih salah satu.").first.wait_for()
    who.check("evaluation-wrong")
    for name in ("content", "trainer", "venue", "organisation", "usefulness"):
        page.check(f"input[name={name}][value='4']")
    page.get_by_role("button", name="Kirim penilaian").click()
    page.get_by_text("Terima kasih atas penilaian Anda.").wait_for()
    who.check("evaluated")


def record_points(who: Visitor, address: str) -> None:
    page = who.open(address)
    page.locator("input[name^='pre:']").first.fill("40")
    page.locator("input[name^='post:']").first.fill("x")
    page.get_by_role("button", name="Simpan nilai").click()
    page.locator(".error-summary").wait_for()
    assert page.locator("input[name^='pre:']").first.input_value() == "40"
    who.check("points-wrong")
    page.locator("input[name^='post:']").first.fill("85")
    page.get_by_role("button", name="Simpan nilai").click()
    page.get_by_text("Nilai tersimpan.").wait_for()
    page.get_by_text("1 dari").first.wait_for()
    who.check("points")


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_points_opinions_and_papers(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"][0]["id"]
        made = api.post("/v1/registrations", json=factories.registration(found), headers=factories.once()).json()
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, RATNA)
        ratna.check("inbox")
        ratna.page.get_by_role("link", name="Konfeksi dan menjahit").first.click()
        ratna.page.get_by_role("heading", name="Pendaftaran", exact=True).wait_for()
        address = f"{live.web}/petugas/sesi/{found}"
        walks.decide_rest(ratna, address)
        walks.mark_everyone(ratna, address)
        with visitor(browser, live.web or "", width, scripts=scripts) as herself:
            evaluate(herself, f"/pendaftaran/{made['number']}/{made['secret']}")
        record_points(ratna, f"{address}/nilai")
        page = ratna.open(f"{address}/kehadiran")
        for name in ("PDF", "laporan kegiatan (PDF)"):
            with page.expect_download() as caught:
                page.get_by_role("link", name=name, exact=True).last.click()
            assert caught.value.path().read_bytes().startswith(b"%PDF-")
