"""Browsers an officer has logged in with: others' guesses at her account do not slow them down."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.models import KnownDevice
from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock
from bimtek_api.core.crypto import new_token, token_hash

KEPT = timedelta(days=400)  # after its last use


async def known(db: AsyncSession, email: str, token: str | None) -> bool:
    """Whether the token is a browser's that the officer of this address has logged in with."""
    if not token:
        return False
    query = select(KnownDevice.id).join(Officer, Officer.person_id == KnownDevice.officer_id)
    query = query.where(
        KnownDevice.token_hash == token_hash(token), Officer.email == email.strip().lower(),
        KnownDevice.last_used_at > clock.NOW - KEPT,
    )  # fmt: skip
    return (await db.execute(query)).first() is not None


async def remember(db: AsyncSession, officer_id: UUID, token: str | None) -> str | None:
    """Notes that she logged in with it; a browser nobody knew gets a token, told this once."""
    if token:
        mine = KnownDevice.token_hash == token_hash(token), KnownDevice.officer_id == officer_id
        used = update(KnownDevice).where(*mine).values(last_used_at=clock.NOW).returning(KnownDevice.id)
        if (await db.execute(used)).first():
            return None
    made = new_token("bd")
    db.add(KnownDevice(officer_id=officer_id, token_hash=token_hash(made)))
    await db.flush()
    return made


async def forget(db: AsyncSession, officer_id: UUID) -> None:
    """All of them: her means of logging in were replaced."""
    await db.execute(delete(KnownDevice).where(KnownDevice.officer_id == officer_id))
