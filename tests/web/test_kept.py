"""What was typed survives an expired form, an ended log-in and a silent API; a form of another site does not."""

import re

import httpx
import pytest

from tests.web.conftest import SESSION, StandIn
from tests.web.test_pages import FORM, NIK, Token, started

OURS = {"Sec-Fetch-Site": "same-origin"}
MADE = {"number": "BT-2222-3333", "secret": "s" * 32}


def hidden(page: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))


async def test_an_expired_form_is_offered_again_with_everything_in_it(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    fields = await started(pages, token) | {"action": "4:send", "token": "old"}
    offered = await pages.post(FORM, data=fields, headers=OURS)
    assert (offered.status_code, offered.headers["cache-control"]) == (403, "no-store")
    assert "Isian Anda aman di halaman ini." in offered.text
    kept = hidden(offered)
    assert (kept["nik"], kept["name"].replace("&#39;", "'"), kept["action"]) == (NIK, "Nur'aini", "4:send")
    api.answers["POST /v1/registrations"] = httpx.Response(201, json=MADE)
    again = await pages.post(FORM, data=kept | {"name": "Nur'aini"}, headers=OURS)
    assert (again.status_code, again.headers["location"]) == (303, "/pendaftaran/BT-2222-3333/" + "s" * 32)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://jahat.test"}, {}])
async def test_a_form_of_another_site_is_never_offered(
    pages: httpx.AsyncClient, api: StandIn, token: Token, headers: dict[str, str]
) -> None:
    fields = await started(pages, token) | {"action": "4:send", "token": "forged"}
    refused = await pages.post(FORM, data=fields, headers=headers)
    assert refused.status_code == 403
    assert NIK not in refused.text
    assert "Kirim lagi" not in refused.text


async def test_a_silent_api_loses_nothing_that_was_typed(
    pages: httpx.AsyncClient, api: StandIn, token: Token
) -> None:
    fields = await started(pages, token) | {"action": "4:send"}
    api.answers["POST /v1/registrations"] = httpx.ConnectError("down")
    offered = await pages.post(FORM, data=fields, headers=OURS)
    assert offered.status_code == 503
    assert hidden(offered)["key"] == fields["key"], "the same key: sent again, it is one registration"
    part = await pages.post(FORM, data=fields, headers=OURS | {"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-retarget"]) == (503, "#line-trouble")


async def test_an_officer_whose_log_in_ended_keeps_her_form(pages: httpx.AsyncClient, token: Token) -> None:
    fields = {"token": token(await pages.get("/masuk")), "action": "cancel", "reason": "Banjir di <aula>"}
    offered = await pages.post(f"/petugas/sesi/{SESSION['id']}", data=fields, headers=OURS)
    assert offered.status_code == 401
    assert hidden(offered)["reason"] == "Banjir di &lt;aula&gt;"
    assert 'href="/masuk" target="_blank"' in offered.text
    elsewhere = await pages.post(f"/petugas/sesi/{SESSION['id']}", data=fields)
    assert elsewhere.headers["location"].startswith("/masuk")
