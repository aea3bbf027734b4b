"""integrity.md 4: guessers wait, the right answer is never refused, and the owner of the account hears of it."""

import asyncio
from collections.abc import Iterator

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins import guessing
from bimtek_api.access.officers.models import Officer
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.test_limits import through_pages
from tests.api.access.test_own_means import told

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long each try had to wait, without waiting."""
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(guessing, "SLOWEST", 8.0)
    monkeypatch.setattr(guessing, "SLOWEST_NETWORK", 2.0)
    monkeypatch.setattr(guessing, "pause", note)
    return waited


async def attempt(
    client: AsyncClient, who: factories.TestOfficer, address: str = HOME, **changes: str | None
) -> Response:
    body = {"email": who.email, "password": factories.PASSWORD, "code": who.totp.now()} | changes
    return await client.post("/v1/logins", json=body, headers=through_pages(address))


async def unused(db: AsyncSession, who: factories.TestOfficer) -> None:
    """Her code of this half minute may be used again."""
    await db.execute(update(Officer).where(Officer.person_id == who.id).values(totp_last_step=0))


async def test_strangers_do_not_lock_her_out_and_wait_longer_each_time(
    client: AsyncClient, db: AsyncSession, vault: Vault, waits: list[float]
) -> None:
    """integrity.md 4: twenty wrong tries by strangers locked the owner out of every new network."""
    officer = await factories.officer(db, vault)
    for n in range(30):
        wrong = await attempt(client, officer, f"198.51.100.{n}", password="salah")
        assert wrong.status_code == (401 if n < 20 else 429)
    assert waits[:10] == [0, 0, 0, 0.25, 0.5, 1, 2, 4, 8, 8]
    assert (await attempt(client, officer, "192.0.2.77")).status_code == 201, "from a network nobody knows"
    told_of = await told(db, officer.id)
    assert told_of.count("officer.guessed") == 1


async def test_a_colleague_does_not_lock_out_the_office(
    client: AsyncClient, db: AsyncSession, vault: Vault, waits: list[float]
) -> None:
    """integrity.md 4: one address, thirty wrong tries at other accounts, then everybody comes to work."""
    for n in range(30):
        await client.post(
            "/v1/logins", json={"email": f"x{n}@uji.id", "password": "x", "code": "1"}, headers=through_pages(HOME)
        )
    office = [await factories.officer(db, vault) for _ in range(25)]
    assert {(await attempt(client, each)).status_code for each in office} == {201}
    assert max(waits) <= 2.0, "who shares an address with a guesser waits a little"


async def test_a_browser_she_has_used_does_not_wait_until_it_guesses_itself(
    client: AsyncClient, db: AsyncSession, vault: Vault, waits: list[float]
) -> None:
    officer, other = await factories.officer(db, vault), await factories.officer(db, vault)
    device = (await attempt(client, officer)).json()["known_device"]
    assert device.startswith("bd_")
    for _ in range(15):
        await attempt(client, officer, ELSEWHERE, password="salah")
    await unused(db, officer)
    waits.clear()
    again = await attempt(client, officer, ELSEWHERE, known_device=device)
    assert (again.status_code, again.json()["known_device"], waits) == (201, None, [0])
    for _ in range(12):
        await attempt(client, officer, ELSEWHERE, password="salah", known_device=device)
    assert waits[-1] == 8.0
    waits.clear()
    for _ in range(5):
        await attempt(client, other, known_device=device, password="salah")
    assert waits[-1] > 0, "a browser is known for its owner alone"


async def test_she_hears_that_somebody_has_her_password(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    for _ in range(4):
        assert (await attempt(client, officer, code="000000")).status_code == 401
    assert await told(db, officer.id) == ["officer.password_known"]


async def test_no_address_stands_in_the_counts(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    await attempt(client, officer, password="salah")
    kept = b" ".join((await db.execute(text("SELECT bucket FROM throttles"))).scalars())
    assert len(kept) > 32
    assert not [word for word in (b"account", HOME.encode(), b"uji.id") if word in kept]


async def test_one_network_holds_one_place_in_an_accounts_line() -> None:
    """Distributed guessing is served in turn; a network that sends a hundred tries at once does not fill the line."""
    served: list[str] = []

    async def stand(network: str) -> None:
        async with guessing.turn(guessing.Counted("her", network, (), 9, None, 1.0)):
            served.append(network)
            await asyncio.sleep(0)

    async with guessing.line("her"):
        flood = [asyncio.create_task(stand("flood")) for _ in range(20)]
        await asyncio.sleep(0)
        owner = asyncio.create_task(stand("owner"))
        await asyncio.sleep(0.01)
    await asyncio.gather(*flood, owner)
    assert served.index("owner") <= 1
