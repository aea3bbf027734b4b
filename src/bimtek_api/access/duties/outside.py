"""Whoever applied for a case decides nothing about it afterwards, whatever roles she has."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service
from bimtek_api.access.duties.errors import DecidesForApplicant
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting


class Outside(Protocol):
    """Facts of whoever decides."""

    @property
    def applied(self) -> bool: ...


def outside(_: object, facts: Outside) -> Refusal | None:
    return DecidesForApplicant() if facts.applied else None


async def applied(db: AsyncSession, actor: Actor, case_id: UUID) -> bool:
    """Whether she applied for the case, by whichever of her rows."""
    held = await service.held(db, case_id)
    return any(held.get(each) == APPLICANT for each in actor.rows)


async def acting(db: AsyncSession, actor: Actor, case_id: UUID) -> Acting:
    return Acting(actor, applied=await applied(db, actor, case_id))


async def expect_outside(db: AsyncSession, actor: Actor, case_id: UUID) -> None:
    if await applied(db, actor, case_id):
        raise DecidesForApplicant
