"""Slowing down whoever guesses passwords, without shutting the owner out."""

from datetime import timedelta

from fastapi import Request

from bimtek_api.access.logins import service
from bimtek_api.access.logins.schemas import LoginCreate
from bimtek_api.core.throttle import client_address, expect_few, network_of

MOST, WINDOW = 20, timedelta(minutes=15)


async def slow_down(request: Request, given: LoginCreate) -> None:
    """Counts tries per account, existing or not. Networks its owner has logged in from have a count of their own."""
    vault, network = request.app.state.vault, network_of(client_address(request))
    async with request.app.state.database.transaction() as db:
        known = await service.knows_network(db, vault, given.email, network)
    whose = vault.index_of("account", given.email.strip().lower()).hex()[:32]
    await expect_few(request, f"account:{whose}:{network if known else 'others'}", MOST, WINDOW)
