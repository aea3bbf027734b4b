"""Naming a deputy for one of one's own roles, and ending it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.deputations.errors import (
    AcceptedAlready,
    ActsAlready,
    EndedAlready,
    NotForThePrincipal,
    NotYourRole,
    UnknownDeputation,
)
from bimtek_api.access.deputations.schemas import DeputationCreate
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.officers import repository
from bimtek_api.access.officers import service as officers
from bimtek_api.access.officers.errors import HoldsRole
from bimtek_api.access.officers.models import Deputation, Wanted
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Fault, Forbidden, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record

UNKNOWN = N_("Tidak ada petugas dengan alamat surel ini.")
YOURSELF = N_("Tunjuk orang lain, bukan diri Anda.")
PAST = N_("Hari pertamanya sudah lewat. Penunjukan berlaku paling awal hari ini.")
LETTER_LATER = N_("Tanggal surat sesudah hari pertama.")


async def create(db: AsyncSession, actor: Actor, once: Once, new: DeputationCreate) -> None:
    """From its first day on, once she has accepted, the deputy has the role as well; whoever named her keeps it."""
    if actor.id is None:
        raise Forbidden
    if await once.earlier(db, actor.caller):
        return
    await require_step_up(db, actor)
    deputy = await repository.by_email(db, new.deputy_email)
    if deputy is None or deputy.disabled_at:
        raise Invalid(Fault("/deputy_email", "officer_not_found", UNKNOWN))
    if actor.is_one_of(deputy.person_id):
        raise Invalid(Fault("/deputy_email", "yourself", YOURSELF))
    if new.valid_from < await repository.day_in(db, new.region_code):
        raise Invalid(Fault("/valid_from", "begins_in_the_past", PAST))
    if new.letter_dated > new.valid_from:
        raise Invalid(Fault("/letter_dated", "letter_later", LETTER_LATER))
    what = new.role, new.region_code, new.programme_id
    if not await repository.holds(db, actor.id, *what):
        raise NotYourRole
    wanted = Wanted(new.role, new.region_code, new.valid_from, new.valid_to, new.programme_id)
    await expect_free(db, deputy.person_id, wanted)
    plain = new.model_dump(exclude={"deputy_email"})
    made = Deputation(principal_id=actor.id, deputy_id=deputy.person_id, **plain)
    db.add(made)
    await db.flush()
    await once.settle(db, actor.caller, made.id)
    await tell(db, actor, made, "deputation.given")
    await record(db, actor, Entry("deputation.asked", ("officer", made.deputy_id), made.region_code or ""))


async def expect_free(db: AsyncSession, deputy_id: UUID, wanted: Wanted) -> None:
    """A deputy is one principal's hand in a role: not her own there, and nobody else's."""
    await officers.expect_compatible(db, deputy_id, wanted)
    held = await repository.held_elsewhere(db, deputy_id, wanted)
    if held is not None:
        raise HoldsRole if held else ActsAlready


async def accept(db: AsyncSession, actor: Actor, once: Once, deputation_id: UUID) -> None:
    """By the deputy alone, after a fresh code: from now on she acts."""
    if await once.earlier(db, actor.caller):
        return
    await require_step_up(db, actor)
    found = await locked(db, actor, deputation_id)
    if actor.id != found.deputy_id:
        raise NotForThePrincipal
    if found.accepted_at:
        raise AcceptedAlready
    if found.valid_to < await repository.day_in(db, found.region_code):
        raise EndedAlready
    wanted = Wanted(found.role, found.region_code, found.valid_from, found.valid_to, found.programme_id)
    await expect_free(db, found.deputy_id, wanted)
    found.accepted_at = await clock.now(db)
    await db.flush()
    await once.settle(db, actor.caller, found.id)
    await tell(db, actor, found, "deputation.accepted")


async def locked(db: AsyncSession, actor: Actor, deputation_id: UUID) -> Deputation:
    """One of her own that has not ended."""
    query = select(Deputation).where(Deputation.id == deputation_id).with_for_update(key_share=True)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None or actor.id not in (found.principal_id, found.deputy_id):
        raise UnknownDeputation
    if found.ended_at:
        raise EndedAlready
    return found


async def end(db: AsyncSession, actor: Actor, deputation_id: UUID) -> None:
    """By whoever gave it or was given it; from the next request on."""
    found = await locked(db, actor, deputation_id)
    found.ended_at = await clock.now(db)
    await db.flush()
    await tell(db, actor, found, "deputation.ended")


async def tell(db: AsyncSession, actor: Actor, about: Deputation, name: str) -> None:
    data = {"role": str(about.role), "deputy": str(about.deputy_id), "letter": about.letter_number}
    await record(db, actor, Entry(name, ("officer", about.principal_id), about.region_code or "", data=data))
