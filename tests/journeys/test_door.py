"""At the door: a real camera stream with her code in it, a typed number, and an hour without connection."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import segno
from playwright.sync_api import Browser

from tests import factories
from tests.browser import ARGUMENTS, Visitor, executable, visitor
from tests.journeys import walks
from tests.servers import Live

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 640, 480
# What a device may have read while it had no connection.
FILL_QUEUE = """({session, waiting}) => {
  const day = document.querySelector("#door").elements.day_id.value;
  const readings = waiting.map((each) => ({
    nonce: crypto.randomUUID(), at: new Date().toISOString(), direction: "in", day_id: day, typed: false, ...each,
  }));
  localStorage.setItem(`bimtek-door-${session}`, JSON.stringify(readings));
}"""


def film(text: str, path: Path) -> None:
    """What a camera sees that looks at a QR code: two frames of uncompressed video."""
    dots = [list(row) for row in segno.make(text, error="m").matrix_iter(scale=10, border=4)]
    top, left = (HEIGHT - len(dots)) // 2, (WIDTH - len(dots[0])) // 2
    light = bytearray(b"\xeb" * (WIDTH * HEIGHT))
    for y, row in enumerate(dots):
        for x, dark in enumerate(row):
            light[(top + y) * WIDTH + left + x] = 16 if dark else 235
    frame = b"FRAME\n" + bytes(light) + b"\x80" * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 2)


def two_people(live: Live) -> tuple[str, list[dict[str, Any]]]:
    """A session of Palembang and two people who registered for it."""
    with httpx.Client(base_url=live.api) as api:
        found = api.get("/v1/sessions", params={"district": "16.71", "open": "true"}).json()["items"][0]
        bodies = [factories.registration(found["id"]) for _ in range(2)]
        made = [api.post("/v1/registrations", json=body, headers=factories.once()).json() for body in bodies]
        return found["id"], made


def receipt(live: Live, made: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.get(f"{live.api}/v1/receipts/{made['number']}", headers={"Receipt-Secret": made["secret"]})
    return answer.json()


def test_the_camera_reads_her_code_and_a_lost_connection_loses_nothing(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    session_id, (seen, unseen) = two_people(live)
    with visitor(browser, live.web or "", 360) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        for each in (seen, unseen):
            walks.accept(ratna, each["number"])
        cookies = ratna.context.cookies()
    with visitor(browser, live.web or "", 360) as herself:
        page = herself.open(f"/pendaftaran/{seen['number']}/{seen['secret']}")
        page.get_by_role("heading", name="Tunjukkan kode ini di pintu").wait_for()
        herself.check("receipt-pass")
    film(receipt(live, seen)["pass_code"], tmp_path / "code.y4m")
    with looking_at(browser, tmp_path / "code.y4m") as with_camera:
        with visitor(with_camera, live.web or "", 360) as ratna:
            ratna.context.add_cookies(cookies)
            at_the_door(ratna, f"/petugas/sesi/{session_id}/pintu", seen, unseen)


@contextmanager
def looking_at(browser: Browser, clip: Path) -> Iterator[Browser]:
    """A browser whose camera sees the clip."""
    fake = [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    ]  # fmt: skip
    opened = browser.browser_type.launch(executable_path=executable(), args=[*ARGUMENTS, *fake])
    yield opened
    opened.close()


def at_the_door(who: Visitor, door: str, seen: dict[str, Any], unseen: dict[str, Any]) -> None:
    """One code by the camera, one number while the connection is gone."""
    page = who.open(door)
    who.check("door")
    page.get_by_role("button", name="Buka kamera").click()
    page.locator("#door-result .notice[data-tone=ok]").get_by_text(seen["name"]).wait_for()
    who.check("door-read")
    page = who.open(door)
    who.context.set_offline(True)
    page.fill("#code", unseen["number"].lower())
    page.get_by_role("button", name="Catat nomor ini").click()
    page.locator("#door-result").get_by_text(unseen["name"]).wait_for()
    assert page.locator("#door-waiting").inner_text().startswith("1 pindaian menunggu")
    who.context.set_offline(False)
    page.locator("#door-waiting").wait_for(state="hidden")
    page = who.open(door)
    assert page.locator(".facts dd").first.inner_text().startswith("2 dari ")


def test_a_bad_code_in_the_devices_queue_is_set_aside_and_nobody_behind_it_is_lost(
    browser: Browser, live: Live
) -> None:
    """cases.md 48: a payment QR, an empty code and a clock in the year 9999 among two people who came."""
    session_id, people = two_people(live)
    with visitor(browser, live.web or "", 360) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        for each in people:
            walks.accept(ratna, each["number"])
        page = ratna.open(f"/petugas/sesi/{session_id}/pintu")
        waiting = [
            {"code": people[0]["number"], "typed": True}, {"code": "00020101021126" + "6" * 173},
            {"code": ""}, {"code": people[1]["number"], "typed": True, "at": "9999-12-31T23:59:59-12:00"},
            {"code": people[1]["number"], "typed": True},
        ]  # fmt: skip
        page.evaluate(FILL_QUEUE, {"session": session_id, "waiting": waiting})
        page = ratna.open(f"/petugas/sesi/{session_id}/pintu")
        page.locator("#door-waiting").wait_for(state="hidden")
        page.locator("#door-aside li").nth(2).wait_for()
        assert page.locator("#door-aside li").count() == 3
        assert page.locator("#door-aside").get_by_text("00020101021126").count() == 1
        ratna.check("door-aside")
        page = ratna.open(f"/petugas/sesi/{session_id}/pintu")
        assert page.locator(".facts dd").first.inner_text().startswith("2 dari "), "both are in"
        assert page.locator("#door-aside li").count() == 3, "still there, until she takes note"
        page.get_by_role("button", name="Hapus catatan ini").click()
        page.locator("#door-aside").wait_for(state="hidden")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_number_is_typed_and_every_refusal_says_why(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    session_id, (made, undecided) = two_people(live)
    with visitor(browser, live.web or "", width, scripts=scripts) as ratna:
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        walks.accept(ratna, made["number"])
        page = ratna.open(f"/petugas/sesi/{session_id}")
        page.get_by_role("link", name="Pindai di pintu").click()
        for number, said in (
            ("BT-0000-0000", "tidak ada"), (undecided["number"], "Belum mendapat kursi"), (made["number"], ""),
            (made["number"], "Sudah tercatat masuk"),
        ):  # fmt: skip
            page.fill("#code", number)
            page.get_by_role("button", name="Catat nomor ini").click()
            page.locator("#door-result .notice").get_by_text(re.compile(said or made["name"])).first.wait_for()
        ratna.check("door-typed")
