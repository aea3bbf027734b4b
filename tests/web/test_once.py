"""What a form sends has one effect: a second click, Back, a page that kept what was typed (integrity.md 7)."""

import httpx

from bimtek_web.api.transport import key_of, new_key
from bimtek_web.ui.rendering import TEMPLATES
from tests.web.conftest import StandIn
from tests.web.test_kept import OURS, hidden

TYPED = {"email": "a@uji.id", "password": "x", "code": "123456"}


def keys(api: StandIn) -> list[str]:
    return [each.headers["idempotency-key"] for each in api.asked if each.method == "POST"]


def test_no_form_draws_its_token_without_a_key() -> None:
    bare = [path.name for path in TEMPLATES.rglob("*.html") if "form_token(" in path.read_text()]
    assert bare == ["forms.html"]


async def test_a_form_sent_twice_asks_with_one_key_and_a_changed_one_with_another(
    pages: httpx.AsyncClient, api: StandIn
) -> None:
    drawn = hidden(await pages.get("/masuk"))
    for typed in (TYPED, TYPED, TYPED | {"code": "654321"}):
        await pages.post("/masuk", data=drawn | typed)
    first, second, corrected = keys(api)
    assert first == second != corrected


async def test_a_form_drawn_again_is_another_sending(pages: httpx.AsyncClient, api: StandIn) -> None:
    for _ in range(2):
        await pages.post("/masuk", data=hidden(await pages.get("/masuk")) | TYPED)
    assert len(set(keys(api))) == 2


async def test_a_form_kept_while_the_api_was_silent_keeps_its_key(pages: httpx.AsyncClient, api: StandIn) -> None:
    drawn = hidden(await pages.get("/masuk"))
    api.answers["POST /v1/logins"] = httpx.ConnectError("down")
    offered = hidden(await pages.post("/masuk", data=drawn | TYPED, headers=OURS))
    await pages.post("/masuk", data=offered, headers=OURS)
    assert offered["once"] == drawn["once"]
    assert len(set(keys(api))) == 1


def test_each_request_of_a_form_has_its_own_key_and_files_count() -> None:
    drawn, body = new_key(), {"json": {"reason": "Uji"}}
    asked = {
        key_of(drawn, "/v1/a", body), key_of(drawn, "/v1/b", body), key_of(new_key(), "/v1/a", body),
        key_of(drawn, "/v1/a", {"files": {"photo": ("x", b"1")}}),
        key_of(drawn, "/v1/a", {"files": {"photo": ("x", b"2")}}),
    }  # fmt: skip
    assert len(asked) == 5
