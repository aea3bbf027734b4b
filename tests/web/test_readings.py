"""integrity.md 7: one bad reading stopped the rest of its batch. Attacked again: at the door any long QR code did."""

import hmac
import json
from typing import Any

import httpx
import pytest

from tests.web.conftest import KEY, SESSION, StandIn
from tests.web.test_hostile import ME

DOOR = f"/petugas/sesi/{SESSION['id']}/pintu/antrean"
SCANS = f"POST /v1/sessions/{SESSION['id']}/scans"
QRIS = "00020101021126" + "6" * 200


def reading(nonce: str, code: Any = "BIMTEK:BT-AAAA-BBBB:1:ABC", **more: Any) -> dict[str, Any]:
    return {"nonce": nonce, "code": code, "direction": "in", "at": "2026-12-07T01:00:00Z", "typed": False} | more


def judge(request: httpx.Request) -> httpx.Response:
    """As the API does: one reading that has no shape is a refusal of all."""
    sent = json.loads(request.content)["scans"]
    if any(each["nonce"].startswith("no id") or not 0 < len(each["code"]) <= 100 for each in sent):
        return httpx.Response(422, json={"status": 422, "code": "invalid", "detail": "Ada isian.", "errors": []})
    return httpx.Response(200, json={"results": [{"nonce": each["nonce"], "outcome": "accepted"} for each in sent]})


async def send(pages: httpx.AsyncClient, api: StandIn, scans: str) -> httpx.Response:
    api.answers |= {"GET /v1/me": ME, SCANS: judge}
    pages.cookies.set("__Host-bimtek", "bo_any")
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    return await pages.post(DOOR, data={"token": token, "scans": scans})


async def test_whatever_a_camera_sees_leaves_the_devices_queue(pages: httpx.AsyncClient, api: StandIn) -> None:
    odd = [QRIS, "\ud800", "", "\0", None, 10**400, ["x"], {"a": 1}, "BIMTEK:BT-AAAA-BBBB:1:ABC"]
    sent = [reading(f"n{at}", code) for at, code in enumerate(odd)] + [reading("no id"), reading("last")]
    answer = await send(pages, api, json.dumps(sent))
    assert answer.status_code == 200, answer.text
    told = {each["nonce"]: each["outcome"] for each in answer.json()["results"]}
    assert set(told) == {each["nonce"] for each in sent}, "each is answered, so none is sent for ever"
    assert (told["n0"], told["n8"], told["last"], told["no id"]) == ("accepted", "accepted", "accepted", "refused")


async def test_a_clock_at_the_edge_of_all_calendars_holds_nobody_up(pages: httpx.AsyncClient, api: StandIn) -> None:
    """cases.md 48, 56: the API broke over it, and the device sent it for ever with everybody behind it."""
    odd = ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+07:00", "kemarin", "")
    sent = [reading(f"n{at}", at=when) for at, when in enumerate(odd)] + [reading("last")]
    answer = await send(pages, api, json.dumps(sent))
    told = {each["nonce"]: (each["outcome"], each.get("detail")) for each in answer.json()["results"]}
    assert [told[f"n{at}"][0] for at in range(4)] == ["refused"] * 4
    assert ("Jam ponsel ini salah" in told["n0"][1], told["last"][0]) == (True, "accepted")


async def test_a_reading_the_api_breaks_over_waits_alone(pages: httpx.AsyncClient, api: StandIn) -> None:
    def breaking(request: httpx.Request) -> httpx.Response:
        sent = json.loads(request.content)["scans"]
        return httpx.Response(500) if any(each["nonce"] == "n3" for each in sent) else judge(request)

    api.answers |= {"GET /v1/me": ME, SCANS: breaking}
    pages.cookies.set("__Host-bimtek", "bo_any")
    token = hmac.new(KEY.encode(), b"form\0bo_any", "sha256").hexdigest()
    scans = json.dumps([reading(f"n{at}") for at in range(9)])
    answer = await pages.post(DOOR, data={"token": token, "scans": scans})
    assert {each["nonce"] for each in answer.json()["results"]} == {f"n{at}" for at in range(9)} - {"n3"}


@pytest.mark.parametrize("scans", ["", "[", "{}", "3", "[" * 100_000, "1" * 5_000, "[1, null]", "[]"])
async def test_what_is_no_list_of_readings_breaks_nothing(pages: httpx.AsyncClient, api: StandIn, scans: str) -> None:
    assert (await send(pages, api, scans)).status_code in (200, 422)
