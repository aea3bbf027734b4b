"""What follows elsewhere, in the same transaction, when something has happened; the sender need not know who."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

Told = TypeVar("Told")
Follower = Callable[[AsyncSession, Told], Awaitable[None]]


class Unfollowed(RuntimeError):
    """The room that was to follow is not loaded: a fault of ours, never to be passed over in silence."""


class Signal(Generic[Told]):
    """One thing that happens. Rooms above follow it where they are defined; what it tells has one type."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.followers: list[Follower[Told]] = []

    def follow(self, follower: Follower[Told]) -> Follower[Told]:
        """As a decorator: called with each sending, in the sender's transaction. Raising undoes what was sent."""
        self.followers.append(follower)
        return follower

    async def send(self, db: AsyncSession, told: Told) -> None:
        if not self.followers:
            raise Unfollowed(self.name)
        for each in self.followers:
            await each(db, told)
