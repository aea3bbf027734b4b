"""Proving that it is still she, before the acts that bind the office."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.errors import StepUpRequired
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor

STEP_UP = timedelta(minutes=5)


async def require_step_up(db: AsyncSession, actor: Actor) -> None:
    """A one-time code within the last five minutes, or StepUpRequired."""
    instant = await clock.now(db)
    if actor.stepped_up_at is None or actor.stepped_up_at + STEP_UP < instant:
        raise StepUpRequired


async def require_present(db: AsyncSession, actor: Actor) -> None:
    """The same before a whole list leaves the system. A key has no second factor: its scope judges it."""
    if actor.kind == "officer":
        await require_step_up(db, actor)
