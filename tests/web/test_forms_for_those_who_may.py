"""A form is drawn for those who may send it; anybody else is told so before she fills it in."""

from uuid import uuid4

import httpx
import pytest

from tests.web.conftest import SESSION, StandIn
from tests.web.test_doors import ROUTES
from tests.web.test_late_marks import OFFICER

LESSONS = f"/petugas/sesi/{SESSION['id']}/pelajaran"
ENDS = ("/baru", "/baru/{case_id}", "/gagal/{case_id}")
PATHS = {getattr(route, "path", "") for route in ROUTES if "GET" in (getattr(route, "methods", None) or ())}
FORMS = sorted(path for path in PATHS if path.startswith("/petugas/") and path.endswith(ENDS))
TAUGHT = {
    "trainer_id": str(uuid4()), "trainer_name": "Pak Darma", "starts_at": "08:00", "ends_at": "10:00",
    "topic": "Memilih <bahan>", "day_id": "d1", "minutes": 120,
}  # fmt: skip


@pytest.fixture
async def desk(pages: httpx.AsyncClient, api: StandIn) -> httpx.AsyncClient:
    """She marks who was there, and nothing else."""
    api.answers["GET /v1/me"] = OFFICER
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    return pages


@pytest.mark.parametrize("path", FORMS)
async def test_whoever_may_not_send_a_form_is_not_shown_it(desk: httpx.AsyncClient, api: StandIn, path: str) -> None:
    """`/petugas/pelatih/baru` answered 200 with an empty page to somebody who plans nothing."""
    shown = await desk.get(path.replace("{case_id}", str(uuid4())).replace("{year}", "2027"))
    assert (shown.status_code, "Peran Anda tidak mencakup halaman ini" in shown.text) == (403, True)
    assert [str(each.url.path) for each in api.asked] == ["/v1/me"], "nothing is read for her either"


def test_every_form_of_its_own_address_is_asked() -> None:
    assert len(FORMS) > 15


@pytest.mark.parametrize("plans", [False, True])
async def test_lessons_are_read_by_those_who_do_not_plan_them(
    desk: httpx.AsyncClient, api: StandIn, plans: bool
) -> None:
    """Boxes that nobody can save are no timetable."""
    rights = ["session.plan"] if plans else ["attendance.mark"]
    api.answers |= {
        "GET /v1/me": OFFICER | {"permissions": rights},
        f"GET /v1/sessions/{SESSION['id']}/lessons": {"items": [TAUGHT], "version": 1},
        "GET /v1/trainers": {"items": [], "next_cursor": None},
    }
    page = await desk.get(LESSONS)
    assert (page.status_code, "Pak Darma" in page.text, "Memilih &lt;bahan&gt;" in page.text) == (200, True, True)
    assert ('<input class="input" type="time"' in page.text, "Simpan jadwal pelajaran" in page.text) == (plans, plans)
