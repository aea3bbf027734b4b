"""A link that is handed to somebody leads to the office's address, whatever Host the request came with."""

import hmac

import httpx

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
