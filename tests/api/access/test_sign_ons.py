"""Logging in with an account of the office, at a real OpenID Connect provider."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.access.sign_ons.models import ProviderAccount
from bimtek_api.core.crypto import Vault
from bimtek_api.events.models import Event
from bimtek_api.main import create_app
from tests import factories
from tests.conftest import Beside, keep, settings_for
from tests.keys import HOOKS
from tests.provider.office import Office, choose, provider

BACK = "http://localhost:8080/masuk/kembali"
PEOPLE = {
    "rina": {"email": "rina@uji.id", "email_verified": True, "amr": ["pwd"]},
    "dwi": {"email": "dwi@uji.id", "email_verified": True, "amr": ["pwd", "mfa"]},
    "palsu": {"email": "rina@uji.id", "email_verified": False, "amr": ["pwd"]},
    "baru": {"email": "rina@uji.id", "email_verified": True, "amr": ["pwd"]},
}


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with provider(PEOPLE, BACK) as opened:
        yield opened


def client_of(worker_database: str, connection: AsyncConnection, office: Office, **changes: object) -> AsyncClient:
    settings = {"sign_on_issuer": office.issuer, "sign_on_client_secret": office.secret} | changes
    app = create_app(settings_for(worker_database, **settings), Beside(connection))
    return AsyncClient(
        transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://api", event_hooks=HOOKS
    )


@pytest.fixture
async def client(
    worker_database: str, connection: AsyncConnection, office: Office, db: AsyncSession
) -> AsyncIterator[AsyncClient]:
    async with client_of(worker_database, connection, office) as opened:
        opened.event_hooks = {"request": [keep(db)]}
        yield opened


@dataclass(frozen=True)
class Begun:
    address: str
    attempt: str


async def begin(client: AsyncClient) -> Begun:
    answer = await client.post("/v1/sign-ons")
    assert answer.status_code == 201, answer.text
    return Begun(**answer.json())


async def finish(client: AsyncClient, begun: Begun, who: str, **changes: str) -> Response:
    came = await choose(begun.address, who)
    body = {"attempt": begun.attempt, "state": came.params["state"], "code": came.params["code"]}
    return await client.post("/v1/logins/sign-ons", json=body | {"iss": came.params["iss"]} | changes)


async def known(db: AsyncSession, vault: Vault, email: str) -> factories.TestOfficer:
    officer = await factories.officer(db, vault)
    await factories.by_owner(db, f"UPDATE officers SET email = '{email}' WHERE person_id = '{officer.id}'")
    await db.refresh(await db.get_one(Officer, officer.id))
    return officer


def bearer(answer: Response) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json()['token']}"}


async def test_her_office_account_opens_nothing_before_her_code(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await known(db, vault, "rina@uji.id")
    answer = await finish(client, await begin(client), "rina")
    assert answer.status_code == 201, answer.text
    assert answer.json()["officer"] | {"roles": [], "permissions": ["logged_in"]} == answer.json()["officer"]
    assert answer.json()["officer"]["second_factor_due"] is True
    for path in ("/v1/registrations", "/v1/logins", "/v1/inbox"):
        assert (await client.get(path, headers=bearer(answer))).status_code == 403, path
    proved = await client.post(
        "/v1/logins/current/step-ups", json={"code": officer.totp.now()}, headers=bearer(answer)
    )
    assert proved.status_code == 204, proved.text
    me = (await client.get("/v1/me", headers=bearer(answer))).json()
    assert (me["second_factor_due"], [each["role"] for each in me["roles"]]) == (False, ["district_officer"])
    assert (await client.get("/v1/registrations", headers=bearer(answer))).status_code == 200
    names = select(Event.name).where(Event.subject_id == officer.id).order_by(Event.id)
    told = (await db.execute(names)).scalars().all()
    assert told[-2:] == ["officer.account_linked", "officer.signed_on"]


async def test_two_factors_at_the_provider_open_the_desk_but_bind_nobody(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await known(db, vault, "dwi@uji.id")
    answer = await finish(client, await begin(client), "dwi")
    assert answer.json()["officer"]["second_factor_due"] is False
    assert (await client.get("/v1/registrations", headers=bearer(answer))).status_code == 200
    renewed = await client.post("/v1/recovery-codes", headers=bearer(answer))
    assert (renewed.status_code, renewed.json()["code"]) == (403, "step_up_required")
    assert officer.id == (await db.execute(select(ProviderAccount.officer_id))).scalar_one()


async def test_the_account_stays_hers_whatever_address_she_or_others_get(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await known(db, vault, "rina@uji.id")
    assert (await finish(client, await begin(client), "rina")).status_code == 201
    taken = await finish(client, await begin(client), "baru")
    assert (taken.status_code, taken.json()["code"]) == (409, "account_unknown")
    await factories.by_owner(db, f"UPDATE officers SET email = 'lain@uji.id' WHERE person_id = '{officer.id}'")
    again = await finish(client, await begin(client), "rina")
    assert again.json()["officer"]["id"] == str(officer.id)


@pytest.mark.parametrize("who", ["palsu", "dwi"])
async def test_an_unverified_or_unknown_address_is_nobody(
    client: AsyncClient, db: AsyncSession, vault: Vault, who: str
) -> None:
    await known(db, vault, "rina@uji.id")
    answer = await finish(client, await begin(client), who)
    assert (answer.status_code, answer.json()["code"]) == (409, "account_unknown")


@pytest.mark.parametrize("why", ["disabled", "invited"])
async def test_whoever_is_shut_out_or_not_yet_in_stays_out(
    client: AsyncClient, db: AsyncSession, vault: Vault, why: str
) -> None:
    officer = await known(db, vault, "rina@uji.id")
    change = {"disabled": {"disabled_at": "2026-01-01T00:00:00Z"}, "invited": {"totp_sealed": None}}[why]
    row = (await db.execute(select(Officer).where(Officer.person_id == officer.id))).scalar_one()
    row.disabled_at = row.created_at if "disabled_at" in change else None
    row.totp_sealed = None if why == "invited" else row.totp_sealed
    answer = await finish(client, await begin(client), "rina")
    assert (answer.status_code, answer.json()["code"]) == (409, "account_unknown")


async def test_an_answer_to_somebody_elses_attempt_is_refused(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """State, attempt, verifier and nonce belong together; a code works once."""
    await known(db, vault, "rina@uji.id")
    mine, theirs = await begin(client), await begin(client)
    crossed = await finish(client, mine, "rina", attempt=theirs.attempt)
    assert (crossed.status_code, crossed.json()["code"]) == (401, "sign_on_failed")
    came = await choose(theirs.address, "rina")
    body = {"attempt": theirs.attempt, "state": came.params["state"], "iss": came.params["iss"]}
    stolen = await client.post("/v1/logins/sign-ons", json=body | {"code": "x" * 43})
    other = body | {"code": came.params["code"], "iss": "https://lain.example"}
    mixed = await client.post("/v1/logins/sign-ons", json=other)
    nameless = await client.post("/v1/logins/sign-ons", json={**body, "code": came.params["code"], "iss": None})
    assert {each.status_code for each in (stolen, mixed, nameless)} == {401}
    first = await client.post("/v1/logins/sign-ons", json=body | {"code": came.params["code"]})
    second = await client.post("/v1/logins/sign-ons", json=body | {"code": came.params["code"]})
    assert (first.status_code, second.status_code) == (201, 401)


async def test_a_code_of_another_attempt_lacks_its_verifier(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    await known(db, vault, "rina@uji.id")
    mine, theirs = await begin(client), await begin(client)
    stolen, own = await choose(theirs.address, "rina"), await choose(mine.address, "rina")
    body = {"attempt": mine.attempt, "state": own.params["state"], "iss": own.params["iss"]}
    answer = await client.post("/v1/logins/sign-ons", json=body | {"code": stolen.params["code"]})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_on_failed")


async def test_an_attempt_ends_after_ten_minutes(client: AsyncClient, db: AsyncSession, vault: Vault, at) -> None:
    await known(db, vault, "rina@uji.id")
    begun = await begin(client)
    await at("2099-01-01T00:00:00Z")
    assert (await finish(client, begun, "rina")).status_code == 401


@pytest.mark.parametrize("attempt", ["x", "é", "AAAA", "a2V5AGFiYw=="])
async def test_rubbish_for_an_attempt_is_refused(client: AsyncClient, attempt: str) -> None:
    body = {"attempt": attempt, "state": "s", "code": "c", "iss": None, "device": None}
    answer = await client.post("/v1/logins/sign-ons", json=body)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_on_failed")


async def test_an_office_without_a_provider_says_so(
    worker_database: str, connection: AsyncConnection, office: Office
) -> None:
    async with client_of(worker_database, connection, office, sign_on_issuer=None) as plain:
        answer = await plain.post("/v1/sign-ons")
    assert (answer.status_code, answer.json()["code"]) == (404, "sign_on_off")


@pytest.mark.parametrize(
    "changes",
    [{"sign_on_issuer": "http://127.0.0.1:9"}, {"sign_on_client_secret": "wrong"}, {"sign_on_client_id": "other"}],
)
async def test_a_silent_provider_or_a_wrong_secret_is_told_apart(
    worker_database: str, connection: AsyncConnection, office: Office, changes: dict[str, str]
) -> None:
    async with client_of(worker_database, connection, office, **changes) as wrong:
        begun = await wrong.post("/v1/sign-ons")
        if "sign_on_issuer" in changes:
            assert (begun.status_code, begun.json()["code"]) == (503, "provider_unreachable")
            return
        kept = Begun(**begun.json())
        if "sign_on_client_id" in changes:  # the provider knows no such client and sends nobody back
            with pytest.raises(KeyError):
                await choose(kept.address, "rina")
            return
        assert (await finish(wrong, kept, "rina")).status_code == 401
