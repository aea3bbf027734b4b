"""Logging in with an account of the office."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from bimtek_api.access.logins.routes import logged_in
from bimtek_api.access.logins.schemas import LoginRead
from bimtek_api.access.logins.service import Start
from bimtek_api.access.sign_ons import service
from bimtek_api.access.sign_ons.provider import Provider, Vouched
from bimtek_api.access.sign_ons.schemas import SignOnFinish, SignOnStart
from bimtek_api.core import clock
from bimtek_api.core.db import DB
from bimtek_api.core.guards import public_failing
from bimtek_api.core.throttle import client_address, network_of

router = APIRouter(tags=["access"])
# An office begins its day behind one address: what succeeds does not count.
SIGN_ON = public_failing("sign-on", 20, timedelta(minutes=10))


async def vouched(request: Request, given: SignOnFinish) -> Vouched:
    """Asks the provider before the request's own transaction begins: nothing is held while somebody else thinks."""
    state = request.app.state
    provider = Provider(state.settings)
    async with state.database.transaction() as db:
        instant = await clock.now(db)
    secrets = service.opened(state.vault, given.attempt, given.state, instant)
    return await provider.vouched(secrets, given.code, given.iss)


@router.post("/sign-ons", status_code=201, **SIGN_ON)
async def begin_sign_on(request: Request) -> SignOnStart:
    """Begins a log-in at the office's provider."""
    state, secrets = request.app.state, service.fresh()
    address = await Provider(state.settings).address(secrets)
    async with state.database.transaction() as db:
        instant = await clock.now(db)
    return SignOnStart(address=address, attempt=service.sealed(state.vault, secrets, instant))


@router.post("/logins/sign-ons", status_code=201, **SIGN_ON)
async def finish_sign_on(
    request: Request, given: SignOnFinish, who: Annotated[Vouched, Depends(vouched)], db: DB
) -> LoginRead:
    """Finishes it with what the provider sent the browser back with. The officer's one-time code may still be due."""
    state = request.app.state
    start = Start(network_of(client_address(request)), given.device, second_factor_due=not who.by_two_factors)
    return await logged_in(db, *await service.log_in(db, state.vault, state.settings, who, start))
