"""A call that scores: a rubric, two scorers who do not see each other, a ranked list that is frozen."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser

from tests import database
from tests.browser import Visitor, visitor
from tests.journeys import grants, walks
from tests.journeys.calls import announce, choose
from tests.journeys.conftest import named
from tests.servers import Live

RULES, POLICY = "Aturan dasar bantuan peralatan (contoh)", "Persetujuan menurut jumlah (contoh)"
pytestmark = pytest.mark.browser


def record_rubric(who: Visitor) -> None:
    page = who.open("/petugas/rubrik")
    who.check("rubrics")
    page.get_by_role("link", name="Tambah rubrik").click()
    page.fill("#name", "Rubrik bengkel")
    page.fill("#code", "BENGKEL")
    page.fill("#criterion_0", "Kesiapan tempat dan tenaga")
    page.fill("#weight_0", "60")
    page.fill("#criterion_1", "Pasar")
    page.fill("#weight_1", "30")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("harus berjumlah 100").first.wait_for()
    assert page.input_value("#criterion_1") == "Pasar"
    who.check("rubric-errors")
    page.fill("#weight_1", "40")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Rubrik tersimpan.").wait_for()
    who.check("rubric")


def apply(who: Visitor) -> str:
    choose(who)
    who.page.get_by_role("button", name="Ajukan", exact=True).click()
    who.page.get_by_text("Permohonan tercatat.").wait_for()
    return who.page.url


def score(who: Visitor, case: str, points: tuple[int, int]) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Beri nilai").click()
    page.locator(f"input[name=points_0][value='{points[0]}']").check()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Simpan nilai").click()
    page.locator(".error-summary").wait_for()
    assert page.locator(f"input[name=points_0][value='{points[0]}']").is_checked()
    who.check("score-errors")
    page.locator(f"input[name=points_1][value='{points[1]}']").check()
    page.get_by_role("button", name="Simpan nilai").click()
    page.get_by_text("Nilai tersimpan.").wait_for()
    who.check("scored")


def close_calls() -> None:
    """Their last day is over: the one thing nobody can do on a page."""
    with psycopg.connect(f"{database.cluster().admin}/{named('own')}", autocommit=True) as connection:
        connection.execute("UPDATE calls SET closes_at = now() - interval '1 minute'")


def freeze(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Buka peringkat").click()
    page.get_by_text("masih dibuka").wait_for()
    who.check("ranking-open")
    close_calls()
    page.reload()
    page.get_by_role("button", name="Tetapkan peringkat").click()
    page.get_by_text("Nyatakan dahulu").first.wait_for()
    page.check("input[name=no_conflict]")
    page.get_by_role("button", name="Tetapkan peringkat").click()
    page.get_by_text("Peringkat ditetapkan.").wait_for()
    who.check("ranking-frozen")
    assert page.request.get(f"{page.url}/cetak").body()[:5] == b"%PDF-"


def hold(who: Visitor, case: str) -> None:
    page = who.open(case)
    page.get_by_role("link", name="Tahan kasus").click()
    page.get_by_role("button", name="Tahan", exact=True).click()
    page.locator(".error-summary").wait_for()
    who.check("hold-errors")
    page.fill("#reference", "AD-2026-0001")
    page.fill("#reason", "Diduga data ganda.")
    page.get_by_role("button", name="Tahan", exact=True).click()
    page.get_by_text("Kasus ini ditahan.").wait_for()
    who.check("held")


def see_hold(who: Visitor, case: str) -> None:
    """The approver reads why nothing goes on."""
    page = who.open(case)
    page.get_by_text("Kasus ini ditahan (AD-2026-0001)").first.wait_for()
    assert page.get_by_role("button", name="Setujui").count() == 0


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_cases_are_scored_ranked_and_held(browser: Browser, live: Live, width: int, scripts: bool) -> None:
    def walk(email: str, step: Callable[[Visitor], Any]) -> Any:
        with visitor(browser, live.web or "", width, scripts=scripts) as who:
            walks.log_in(who, f"{email}@demo.bimtek.id")
            return step(who)

    walk("sari", record_rubric)
    walk("sari", lambda sari: announce(sari, RULES, POLICY, rubric="Rubrik bengkel"))
    case = walk("ratna", apply)
    walk("dewi", lambda dewi: grants.verify(dewi, case))
    walk("citra", lambda citra: score(citra, case, (5, 4)))
    walk("dedi", lambda dedi: score(dedi, case, (4, 4)))
    walk("sari", lambda sari: freeze(sari, case))
    walk("sari", lambda sari: hold(sari, case))
    walk("hendra", lambda hendra: see_hold(hendra, case))
