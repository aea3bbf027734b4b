"""Logging in: one sentence for every failure, codes used once, log-ins that can be ended."""

import hmac
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest
import structlog
from httpx import AsyncClient, Response
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from bimtek_api.access.logins import service
from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers.models import Officer
from bimtek_api.access.officers.totp import fresh_step
from bimtek_api.access.roles import ApiScope
from bimtek_api.core.crypto import Vault, decode_key
from tests import factories
from tests.conftest import KEYS


async def log_in(client: AsyncClient, who: factories.TestOfficer, **changes: str) -> Response:
    body = {"email": who.email, "password": factories.PASSWORD, "code": who.totp.now()} | changes
    return await client.post("/v1/logins", json=body)


async def test_an_officer_logs_in_and_sees_herself(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    answer = await log_in(client, officer, email=f" {officer.email.upper()} ")
    assert answer.status_code == 201, answer.text
    me = await client.get("/v1/me", headers={"Authorization": f"Bearer {answer.json()['token']}"})
    assert me.json()["roles"] == [
        {
            "role": "district_officer",
            "role_name": "Petugas daerah",
            "region": {"code": "16.71", "name": "Kota Palembang"},
            "programme_id": None,
            "programme_name": None,
            "acting_for": None,
            "until": None,
        }
    ]


async def test_she_sees_the_last_day_of_a_role(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    """integrity.md 8, gaps.md C68: `me` showed no last day."""
    officer = await factories.officer(db, vault, valid_to=date(2099, 6, 30))
    (role,) = (await client.get("/v1/me", headers=officer.headers)).json()["roles"]
    assert role["until"] == "2099-06-30"


@pytest.mark.parametrize(
    "changes", [{"password": "salah"}, {"code": "000000"}, {"email": "tidak-ada@uji.id"}, {"code": "١٢٣٤٥٦"}]
)
async def test_every_failure_sounds_the_same(
    client: AsyncClient, db: AsyncSession, vault: Vault, changes: dict[str, str]
) -> None:
    officer = await factories.officer(db, vault)
    answer = await log_in(client, officer, **changes)
    assert (answer.status_code, answer.json()["code"]) == (401, "login_failed")
    assert answer.json()["detail"] == "Surel, kata sandi, atau kode tidak cocok. Periksa lalu coba lagi."


async def test_a_code_works_once(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    code = officer.totp.now()
    first, second = await log_in(client, officer, code=code), await log_in(client, officer, code=code)
    assert (first.status_code, second.status_code) == (201, 401)


async def test_logging_out_ends_the_token_for_good(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    assert (await client.delete("/v1/logins/current", headers=officer.headers)).status_code == 204
    after = await client.get("/v1/me", headers=officer.headers)
    assert (after.status_code, after.json()["code"]) == (401, "login_expired")


async def test_an_idle_or_old_login_ends(client: AsyncClient, db: AsyncSession, vault: Vault, at) -> None:
    officer = await factories.officer(db, vault)
    login = (await db.execute(select(Login).where(Login.officer_id == officer.id))).scalar_one()
    await at((login.last_seen_at + timedelta(minutes=59)).isoformat())
    assert (await client.get("/v1/me", headers=officer.headers)).status_code == 200
    await at((login.last_seen_at + timedelta(minutes=59 + 61)).isoformat())
    assert (await client.get("/v1/me", headers=officer.headers)).status_code == 401


async def test_a_disabled_officer_is_out_on_the_next_request(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.officer(db, vault)
    row = (await db.execute(select(Officer).where(Officer.person_id == officer.id))).scalar_one()
    row.disabled_at = row.created_at
    await db.flush()
    assert (await client.get("/v1/me", headers=officer.headers)).status_code == 401
    assert (await log_in(client, officer)).status_code == 401


async def test_a_role_outside_its_dates_gives_nothing(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    old = await factories.officer(db, vault, valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    coming = await factories.officer(db, vault, valid_from=date(2090, 1, 1))
    for officer in (old, coming):
        assert (await client.get("/v1/registrations", headers=officer.headers)).status_code == 403


async def test_attempts_from_one_address_are_limited(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    answers = [await log_in(client, officer, password="salah") for _ in range(21)]
    assert {each.status_code for each in answers[:20]} == {401}
    assert answers[20].status_code == 429
    assert 0 < int(answers[20].headers["retry-after"]) <= 600


async def test_a_forwarded_address_counts_only_when_it_is_signed(client: AsyncClient, db: AsyncSession) -> None:
    forged = [
        await client.post(
            "/v1/receipts/lookups", json={"number": f"BT-XXXX-XX{index:02d}", "birth_date": "1990-01-01"},
            headers={"Bimtek-Client": f"10.0.0.{index};00"},
        )
        for index in range(31)
    ]  # fmt: skip
    assert [each.status_code for each in forged[29:]] == [404, 429]


async def test_a_key_works_until_it_is_revoked(client: AsyncClient, db: AsyncSession) -> None:
    headers = await factories.api_key(db, ApiScope.READ)
    assert (await client.get("/v1/registrations", headers=headers)).status_code == 200
    await factories.by_owner(db, "UPDATE api_keys SET revoked_at = created_at")
    refused = await client.get("/v1/registrations", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (401, "api_key_refused")


async def test_an_integrator_registers_and_reads_by_key(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    headers = await factories.api_key(db, ApiScope.READ, ApiScope.REGISTER)
    answer = await factories.register(client, factories.registration(session.id), **headers)
    assert answer.status_code == 201
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=headers)).json()["items"]
    detail = (await client.get(f"/v1/registrations/{rows[0]['id']}", headers=headers)).json()
    assert detail["channel"] == "integrator"


def test_totp_accepts_neighbouring_steps_and_no_used_one() -> None:
    totp, instant = pyotp.TOTP(pyotp.random_base32()), datetime(2026, 11, 25, 8, 0, 10, tzinfo=UTC)
    step = int(instant.timestamp()) // 30
    found = {
        shift: fresh_step(totp.secret, totp.generate_otp(step + shift), instant, 0) for shift in (-2, -1, 0, 1, 2)
    }
    assert found == {-2: None, -1: step - 1, 0: step, 1: step + 1, 2: None}
    assert fresh_step(totp.secret, totp.generate_otp(step), instant, step) is None


async def test_guessing_is_slowed_down_but_the_owner_is_not_shut_out(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.officer(db, vault)
    await db.execute(update(Officer).where(Officer.person_id == officer.id).values(totp_last_step=0))
    home, elsewhere = signed("203.0.113.7"), [signed(f"198.51.100.{number}") for number in range(21)]
    body = {"email": officer.email, "password": factories.PASSWORD, "code": officer.totp.now()}
    assert (await client.post("/v1/logins", json=body, headers=home)).status_code == 201
    wrong = body | {"password": "salah"}
    told = [(await client.post("/v1/logins", json=wrong, headers=each)).status_code for each in elsewhere]
    assert told == [401] * 20 + [429], "the right one did not count"
    await db.execute(update(Officer).where(Officer.person_id == officer.id).values(totp_last_step=0))
    assert (await client.post("/v1/logins", json=body, headers=home)).status_code == 201
    nobody = [
        (await client.post("/v1/logins", json=wrong | {"email": "tidak@ada.id"}, headers=each)).status_code
        for each in elsewhere
    ]
    assert nobody == [401] * 20 + [429], "an account that does not exist answers alike"


def signed(address: str) -> dict[str, str]:
    """As the web app passes a browser's address on."""
    key = decode_key(KEYS["address"])
    return {"Bimtek-Client": f"{address};{hmac.new(key, address.encode(), 'sha256').hexdigest()}"}


async def test_log_ins_are_listed_and_ended_one_by_one(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer, other = await factories.officer(db, vault), await factories.officer(db, vault)
    answer = await log_in(client, officer, device="Firefox, Android")
    listed = (await client.get("/v1/logins", headers=officer.headers)).json()["items"]
    assert [(each["device"], each["current"]) for each in listed] == [("Firefox, Android", False), (None, True)]
    mine = f"/v1/logins/{listed[0]['id']}"
    unproved = await client.delete(mine, headers=officer.headers)
    assert (unproved.status_code, unproved.json()["code"]) == (403, "step_up_required")
    proved = update(Login).where(Login.officer_id.in_([officer.id, other.id]))
    await db.execute(proved.values(stepped_up_at=datetime.now(UTC)))
    foreign = await client.delete(mine, headers=other.headers)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "login_not_found")
    assert (await client.delete(mine, headers=officer.headers)).status_code == 204
    gone = await client.get("/v1/me", headers={"Authorization": f"Bearer {answer.json()['token']}"})
    assert gone.status_code == 401


async def test_another_phone_needs_the_password_and_ends_every_login(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.present(db, vault)
    wrong = await client.post("/v1/enrolments", json={"password": "salah"}, headers=officer.headers)
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "password_wrong")
    link = await client.post("/v1/enrolments", json={"password": factories.PASSWORD}, headers=officer.headers)
    shown = (await client.post("/v1/enrolments/views", json={"token": link.json()["token"]})).json()
    done = {"token": link.json()["token"], "password": "kuda besi terbang malam 71"}
    done["code"] = pyotp.TOTP(shown["totp_secret"]).now()
    assert (await client.post("/v1/enrolments/completions", json=done)).status_code == 201
    assert (await client.get("/v1/me", headers=officer.headers)).status_code == 401
    assert (await log_in(client, officer)).status_code == 401


async def test_guessing_can_be_followed_in_the_log_and_no_address_is_in_it(
    client: AsyncClient, db: AsyncSession, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "log", structlog.get_logger())  # one that has not found its stream yet
    officer = await factories.officer(db, vault)
    with capture_logs() as said:
        for changes in ({"password": "salah"}, {"code": "000000"}, {"email": "tidak-ada@uji.id"}):
            assert (await log_in(client, officer, **changes)).status_code == 401
    told = [line for line in said if line["event"] == "login_failed"]
    assert [line["account"] == str(officer.id) for line in told] == [True, True, False]
    assert "uji.id" not in str(told)


@pytest.mark.parametrize(("device", "status"), [(None, 201), ("", 201), ("x" * 121, 422)])
async def test_a_browser_nobody_knows_logs_in_as_well(
    client: AsyncClient, db: AsyncSession, vault: Vault, device: str | None, status: int
) -> None:
    officer = await factories.officer(db, vault)
    body = {"email": officer.email, "password": factories.PASSWORD, "code": officer.totp.now(), "device": device}
    assert (await client.post("/v1/logins", json=body)).status_code == status
