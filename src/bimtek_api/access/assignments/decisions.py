"""What needs two administrators: one asks, another one decides, and neither is the officer herself."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.assignments import repository
from bimtek_api.access.assignments.errors import (
    AskedAlready,
    DecidedAlready,
    NotDisabled,
    NotForYourself,
    SecondPerson,
    UnknownRequest,
)
from bimtek_api.access.assignments.models import AccessKind, AccessRequest
from bimtek_api.access.assignments.schemas import AccessAsk, AccessDecided, AccessDecision
from bimtek_api.access.assignments.service import expect_reach, expect_whole_reach, subject
from bimtek_api.access.enrolments import service as enrolments
from bimtek_api.access.logins import service as logins
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.officers import repository as queries
from bimtek_api.access.officers import service as officers
from bimtek_api.access.officers.errors import HoldsRole
from bimtek_api.access.officers.models import Officer, Wanted
from bimtek_api.access.roles import LIMITABLE
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault, Forbidden, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.regions import repository as regions

UNKNOWN_PROGRAMME = N_("Pilih program dari daftar.")
NOT_LIMITABLE = N_("Peran ini tidak dapat dibatasi pada satu program: pekerjaannya melayani semua program.")
OVER = N_("Hari terakhirnya sudah lewat.")
PAST = N_("Hari pertamanya sudah lewat. Peran berlaku paling awal hari ini.")
UNKNOWN_REGION = N_("Daerah ini tidak ada.")


async def ask(db: AsyncSession, actor: Actor, once: Once, officer_id: UUID, new: AccessAsk) -> UUID:
    """The id of the request. What cannot be granted is refused now, not when it is decided."""
    if actor.id is None:
        raise Forbidden
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    await require_step_up(db, actor)
    officer = await subject(db, actor, officer_id)
    plain = new.model_dump() if new.kind == AccessKind.ROLE else {"kind": new.kind, "reason": new.reason}
    wanted = AccessRequest(officer_id=officer_id, requested_by=actor.id, **plain)
    await expect_grantable(db, actor, officer, wanted)
    if await repository.same_open(db, wanted):
        raise AskedAlready
    db.add(wanted)
    await db.flush()
    await once.settle(db, actor.caller, wanted.id)
    await tell(db, actor, wanted, "access.asked", wanted.reason)
    return wanted.id


async def expect_grantable(db: AsyncSession, actor: Actor, officer: Officer, wanted: AccessRequest) -> None:
    if wanted.kind == AccessKind.ROLE:
        expect_reach(actor, wanted.region_code)
        if wanted.region_code and not await regions.names(db, {wanted.region_code}):
            raise Invalid(Fault("/region_code", "region_not_found", UNKNOWN_REGION))
        await expect_programme(db, wanted)
        await expect_days(db, wanted)
        held = await repository.held(db, officer.person_id)
        same = [(each.role, each.region_code, each.programme_id) for each in held]
        if (wanted.role, wanted.region_code, wanted.programme_id) in same:
            raise HoldsRole
        await officers.expect_compatible(db, officer.person_id, role_of(wanted))
        return
    await expect_whole_reach(db, actor, officer.person_id)
    if wanted.kind == AccessKind.ENABLE and officer.disabled_at is None:
        raise NotDisabled


async def expect_programme(db: AsyncSession, wanted: AccessRequest) -> None:
    """One that is there, and a role whose work belongs to programmes."""
    if wanted.programme_id is None:
        return
    if wanted.programme_id not in {each.id for each in await queries.programmes(db)}:
        raise Invalid(Fault("/programme_id", "programme_unknown", UNKNOWN_PROGRAMME))
    if wanted.role not in LIMITABLE:
        raise Invalid(Fault("/programme_id", "role_not_limitable", NOT_LIMITABLE))


async def expect_days(db: AsyncSession, wanted: AccessRequest) -> None:
    """A role is asked for from today on at the earliest; one that waited for its decision begins with it."""
    today = await queries.day_in(db, wanted.region_code)
    if wanted.valid_to and wanted.valid_to < today:
        raise Invalid(Fault("/valid_to", "over_already", OVER))
    if wanted.id is None and wanted.valid_from and wanted.valid_from < today:
        raise Invalid(Fault("/valid_from", "begins_in_the_past", PAST))


def role_of(wanted: AccessRequest) -> Wanted:
    if wanted.role is None or wanted.valid_from is None:  # the table's CHECK does not let this happen
        raise UnknownRequest
    return Wanted(wanted.role, wanted.region_code, wanted.valid_from, wanted.valid_to, wanted.programme_id)


async def decide(
    db: AsyncSession, vault: Vault, actor: Actor, request_id: UUID, given: AccessDecision
) -> AccessDecided:
    """Grants or refuses. A recovery ends every log-in and answers with the officer's link."""
    await require_step_up(db, actor)
    wanted = await repository.locked_request(db, request_id)
    if wanted is None:
        raise UnknownRequest
    if wanted.decided_at:
        raise DecidedAlready
    if actor.is_one_of(wanted.requested_by):
        raise SecondPerson
    if actor.is_one_of(wanted.officer_id):
        raise NotForYourself
    officer = await subject(db, actor, wanted.officer_id)
    if given.approve:
        await expect_grantable(db, actor, officer, wanted)
    wanted.decided_by, wanted.decided_at = actor.id, await clock.now(db)
    wanted.approved, wanted.note = given.approve, given.note
    await db.flush()
    done = {AccessKind.ROLE: "role.assigned", AccessKind.RECOVERY: "officer.recovered"}
    name = done.get(wanted.kind, "officer.enabled") if given.approve else "access.refused"
    await tell(db, actor, wanted, name, given.note)
    return await grant(db, vault, actor, officer, wanted) if given.approve else answer(approved=False)


async def grant(
    db: AsyncSession, vault: Vault, actor: Actor, officer: Officer, wanted: AccessRequest
) -> AccessDecided:
    if wanted.kind == AccessKind.ROLE:
        given, today = role_of(wanted), await queries.day_in(db, wanted.region_code)
        begins = replace(given, valid_from=max(given.valid_from, today))
        await officers.assign(db, officer, begins, wanted.id)
        return answer(approved=True)
    if wanted.kind == AccessKind.ENABLE:
        officer.disabled_at = None
        await db.flush()
        return answer(approved=True)
    # Whoever found the old password or phone is out at once, not when the link is used.
    officer.password_hash = officer.totp_sealed = None
    await db.flush()
    await logins.end_all(db, officer.person_id)
    link = await enrolments.open_link(db, vault, enrolments.Link(officer.person_id, actor.id, request_id=wanted.id))
    return AccessDecided(approved=True, token=link.token, expires_at=link.expires_at)


def answer(*, approved: bool) -> AccessDecided:
    return AccessDecided(approved=approved, token=None, expires_at=None)


async def tell(db: AsyncSession, actor: Actor, wanted: AccessRequest, name: str, reason: str | None) -> None:
    data = {"kind": str(wanted.kind), "role": wanted.role and str(wanted.role), "request": str(wanted.id)}
    place = wanted.region_code or ""
    await record(db, actor, Entry(name, ("officer", wanted.officer_id), place, reason=reason, data=data))
