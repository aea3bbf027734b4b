"""integrity.md 8: choosing among many is a search, with and without scripts; what was chosen and typed stays."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bimtek_web.ui.pickers import MOST
from tests.architecture.rules import ROOT
from tests.web.conftest import DISTRICT, StandIn
from tests.web.test_kept import hidden
from tests.web.test_late_marks import OFFICER

PAGES = ROOT / "src/bimtek_web"
FORM = "/petugas/kelompok/baru"
# Lists that are shown, not chosen from.
SHOWN = {"pages/public/catalogue.py", "ui/orders.py", "api/grants.py"}


def person(name: str, last4: str = "4417") -> dict[str, Any]:
    district = {"code": DISTRICT["code"], "name": DISTRICT["name"]}
    return {"id": str(uuid4()), "name": name, "nik_last4": last4, "district": district, "phone_last2": "17"}


@pytest.fixture
async def desk(pages: httpx.AsyncClient, api: StandIn) -> httpx.AsyncClient:
    api.answers["GET /v1/me"] = OFFICER | {"permissions": ["group.record"]}
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    return pages


def listed(api: StandIn, *people: dict[str, Any], more: bool = False) -> None:
    api.answers["GET /v1/participants"] = {"items": list(people), "next_cursor": "x" if more else None}


async def test_a_search_draws_the_form_again_with_everything_typed_and_sends_nothing_on(
    desk: httpx.AsyncClient, api: StandIn
) -> None:
    first, second = person("Sumarni", "0001"), person("Sumarni <b>", "0002")
    listed(api, first, more=True)
    drawn = await desk.get(FORM)
    assert f"{1} yang pertama" in drawn.text
    typed = {"name": "KUB Uji", f"role_{first['id']}": "chair", "q_members": "sumarni", "find": "members"}
    listed(api, second)
    found = await desk.post(FORM, data=hidden(drawn) | typed)
    assert found.status_code == 200
    assert api.asked[-1].method == "GET"
    assert 'value="KUB Uji"' in found.text
    chosen, match = found.text.index("•••• 0001"), found.text.index("•••• 0002")
    assert chosen < match, "what is chosen stays, before what matches"
    assert re.search(rf'id="role_{first["id"]}".*?value="chair" selected', found.text, re.S)
    assert "Sumarni &lt;b&gt;" in found.text
    asked = [each.url.params for each in api.asked if each.url.path == "/v1/participants"][-1]
    assert (asked["q"], asked["limit"]) == ("sumarni", str(MOST))


async def test_what_is_found_is_told_to_whoever_does_not_see_it(desk: httpx.AsyncClient, api: StandIn) -> None:
    listed(api)
    drawn = hidden(await desk.get(FORM))
    found = await desk.post(FORM, data=drawn | {"q_members": "tidak ada", "find": "members"})
    told = re.search(r'id="members-told" role="status">\s*(.*?)</p>', found.text, re.S)
    assert told is not None
    assert told[1].strip() == "Tidak ada yang cocok dengan “tidak ada”."
    assert 'for="q_members"' in found.text


def test_no_page_asks_for_a_long_list_to_choose_from() -> None:
    """Whoever stands behind the first hundred or two hundred could not be chosen."""
    found = []
    for path in PAGES.rglob("*.py"):
        name = path.relative_to(PAGES).as_posix()
        if name not in SHOWN and re.search(r"limit=(?!50\b|20\b|1\b|MOST\b)\w+", path.read_text()):
            found.append(name)
    assert found == []
