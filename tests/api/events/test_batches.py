"""One item of a batch that fails is set aside and said; the others are done (integrity.md 7)."""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from procrastinate import App
from sqlalchemy import Delete, delete, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.db import Database
from bimtek_api.core.idempotency import IdempotencyKey
from bimtek_api.events import jobs
from bimtek_api.grants.cases.applications import intake
from bimtek_api.privacy import service as privacy
from bimtek_api.privacy import statements
from bimtek_api.sessions.enrolment.seats import service as seats

BAD, GOOD = uuid4(), uuid4()


async def broken(db: AsyncSession) -> None:
    """What one bad row does to a transaction."""
    await db.execute(text("SELECT 1 / 0"))


async def test_a_session_whose_queue_is_broken_keeps_no_other_from_its_seats(
    own: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[UUID] = []

    async def settle(db: AsyncSession, session_id: UUID) -> None:
        if session_id == BAD:
            await broken(db)
        served.append(session_id)

    async def due(db: AsyncSession) -> list[UUID]:
        return [BAD, GOOD]

    monkeypatch.setattr(seats, "settle", settle)
    monkeypatch.setattr(seats, "due", due)
    await seats.serve(own)
    assert served == [GOOD]


async def test_a_returned_case_that_cannot_lapse_keeps_no_other_from_it(
    db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overdue(db: AsyncSession) -> list[UUID]:
        return [BAD, GOOD]

    async def lock(db: AsyncSession, actor: Actor, case_id: UUID) -> UUID:
        return case_id

    async def act(db: AsyncSession, actor: Actor, case: UUID, action: str) -> None:
        if case == BAD:
            await broken(db)

    monkeypatch.setattr(intake.repository, "overdue", overdue)
    monkeypatch.setattr(intake.repository, "lock", lock)
    monkeypatch.setattr(intake.service, "act", act)
    assert await intake.lapse(db) == 1
    assert (await db.execute(text("SELECT 1"))).scalar_one() == 1, "the transaction goes on"


async def test_a_rule_of_retention_that_fails_keeps_no_other_from_its_rows(
    db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules: dict[str, Delete] = {
        "bad": delete(IdempotencyKey).where(text("1 / 0 = 1")), "good": delete(IdempotencyKey).where(text("false")),
    }  # fmt: skip
    monkeypatch.setattr(statements, "too_old", lambda: rules)
    assert await privacy.retain(db) == {"good": 0}


async def test_a_job_that_cannot_be_put_back_keeps_no_other_from_it() -> None:
    back: list[int] = []

    class Manager:
        async def get_stalled_jobs(self) -> list[Any]:
            return [SimpleNamespace(id=1), SimpleNamespace(id=2)]

        async def retry_job(self, job: Any) -> None:
            if job.id == 1:
                raise ValueError("gone")
            back.append(job.id)

    assert await jobs.relieve(cast("App", SimpleNamespace(job_manager=Manager()))) == 1
    assert back == [2]


async def test_a_lost_connection_is_no_matter_of_one_item() -> None:
    lost = OperationalError("SELECT 1", {}, Exception("gone"), connection_invalidated=True)
    with pytest.raises(OperationalError), jobs.aside("seal", 1):
        raise lost
