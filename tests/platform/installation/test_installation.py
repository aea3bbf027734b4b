"""integrity.md 8b: an office's own installation, made from docs/installation.md alone, never calls `up`."""

import json
import os
import signal
from collections.abc import Iterator

import httpx
import pytest

from bimtek_api.local.database import migrate
from bimtek_api.local.postgres import free_port
from tests.database import ROOT
from tests.platform.installation.office import Installed, readiness, wait_for
from tests.platform.installation.proxy import Proxy, proxying
from tests.platform.installation.visitor import register
from tests.servers import output

pytestmark = pytest.mark.race
STANDING = "SELECT email, status FROM registrations"
SILENT = "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '2 minutes'"
LONG_AGO = "UPDATE procrastinate_events SET at = at - interval '11 minutes'"


def lines(office: Installed, event: str) -> Iterator[dict[str, str]]:
    """What the processes logged under one name."""
    for line in office.said.read_text().splitlines():
        if f'"event": "{event}"' in line:
            yield json.loads(line)


def expect_registered(office: Installed, address: str, email: str) -> None:
    answer = register(office.visitor(address), office.session, email)
    assert answer.status_code == 303, answer.text


def expect_mail(office: Installed, email: str) -> str:
    wait_for(lambda: office.mailbox.to(email))
    (mail,) = office.mailbox.to(email)
    return mail.get_content()


def test_the_page_alone_makes_an_office_whose_visitor_gets_her_mail(office: Installed) -> None:
    assert office.asked("SELECT count(*) > 80000 FROM regions") == [(True,)]
    expect_registered(office, "127.0.0.2", "sumarni@uji.id")
    assert f"{office.site}/pendaftaran/" in expect_mail(office, "sumarni@uji.id")


def test_each_visitor_behind_the_proxy_is_counted_by_her_own_address(office: Installed) -> None:
    """All visitors were one address. The second of one network waits for an officer here, whatever she claims."""
    expect_registered(office, "127.0.0.3", "a@uji.id")
    liar = office.visitor("127.0.0.3")
    liar.http.headers["X-Forwarded-For"] = "198.51.100.7"
    assert register(liar, office.session, "b@uji.id").status_code == 303
    expect_registered(office, "127.0.0.4", "c@uji.id")
    stands = dict(office.asked(STANDING))
    assert (stands["a@uji.id"], stands["b@uji.id"], stands["c@uji.id"]) == (
        "pending_review",
        "held",
        "pending_review",
    )


@pytest.mark.parametrize("host", ["", "10.0.0.7:8080"])
def test_a_proxy_that_hides_the_host_is_told_clearly_and_logged(office: Installed, host: str) -> None:
    """Every form answered 403, `kedaluwarsa`, and nothing was logged."""
    port = free_port()
    with proxying(port, Proxy(office.webs, host=host), (office.folder / "tls.pem", office.folder / "tls.key")):
        who = office.visitor("127.0.0.5", f"https://localhost:{port}")
        who.says = {"Origin": f"https://localhost:{port}"}  # an address the office never named
        page, before = who.open("/masuk"), len([*lines(office, "form_refused")])
        typed = {"email": "x@uji.id", "password": "x", "code": "123456"}
        refused = who.press(page, 'name="password"', typed)
        assert (refused.status_code, "BIMTEK_WEB_URL" in refused.text) == (403, True)
        assert "kedaluwarsa" not in refused.text
        wait_for(lambda: len([*lines(office, "form_refused")]) > before)
        assert [*lines(office, "form_refused")][-1]["reason"] == "origin"
        who.says = {"Origin": office.site}
        assert who.press(page, 'name="password"', typed).status_code == 401, "the office's own address is enough"


def test_a_restarted_database_needs_nobody(office: Installed) -> None:
    worker = office.children["worker"].pid
    office.server.stop()
    assert all(readiness(port)[0] == 503 for port in (*office.apis, *office.webs))
    away = office.visitor("127.0.0.6").open("/")
    assert (away.status_code, "Sistem sedang tidak dapat dihubungi" in away.text) == (503, True)
    office.server.launch()
    wait_for(lambda: all(readiness(port)[0] == 200 for port in (*office.apis, *office.webs)))
    expect_registered(office, "127.0.0.6", "sesudah@uji.id")
    expect_mail(office, "sesudah@uji.id")
    assert (office.children["worker"].pid, office.children["worker"].poll()) == (worker, None)


def test_a_killed_worker_is_told_until_another_takes_up_its_work(office: Installed) -> None:
    os.killpg(office.children["worker"].pid, signal.SIGKILL)
    office.asked(SILENT)
    expect_registered(office, "127.0.0.7", "menunggu@uji.id")
    assert [readiness(port) for port in office.apis] == [(200, {"status": "ok", "worker": "silent"})] * 2
    assert len([*lines(office, "worker_silent")]) == 2, "once for each API, not for each poll"
    office.asked(LONG_AGO)
    code, said = output("check", office.environment())
    assert (code, "tidak terdengar" in said, "belum dimulai" in said) == (1, True, True), said
    office.start("worker", "worker")
    expect_mail(office, "menunggu@uji.id")
    assert readiness(office.apis[0])[1]["worker"] == "working"


def test_one_api_and_one_page_process_are_enough(office: Installed) -> None:
    for name in ("api 1", "web 1"):
        os.killpg(office.children[name].pid, signal.SIGKILL)
        office.children[name].wait()
    expect_registered(office, "127.0.0.8", "berdua@uji.id")


def test_a_schema_two_migrations_old_is_not_ready(office: Installed) -> None:
    owner = office.settings("owner.env")["BIMTEK_OWNER_DATABASE_URL"]
    try:
        migrate(ROOT, owner, down=2)
        behind = httpx.get(f"http://127.0.0.1:{office.apis[1]}/readyz")
        assert (behind.status_code, behind.json()["code"]) == (503, "schema_behind")
        assert readiness(office.webs[1])[0] == 503
    finally:
        migrate(ROOT, owner)
    assert readiness(office.apis[1])[0] == 200
