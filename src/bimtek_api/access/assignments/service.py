"""Officers and their access. Taking away needs one administrator, giving needs two.

Nobody acts on herself, so whoever acts stays; `bimtek administrator` is for the day when two shut each other out.
"""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.assignments import repository
from bimtek_api.access.assignments.errors import (
    DisabledAlready,
    EmailTaken,
    NipTaken,
    NotForYourself,
    OutOfReach,
    UnknownAssignment,
    UnknownOfficer,
)
from bimtek_api.access.assignments.schemas import OfficerCreate, ReplacementDecision
from bimtek_api.access.enrolments import replacements
from bimtek_api.access.enrolments import service as enrolments
from bimtek_api.access.enrolments.schemas import EnrolmentLink
from bimtek_api.access.logins import service as logins
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.officers import papers
from bimtek_api.access.officers import service as officers
from bimtek_api.access.officers.models import Officer, RoleAssignment
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record


def expect_reach(actor: Actor, region: str | None) -> None:
    """Her area as administrator holds this one; the whole country only for whoever has it whole."""
    areas = actor.regions(Permission.OFFICER_MANAGE)
    if areas == (None,):
        return
    if region is None or not actor.can(Permission.OFFICER_MANAGE, region):
        raise OutOfReach


async def expect_whole_reach(db: AsyncSession, actor: Actor, officer_id: UUID) -> None:
    """Every role of the officer lies in the administrator's area."""
    for each in await repository.held(db, officer_id):
        expect_reach(actor, each.region_code)


async def subject(db: AsyncSession, actor: Actor, officer_id: UUID) -> Officer:
    """The officer an administrator acts on, locked; never herself."""
    if actor.is_one_of(officer_id):
        raise NotForYourself
    if await repository.one(db, actor, officer_id) is None:
        raise UnknownOfficer
    return await db.get_one(Officer, officer_id, with_for_update=True)


async def invite(db: AsyncSession, vault: Vault, actor: Actor, once: Once, new: OfficerCreate) -> EnrolmentLink:
    """An officer without any role, and the link by which she makes her own password."""
    await require_step_up(db, actor)
    if actor.id is None:
        raise Forbidden
    if earlier := await once.earlier(db, actor.caller):
        return await enrolments.shown_once(db, earlier)  # a repeat opens nothing: the account may be in use by now
    try:
        async with db.begin_nested():
            made = await officers.add(db, new.email, new.name, new.position, new.nip)
    except IntegrityError as error:
        raise (NipTaken if "uq_officers_nip" in str(error.orig) else EmailTaken) from error
    await once.settle(db, actor.caller, made.person_id)
    await record(db, actor, Entry("officer.invited", ("officer", made.person_id), ""))
    await papers.read(db, made.person_id, vault.blind_index(new.nik), actor.id)
    return await enrolments.open_link(db, vault, enrolments.Link(made.person_id, actor.id))


async def read_paper(db: AsyncSession, vault: Vault, actor: Actor, officer_id: UUID, nik: str) -> None:
    """An administrator reads the officer's paper: for whom nobody has, or a second time where it was contradicted."""
    await require_step_up(db, actor)
    await subject(db, actor, officer_id)
    if actor.id is None:
        raise Forbidden
    await papers.read(db, officer_id, vault.blind_index(nik), actor.id)
    data = {"standing": await papers.standing(db, officer_id)}
    await record(db, actor, Entry("officer.paper_read", ("officer", officer_id), "", data=data))


async def disable(db: AsyncSession, actor: Actor, officer_id: UUID, reason: str) -> None:
    """Shut out on her next request; her jobs stop, too."""
    await require_step_up(db, actor)
    officer = await subject(db, actor, officer_id)
    await expect_whole_reach(db, actor, officer_id)
    if officer.disabled_at:
        raise DisabledAlready
    officer.disabled_at = await clock.now(db)
    await logins.end_all(db, officer_id)
    await record(db, actor, Entry("officer.disabled", ("officer", officer_id), "", reason=reason))


async def end_logins(db: AsyncSession, actor: Actor, officer_id: UUID, reason: str) -> None:
    """Out of every device at once; she may log in again, so her roles and means of logging in stay."""
    await require_step_up(db, actor)
    await subject(db, actor, officer_id)
    await logins.end_all(db, officer_id)
    await record(db, actor, Entry("officer.logins_ended", ("officer", officer_id), "", reason=reason))


async def end_role(db: AsyncSession, actor: Actor, assignment_id: UUID, reason: str) -> UUID:
    """From the next request on. Returns whose role it was."""
    await require_step_up(db, actor)
    held = await db.get(RoleAssignment, assignment_id, with_for_update=True)
    if held is None or held.ended_at:
        raise UnknownAssignment
    await subject(db, actor, held.officer_id)
    expect_reach(actor, held.region_code)
    held.ended_at = await clock.now(db)
    await db.flush()
    data = {"role": str(held.role), "region": held.region_code}
    place = held.region_code or ""
    await record(db, actor, Entry("role.ended", ("officer", held.officer_id), place, reason=reason, data=data))
    return held.officer_id


async def decide_replacement(
    db: AsyncSession, actor: Actor, once: Once, officer_id: UUID, given: ReplacementDecision
) -> None:
    """The officer asked, the administrator is the second person."""
    if await once.earlier(db, actor.caller):
        return
    await require_step_up(db, actor)
    officer = await subject(db, actor, officer_id)
    await expect_whole_reach(db, actor, officer_id)
    found = await replacements.waiting(db, officer_id)
    if given.agree:
        await replacements.agree(db, actor, found, officer, given.reason)
    else:
        await replacements.stop(db, actor, found, given.reason)
    await once.settle(db, actor.caller, officer_id)
