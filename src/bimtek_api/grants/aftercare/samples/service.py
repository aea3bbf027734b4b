"""Drawing a sample of handovers, asking the groups, and disputing what did not come as the minutes say (C58)."""

import hashlib
import secrets
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.grants.aftercare.samples import repository
from bimtek_api.grants.aftercare.samples.errors import (
    CheckedAlready,
    GaveThemselves,
    NothingToSample,
    SampleOver,
    UnknownSampleItem,
)
from bimtek_api.grants.aftercare.samples.models import Answer, Sample, SampleItem, SampleStatus
from bimtek_api.grants.aftercare.samples.schemas import SampleAnswer, SampleCreate, SampleMove
from bimtek_api.grants.aftercare.samples.workflow import SAMPLE, SampleFacts
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.handover.deliveries import decisions as disputes
from bimtek_api.grants.handover.deliveries import repository as deliveries
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion

OPEN = (Answer.PENDING, Answer.UNREACHABLE)


def drawn(population: Sequence[UUID], seed: str, size: int) -> list[UUID]:
    """The same seed and handovers give the same sample: ordered by a hash nobody can steer."""
    return sorted(population, key=lambda each: hashlib.sha256(f"{seed}{each}".encode()).digest())[:size]


async def create(db: AsyncSession, actor: Actor, once: Once, new: SampleCreate) -> UUID:
    """Draws and locks the sample; the seed is made here, so that nobody chooses it."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    district = await regions.district(db, new.district_code)
    expect_within(actor, Permission.ASSET_DECIDE, district.code, UnknownRegion)
    there, seed = await repository.population(db, new), secrets.token_hex(16)
    if not there:
        raise NothingToSample
    sample = Sample(
        **new.model_dump(exclude={"size"}), status=SampleStatus.ACTIVE, seed=seed, population=len(there),
        made_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(sample)
    await db.flush()
    picked = drawn(there, seed, new.size)
    db.add_all(SampleItem(sample_id=sample.id, handover_id=each, place=n) for n, each in enumerate(picked, start=1))
    await db.flush()
    await once.settle(db, actor.caller, sample.id)
    data = {"population": len(there), "size": len(picked)}
    await record(db, actor, Entry("sample.drawn", ("sample", sample.id), district.code, data=data))
    return sample.id


async def answer(db: AsyncSession, actor: Actor, item_id: UUID, told: SampleAnswer) -> UUID:
    """What was found at one handover, by somebody who did not hand it over. Returns the sample."""
    item, handover = await repository.item(db, actor, item_id)
    expect_within(actor, Permission.ASSET_WATCH, handover.district_code, UnknownSampleItem)
    sample = await repository.lock(db, actor, item.sample_id)
    if sample.status != SampleStatus.ACTIVE:
        raise SampleOver
    if item.answer not in OPEN:
        raise CheckedAlready
    if actor.is_one_of(handover.person_id):
        raise GaveThemselves
    item.checked_at, item.checked_by = await clock.now(db), applications.proposer(actor)
    item.answer, item.asked_by, item.note = Answer(told.answer), told.asked_by, told.note
    await db.flush()
    data = {"item": str(item.id), "answer": told.answer}
    await record(db, actor, Entry("sample.answered", ("sample", sample.id), sample.district_code, data=data))
    if item.answer in repository.BAD and not await deliveries.open_dispute(db, handover.id):
        await disputes.dispute(db, actor, handover.id, told.note or "")
    return sample.id


async def move(db: AsyncSession, actor: Actor, sample_id: UUID, seen: int, asked: SampleMove) -> None:
    """Finished when everybody was asked, or invalid with a reason."""
    sample = await repository.lock(db, actor, sample_id)
    sample.expect(seen)
    facts, subject = SampleFacts(pending=await repository.pending(db, sample_id)), ("sample", sample_id)
    async with transition(db, actor, SAMPLE, sample, asked.action, facts, of=subject, reason=asked.reason):
        sample.reason = asked.reason
