"""Erasing one person by two, and removing by the night what is too old."""

from uuid import UUID

from sqlalchemy import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core import areas, clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.events import jobs
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.people.errors import UnknownParticipant
from bimtek_api.privacy import register, repository, statements
from bimtek_api.privacy.errors import (
    ActsKept,
    AidKept,
    AnotherDecides,
    CorrectionWaits,
    ErasureAsked,
    ErasureDecided,
    StillMember,
    StillTakingPart,
    UnknownErasure,
)
from bimtek_api.privacy.models import Erasure, RetentionRun
from bimtek_api.privacy.schemas import ErasureDecision


async def expect_erasable(db: AsyncSession, person_id: UUID) -> None:
    """Wherever she takes part or received anything: not in the officer's districts alone."""
    async with areas.everywhere(db):
        await judge(db, person_id)


async def judge(db: AsyncSession, person_id: UUID) -> None:
    if (await db.execute(statements.has_aid(person_id))).scalar_one():
        raise AidKept
    if (await db.execute(statements.is_member(person_id))).scalar_one():
        raise StillMember
    if (await db.execute(statements.takes_part(person_id))).scalar_one():
        raise StillTakingPart
    if (await db.execute(statements.correction_waits(person_id))).scalar_one():
        raise CorrectionWaits
    if (await db.execute(statements.answers_for(person_id))).scalar_one():
        raise ActsKept


async def ask(db: AsyncSession, actor: Actor, once: Once, person_id: UUID, reason: str) -> None:
    """Somebody asked to be forgotten; a second officer decides."""
    if actor.id is None:
        raise Forbidden
    if await once.earlier(db, actor.caller):
        return
    await require_step_up(db, actor)
    row = await people.read(db, actor, person_id)
    expect_within(actor, Permission.PERSON_ERASE, row.district_code, UnknownParticipant)
    await expect_erasable(db, person_id)
    if await repository.asked_already(db, person_id):
        raise ErasureAsked
    wanted = Erasure(person_id=person_id, district_code=row.district_code, reason=reason, requested_by=actor.id)
    db.add(wanted)
    await db.flush()
    await once.settle(db, actor.caller, wanted.id)
    await tell(db, actor, wanted, "participant.erasure_asked")


async def decide(db: AsyncSession, actor: Actor, erasure_id: UUID, given: ErasureDecision) -> list[str]:
    """Returns the hashes of files nobody names any more: their bytes go once this is committed."""
    await require_step_up(db, actor)
    wanted = await repository.lock(db, erasure_id)
    if wanted is None:
        raise UnknownErasure
    expect_within(actor, Permission.PERSON_ERASE, wanted.district_code, UnknownErasure)
    if wanted.decided_at:
        raise ErasureDecided
    if actor.is_one_of(wanted.requested_by, wanted.person_id):
        raise AnotherDecides
    instant = await clock.now(db)
    if given.approve:
        await expect_erasable(db, wanted.person_id)
        wanted.erased_at = instant
    wanted.decided_by, wanted.decided_at, wanted.approved, wanted.note = actor.id, instant, given.approve, given.note
    await db.flush()  # what is on file changes only under an approved erasure
    dropped = await erase(db, wanted.person_id) if given.approve else []
    await tell(db, actor, wanted, "participant.erased" if given.approve else "participant.erasure_refused")
    return dropped


async def erase(db: AsyncSession, person_id: UUID) -> list[str]:
    """Everything that names the person, in every district; statistics stay. Harmless when done twice."""
    async with areas.everywhere(db):
        named = list((await db.execute(register.files_of(person_id))).scalars())
        for statement in statements.erasing(person_id):
            await db.execute(statement)
        dropped = [await files.drop(db, each) for each in named]
    return [each for each in dropped if each]


async def tell(db: AsyncSession, actor: Actor, wanted: Erasure, name: str) -> None:
    subject = ("participant", wanted.person_id)
    await record(db, actor, Entry(name, subject, wanted.district_code, wanted.person_id))


async def retain(db: AsyncSession) -> dict[str, int]:
    """Applies every retention rule; rows touched, by rule."""
    touched = {}
    for rule, statement in statements.too_old().items():
        with jobs.aside("retain", rule):
            async with db.begin_nested():
                result = await db.execute(statement)
                assert isinstance(result, CursorResult)  # of every UPDATE and DELETE
                rows = result.rowcount
                db.add(RetentionRun(rule=rule, rows=rows))
            touched[rule] = rows
    return touched
