"""An office made by following docs/installation.md: the page's own blocks are what runs here."""

import os
import re
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pyotp

from bimtek_api.local import program
from bimtek_api.local.postgres import SUPERUSER, LocalPostgres, free_port
from tests.api.exchange.mailbox import Mailbox
from tests.database import ROOT
from tests.platform.installation.proxy import Proxy, certificate, proxying
from tests.platform.installation.visitor import Visitor
from tests.servers import process, stop

PAGE = ROOT / "docs/installation.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"^(BIMTEK_\w+)=(?:'(.*)'|(.*))$", re.MULTILINE)
LINK = re.compile(r"https://\S+(/aktifkan/\S+)")
FIRST, SECOND, THIRD = "wati@uji.id", "adi@uji.id", "ratna@uji.id"
PASSWORD = "kuda besi terbang malam 71"


@dataclass
class Installed:
    """Everything of one office. `said`: where its processes' lines go."""

    folder: Path
    server: LocalPostgres
    mailbox: Mailbox
    front: int = field(default_factory=free_port)
    behind: int = field(default_factory=free_port)
    apis: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    webs: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    officers: dict[str, pyotp.TOTP] = field(default_factory=dict)
    session: str = ""

    @property
    def site(self) -> str:
        return f"https://localhost:{self.front}"

    @property
    def said(self) -> Path:
        return self.folder / "said.log"

    @property
    def words(self) -> dict[str, str]:
        """What the page leaves to whoever follows it."""
        return {
            "ADMIN_URL": self.server.url(SUPERUSER, "postgres"), "STATE": str(self.folder),
            "OWNER_PASSWORD": secrets.token_urlsafe(16), "LOGIN_PASSWORD": secrets.token_urlsafe(16),
            "DATABASE": f"127.0.0.1:{self.server.facts['port']}", "SITE": f"localhost:{self.front}",
            "API": f"127.0.0.1:{self.behind}", "MAIL_URL": self.mailbox.url, "MAIL_DOMAIN": "uji.id",
            "ALARM_MAIL": FIRST, "FIRST_EMAIL": FIRST, "FIRST_NAME": "Wati", "SECOND_EMAIL": SECOND,
            "SECOND_NAME": "Adi",
        }  # fmt: skip

    def follow(self) -> str:
        """Does what the page says, in its order; returns what the commands said."""
        bare = {name: value for name, value in os.environ.items() if not name.startswith(("BIMTEK_", "PG"))}
        places = f"{ROOT / '.venv/bin'}:{program.find().bin}:{bare['PATH']}"
        words, said = bare | self.words | {"PATH": places}, ""
        for block in BLOCK.findall(PAGE.read_text()):
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", block], cwd=ROOT, env=words, capture_output=True, text=True,
                check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
            said += done.stdout
        return said

    def settings(self, name: str = "bimtek.env") -> dict[str, str]:
        """As a shell or systemd reads them."""
        found = SETTING.findall((self.folder / name).read_text())
        return {setting: quoted or plain for setting, quoted, plain in found}

    def environment(self, **more: str) -> dict[str, str]:
        """Of one process: the file of the processes, never the owner's address."""
        return self.settings() | {"BIMTEK_FREE_PER_NETWORK": "1", "SAID": str(self.said)} | more

    def start(self, name: str, kind: str, **more: str) -> None:
        self.children[name] = process(kind, self.environment(**more))

    def run(self) -> None:
        """Two APIs, two page processes and the worker."""
        for number, (api, web) in enumerate(zip(self.apis, self.webs, strict=True), 1):
            self.start(f"api {number}", "api", BIMTEK_API_PORT=str(api))
            self.start(f"web {number}", "web", BIMTEK_WEB_PORT=str(web))
        self.start("worker", "worker")
        for port in (*self.apis, *self.webs):
            wait_for(lambda port=port: readiness(port)[0] == 200, 60)
        wait_for(lambda: readiness(self.apis[0])[1].get("worker") == "working", 60)

    def stop(self) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            stop(child)

    @contextmanager
    def fronted(self) -> Iterator[None]:
        """The proxy before the pages, and what spreads requests over the APIs."""
        with ExitStack() as stack:
            stack.enter_context(proxying(self.front, Proxy(self.webs), certificate(self.folder)))
            stack.enter_context(proxying(self.behind, Proxy(self.apis, forwards=False)))
            yield

    def visitor(self, address: str, site: str | None = None) -> Visitor:
        return Visitor(site or self.site, str(self.folder / "tls.pem"), address)

    def asked(self, statement: str) -> list[tuple]:
        """What the database's own administrator reads or does there."""
        with psycopg.connect(self.server.url(SUPERUSER), autocommit=True) as connection:
            cursor = connection.execute(statement)  # ty: ignore[no-matching-overload]
            return cursor.fetchall() if cursor.description else []


def readiness(port: int) -> tuple[int, dict[str, str]]:
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=10)
    except httpx.HTTPError:
        return 0, {}
    return answer.status_code, answer.json()


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)
