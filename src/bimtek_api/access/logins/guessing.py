"""Slowing down whoever guesses. The right password with the right code is never refused.

Each try is counted before it is judged, so that many at once do not slip through, and taken back when it was right.
Tries at one account wait longer and longer, one after another whatever network they come from; one network waits in
its own line before it stands in the account's, so that it cannot fill that. A browser its owner knows does not wait.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakValueDictionary

from fastapi import Request

from bimtek_api.access.logins import devices, notices
from bimtek_api.access.logins.errors import LoginFailed
from bimtek_api.access.logins.schemas import LoginCreate
from bimtek_api.core.crypto import Vault, token_hash
from bimtek_api.core.errors import TooMany
from bimtek_api.core.throttle import client_address, give_back, hit, network_of

MOST, WINDOW = 20, timedelta(minutes=15)  # wrong tries; further ones are answered with 429, the right one is not
NETWORK_WINDOW = timedelta(minutes=10)
FREE, SLOWEST, SLOWEST_NETWORK = 3, 8.0, 2.0  # tries without a wait; seconds
FEW = 10  # wrong tries with which a known browser is one like any other
TOLD, CODES_TOLD = 10, 3  # wrong tries after which her owner hears of it; fewer when the password was right
Lines = WeakValueDictionary[str, asyncio.Lock]
LINES: Lines = WeakValueDictionary()
pause = asyncio.sleep


@dataclass(frozen=True)
class Counted:
    """One try: where it was counted, how many there were, when it may be tried again, how long it must wait."""

    whose: str
    network: str
    buckets: tuple[str, ...]
    account_tries: int
    too_many_for: int | None
    wait: float


async def slow_down(request: Request, given: LoginCreate) -> AsyncIterator[None]:
    """Counts a try, lets it wait its turn, and says what a wrong one means."""
    counted = await count(request, given)
    async with turn(counted):
        await pause(counted.wait)
    try:
        yield
    except LoginFailed as failed:
        await learn(request, counted, failed)
        if counted.too_many_for:
            raise TooMany(seconds=counted.too_many_for) from failed
        raise
    async with request.app.state.database.transaction() as db:
        await give_back(request, db, *counted.buckets)


async def count(request: Request, given: LoginCreate) -> Counted:
    """Accounts that do not exist count alike."""
    vault: Vault = request.app.state.vault
    whose = vault.index_of("account", given.email.strip().lower()).hex()[:32]
    network = vault.index_of("network", network_of(client_address(request))).hex()[:32]
    async with request.app.state.database.transaction() as db:
        if await devices.known(db, given.email, given.known_device):
            own = f"device:{token_hash(given.known_device or '').hex()[:32]}"
            tries = await hit(request, db, own, WINDOW)
            if tries.hits <= FEW:
                return Counted(whose, network, (own,), 0, None, 0)
        account, crowd = f"account:{whose}", f"login:{network}"
        hers, theirs = await hit(request, db, account, WINDOW), await hit(request, db, crowd, NETWORK_WINDOW)
    over = [max(1, each.seconds) for each in (hers, theirs) if each.hits > MOST]
    wait = max(growing(hers.hits - FREE, SLOWEST), growing(theirs.hits - MOST // 2, SLOWEST_NETWORK))
    return Counted(whose, network, (account, crowd), hers.hits, min(over, default=None), wait)


def growing(tries: int, most: float) -> float:
    """A quarter of a second, doubled by each further try."""
    return min(most, 0.25 * 2 ** min(tries - 1, 10)) if tries > 0 else 0


@asynccontextmanager
async def turn(counted: Counted) -> AsyncGenerator[None]:
    """Nobody stands in line who need not wait."""
    if not counted.wait or counted.account_tries <= FREE:
        yield
        return
    async with line(f"{counted.whose} {counted.network}"), line(counted.whose):
        yield


def line(name: str) -> asyncio.Lock:
    found = LINES.get(name)
    if found is None:
        found = LINES[name] = asyncio.Lock()
    return found


async def learn(request: Request, counted: Counted, failed: LoginFailed) -> None:
    """Tells the owner of an account once a window that somebody guesses, or knows her password."""
    if failed.officer_id is None:
        return
    async with request.app.state.database.transaction() as db:
        if counted.account_tries == TOLD:
            await notices.tell(db, failed.officer_id, "officer.guessed")
        if failed.password_fits:
            codes = await hit(request, db, f"password:{counted.whose}", WINDOW)
            if codes.hits == CODES_TOLD:
                await notices.tell(db, failed.officer_id, "officer.password_known")
