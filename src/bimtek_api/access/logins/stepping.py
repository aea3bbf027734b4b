"""Codes and passwords given by somebody who is logged in: few wrong ones, then the log-in ends."""

from collections.abc import AsyncIterator
from datetime import timedelta

import structlog
from fastapi import Request
from sqlalchemy import Row, select, update
from sqlmodel import col

from bimtek_api.access.logins import notices
from bimtek_api.access.logins.errors import CodeRefused, LoginEnded, PasswordRefused
from bimtek_api.access.logins.models import Login
from bimtek_api.core import clock
from bimtek_api.core.crypto import token_hash
from bimtek_api.core.throttle import give_back, hit

log = structlog.get_logger()
MOST, MOST_OF_HERS, WINDOW = 5, 10, timedelta(minutes=15)  # of one log-in; of all log-ins of one officer


async def few_wrong(request: Request) -> AsyncIterator[None]:
    """Counts before anything is judged, so that many at once do not slip through; what was right is taken back."""
    token = request.headers.get("authorization", "").partition(" ")[2].strip()
    async with request.app.state.database.transaction() as db:
        query = select(Login.id, Login.officer_id).where(Login.token_hash == token_hash(token))
        login = (await db.execute(query.where(col(Login.revoked_at).is_(None)))).first()
        if login:
            own, hers = f"code:{login.id}", f"codes:{login.officer_id}"
            here, everywhere = await hit(request, db, own, WINDOW), await hit(request, db, hers, WINDOW)
    if login is None:
        yield  # whoever is not logged in is refused for that
        return
    last = here.hits >= MOST or everywhere.hits >= MOST_OF_HERS
    if here.hits > MOST:
        await end(request, login)
        raise LoginEnded
    try:
        yield
    except (CodeRefused, PasswordRefused) as refused:
        log.warning("code_refused", account=str(login.officer_id), login=str(login.id), tries=here.hits)
        if last:
            await end(request, login)
            raise LoginEnded from refused
        raise
    async with request.app.state.database.transaction() as db:
        await give_back(request, db, own, hers)


async def end(request: Request, login: Row) -> None:
    """This log-in, not her others: whoever guesses here must not shut her out there."""
    log.warning("login_ended_after_codes", account=str(login.officer_id), login=str(login.id))
    async with request.app.state.database.transaction() as db:
        query = update(Login).where(Login.id == login.id, col(Login.revoked_at).is_(None))
        ended = await db.execute(query.values(revoked_at=clock.NOW).returning(Login.id))
        if ended.first():
            await notices.tell(db, login.officer_id, "officer.code_guessed")
