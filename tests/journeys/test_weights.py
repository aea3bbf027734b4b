"""What a cheap phone must load: each public page with everything it needs, compressed, from nothing (C87)."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from tests.servers import Live

pytestmark = pytest.mark.browser
MOST = 60_000


@pytest.fixture(scope="module")
def session_id(shared: Live) -> str:
    found = httpx.get(f"{shared.api}/v1/sessions", params={"district": "16.71", "open": "true"}).json()
    return found["items"][0]["id"]


def pages(session_id: str) -> Iterator[str]:
    yield from ("/", f"/sesi/{session_id}", f"/sesi/{session_id}/daftar", "/cek-status", "/pengaduan", "/privasi")


def loaded(browser: Browser, address: str) -> dict[str, int]:
    """Bytes over the wire by address, with nothing in the cache."""
    context = browser.new_context(viewport={"width": 360, "height": 760})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({names.get(event["requestId"], "?"): int(event["encodedDataLength"])}),
    )
    wire.send("Network.enable")
    answer = page.goto(address, wait_until="networkidle")
    assert answer
    assert answer.status == 200, address
    context.close()
    return sizes


def test_every_public_page_is_light(browser: Browser, shared: Live, session_id: str) -> None:
    weights = {path: loaded(browser, f"{shared.web}{path}") for path in pages(session_id)}
    heavy = {path: sizes for path, sizes in weights.items() if sum(sizes.values()) >= MOST}
    assert all(len(sizes) > 1 for sizes in weights.values()), "only the page itself was counted"
    assert not heavy
