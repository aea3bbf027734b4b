"""The office's first people: two administrators by their links, an officer by two of them, a session by her."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

import httpx
import pyotp

from bimtek_api.core import clock
from tests import factories
from tests.platform.installation.office import FIRST, LINK, PASSWORD, SECOND, THIRD, Installed
from tests.platform.installation.visitor import Visitor

numbers = count(7001)
Headers = dict[str, str]


def activate(who: Visitor, path: str, nik: str = "") -> pyotp.TOTP:
    """Opens the link and makes her own password and authenticator on the page."""
    page = who.open(path)
    totp = pyotp.TOTP(page.text.split('<p class="code typed">', 1)[1].split("<", 1)[0].strip())
    typed = {"password": PASSWORD, "code": totp.at(datetime.now(UTC) - timedelta(seconds=30))}
    done = who.press(page, 'name="nik"', typed | {"nik": nik or made_up()})
    assert "Akun sudah aktif" in done.text, done.text
    return totp


def made_up() -> str:
    return factories.nik(next(numbers), born=date(1979, 5, 6))


def log_in(api: httpx.Client, email: str, totp: pyotp.TOTP) -> Headers:
    given = {"email": email, "password": PASSWORD, "code": totp.now()}
    return {"Authorization": f"Bearer {did(api.post('/v1/logins', json=given))['token']}"}


def did(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def enrolled(office: Installed, said: str) -> str:
    """Everybody an office begins with; returns the session people can register for."""
    links = LINK.findall(said)
    assert len(links) == 2, said
    desk = office.visitor("127.0.0.9")
    with httpx.Client(
        base_url=f"http://127.0.0.1:{office.behind}", timeout=30, event_hooks={"request": [keyed]}
    ) as api:
        first, second = (
            log_in(api, email, activate(desk, link)) for email, link in zip((FIRST, SECOND), links, strict=True)
        )
        paper = made_up()
        new = {"email": THIRD, "name": "Ratna", "position": "Petugas", "nik": paper}
        invited = did(api.post("/v1/officers", headers=first, json=new))
        (row,) = did(api.get("/v1/officers?q=ratna", headers=first))["items"]
        role = {"kind": "role", "role": "district_officer", "region_code": factories.PALEMBANG, "reason": "SK 1/2026"}
        role |= {"valid_from": str(clock.local_date(datetime.now(UTC), "WIB"))}
        did(api.post(f"/v1/officers/{row['id']}/access-requests", headers=first, json=role))
        (asked,) = did(api.get("/v1/access-requests", headers=second))["items"]
        did(api.post(f"/v1/access-requests/{asked['id']}/decisions", headers=second, json={"approve": True}))
        officer = log_in(api, THIRD, activate(desk, f"/aktifkan/{invited['token']}", paper))
        return planned(api, officer)


def planned(api: httpx.Client, officer: Headers) -> str:
    """A session that people may register for now."""
    now = datetime.now(UTC)
    day = (now + timedelta(days=10)).date()
    plan = {
        "number": "1671/2026/001", "title": "Konfeksi dan menjahit", "trade": "garment",
        "district_code": factories.PALEMBANG, "venue": "Balai Uji", "address": "Jalan Uji 1", "size": 30,
        "opens_at": (now - timedelta(hours=1)).isoformat(), "closes_at": (now + timedelta(days=5)).isoformat(),
        "days": [{"date": day.isoformat(), "starts_at": str(time(8)), "ends_at": str(time(16))}],
    }  # fmt: skip
    made = did(api.post("/v1/sessions", headers=officer, json=plan))
    seen = officer | {"If-Match": f'"{made["version"]}"'}
    did(api.post(f"/v1/sessions/{made['id']}/transitions", headers=seen, json={"action": "publish"}))
    return made["id"]


def keyed(request: httpx.Request) -> None:
    if request.method == "POST":
        request.headers.setdefault("Idempotency-Key", factories.once()["Idempotency-Key"])
