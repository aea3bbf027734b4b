"""Signals: what follows is in the sender's transaction; nobody following is a fault."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.signals import Signal, Unfollowed
from bimtek_api.grants.aftercare.monitoring import service as monitoring
from bimtek_api.grants.handover.arrivals import aid_arrived
from bimtek_api.sessions.attendance.verdicts import judged_anew
from bimtek_api.sessions.outcome.certificates import service as certificates


async def test_every_follower_is_told_in_order_and_a_fault_reaches_the_sender(db: AsyncSession) -> None:
    signal: Signal[int] = Signal("uji")
    heard: list[tuple[str, int]] = []

    @signal.follow
    async def first(_: AsyncSession, told: int) -> None:
        heard.append(("first", told))

    @signal.follow
    async def second(_: AsyncSession, told: int) -> None:
        heard.append(("second", told))
        raise ValueError(told)

    with pytest.raises(ValueError, match="7"):
        await signal.send(db, 7)
    assert heard == [("first", 7), ("second", 7)]


async def test_a_signal_nobody_follows_is_not_passed_over(db: AsyncSession) -> None:
    with pytest.raises(Unfollowed, match="uji"):
        await Signal("uji").send(db, None)


def test_visits_follow_the_arrival_of_aid_and_certificates_a_new_verdict() -> None:
    assert monitoring.begin in aid_arrived.followers
    assert certificates.correct in judged_anew.followers
