"""Another password and authenticator: bound at once, or waiting while somebody can still stop them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bimtek_api.access.enrolments.errors import NothingWaits
from bimtek_api.access.enrolments.models import Enrolment
from bimtek_api.access.logins import devices
from bimtek_api.access.logins import service as logins
from bimtek_api.access.officers.models import Officer, RecoveryCode
from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record

E = Enrolment
WAITING = col(E.proved_step).is_not(None), col(E.bound_at).is_(None), col(E.stopped_at).is_(None)


async def bind(
    db: AsyncSession, enrolment: Enrolment, officer: Officer, instant: datetime, actor: Actor | None = None
) -> None:
    """Now they are hers. Every log-in, known browser and code on paper of before ends."""
    officer.password_hash, officer.totp_sealed = enrolment.password_hash, enrolment.totp_sealed
    officer.totp_last_step = enrolment.proved_step or 0
    enrolment.bound_at, enrolment.password_hash = instant, None
    await db.flush()
    await logins.end_all(db, officer.person_id)
    await devices.forget(db, officer.person_id)
    await db.execute(delete(RecoveryCode).where(RecoveryCode.officer_id == officer.person_id))
    herself = Actor(kind="officer", id=officer.person_id, name=officer.name)
    await record(db, actor or herself, Entry("officer.enrolled", ("officer", officer.person_id), ""))


async def stop_earlier(db: AsyncSession, new: Enrolment, instant: datetime) -> None:
    """The latest one counts."""
    query = update(Enrolment).where(Enrolment.officer_id == new.officer_id, Enrolment.id != new.id, *WAITING)
    await db.execute(query.values(stopped_at=instant, stopped_by=new.officer_id))


async def listed(db: AsyncSession, officer_id: UUID) -> Sequence[Enrolment]:
    return (await db.execute(select(Enrolment).where(Enrolment.officer_id == officer_id, *WAITING))).scalars().all()


async def waiting(db: AsyncSession, officer_id: UUID) -> Enrolment:
    """The one of an officer, locked."""
    query = select(Enrolment).where(Enrolment.officer_id == officer_id, *WAITING).with_for_update()
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NothingWaits
    return found


async def stop_own(db: AsyncSession, actor: Actor, once: Once, enrolment_id: UUID) -> None:
    officer = await logins.current(db, actor)
    if await once.earlier(db, actor.caller):
        return
    found = await waiting(db, officer.person_id)
    if found.id != enrolment_id:
        raise NothingWaits
    await stop(db, actor, found)
    await once.settle(db, actor.caller, found.id)


async def stop(db: AsyncSession, actor: Actor, found: Enrolment, reason: str | None = None) -> None:
    found.stopped_at, found.stopped_by, found.password_hash = await clock.now(db), actor.id, None
    await db.flush()
    await record(db, actor, Entry("officer.replacement_stopped", ("officer", found.officer_id), "", reason=reason))


async def agree(db: AsyncSession, actor: Actor, found: Enrolment, officer: Officer, reason: str) -> None:
    """A second person knows that it is she: it binds at once."""
    found.agreed_by = actor.id
    await db.flush()
    await record(db, actor, Entry("officer.replacement_agreed", ("officer", officer.person_id), "", reason=reason))
    await bind(db, found, officer, await clock.now(db))


async def bind_due(db: AsyncSession) -> int:
    """Those whose wait is over and whose owner has not been shut out meanwhile; returns how many."""
    instant = await clock.now(db)
    query = (
        select(Enrolment, Officer)
        .join(Officer, Officer.person_id == Enrolment.officer_id)
        .where(*WAITING, col(E.binds_at) <= instant, col(Officer.disabled_at).is_(None))
        .with_for_update(skip_locked=True)
    )
    due = (await db.execute(query)).all()
    for enrolment, officer in due:
        await bind(db, enrolment, officer, instant, SYSTEM)
    return len(due)
