"""Where links lead: one that is handed to somebody to the office's address, one of what waits to where it is done."""

import hmac
import re
from uuid import uuid4

import httpx
from pydantic import SecretStr
from starlette.routing import Match

from bimtek_web.main import create_app
from bimtek_web.pages.officer.desk.inbox import ADDRESSES, address
from bimtek_web.settings import WebSettings
from bimtek_web.ui.labels import index as labels
from tests.web.conftest import KEY, StandIn
from tests.web.test_late_marks import OFFICER


async def test_a_forged_host_is_not_in_the_link_of_an_invitation(pages: httpx.AsyncClient, api: StandIn) -> None:
    """integrity.md 8: it was copied from there; behind a proxy with TLS it began with http."""
    api.answers |= {
        "GET /v1/me": OFFICER | {"permissions": ["officer.manage"]},
        "POST /v1/officers": {"token": "be_uji", "expires_at": "2026-12-01T17:00:00Z"},
    }
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    token = hmac.new(KEY.encode(), b"form\0bo_uji", "sha256").hexdigest()
    data = {"token": token, "name": "Yuni", "email": "yuni@uji.id", "position": "Penguji"}
    answer = await pages.post("/petugas/petugas", data=data, headers={"Host": "jahat.test"})
    assert "http://localhost:8080/aktifkan/be_uji" in answer.text, answer.text
    assert "jahat.test" not in answer.text


async def test_whatever_waits_for_an_officer_is_linked_to_where_it_is_done(
    pages: httpx.AsyncClient, api: StandIn
) -> None:
    """A recall waited in nobody's inbox; no link of any queue leads to a page that is not there."""
    about = {"title": "5.1.02 Mesin", "count": 1, "since": "2026-11-25T02:40:00Z", "due": None, "overdue": False}
    items = [about | {"kind": kind, "subject_id": str(uuid4())} for kind in labels.desk.WAITING]
    api.answers |= {"GET /v1/me": OFFICER, "GET /v1/inbox": {"items": items, "as_of": "2026-11-25T02:40:00Z"}}
    pages.cookies.set("__Host-bimtek", "bo_uji", domain="bimtek.test")
    drawn = await pages.get("/petugas")
    linked = re.findall(r'<th scope="row"><a href="([^"]+)"', drawn.text)
    assert sorted(linked) == sorted(map(address, items))
    assert ADDRESSES.keys() <= labels.desk.WAITING.keys()
    app = create_app(WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True))
    for path in linked:
        scope = {"type": "http", "method": "GET", "path": re.split("[?#]", path)[0]}
        assert any(each.matches(scope)[0] == Match.FULL for each in app.routes), path
