"""Holding a case until a complaint, a duplicate or an audit is cleared up; somebody else lets it go on."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository, service
from bimtek_api.grants.cases.applications.errors import (
    HeldAlready,
    NotOnHold,
    OnHold,
    ReleasesOwnHold,
    UnknownApplication,
)
from bimtek_api.grants.cases.applications.models import Application, CaseHold
from bimtek_api.grants.cases.applications.schemas import HoldCreate, HoldRelease


async def expect_free(db: AsyncSession, case_id: UUID) -> None:
    """For acts beside the steps of a case: buying and paying for it."""
    if hold := await repository.hold(db, case_id):
        raise OnHold(reference=hold.reference, reason=hold.reason)


async def locked(db: AsyncSession, actor: Actor, case_id: UUID) -> Application:
    case = await repository.lock(db, actor, case_id)
    expect_on(actor, Permission.RULE_WAIVE, case, UnknownApplication)
    return case


async def place(db: AsyncSession, actor: Actor, case_id: UUID, new: HoldCreate) -> UUID:
    case = await locked(db, actor, case_id)
    hold = CaseHold(application_id=case_id, placed_by=service.proposer(actor), **new.model_dump())
    try:
        async with db.begin_nested():
            db.add(hold)
            await db.flush()
    except IntegrityError as twice:
        raise HeldAlready from twice
    await tell(db, actor, case, "application.held", new.reason)
    return hold.id


async def read(db: AsyncSession, actor: Actor, case_id: UUID, hold_id: UUID) -> CaseHold:
    """A hold of a case the caller may see, in force or over."""
    await repository.read(db, actor, case_id)
    return await db.get_one(CaseHold, hold_id)


async def release(db: AsyncSession, actor: Actor, case_id: UUID, given: HoldRelease) -> None:
    case, now = await locked(db, actor, case_id), await clock.now(db)
    hold = await repository.hold(db, case_id)
    if hold is None:
        raise NotOnHold
    if actor.is_one_of(hold.placed_by):
        raise ReleasesOwnHold
    hold.released_at, hold.released_by, hold.release_note = now, actor.id, given.note
    await db.flush()
    await tell(db, actor, case, "application.let_go", given.note)


async def tell(db: AsyncSession, actor: Actor, case: Application, name: str, reason: str) -> None:
    await record(db, actor, Entry(name, ("application", case.id), case.district_code, reason=reason))
