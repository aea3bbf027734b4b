"""Naming a deputy for one of one's own roles, and ending it."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.deputations.errors import EndedAlready, NotYourRole, UnknownDeputation
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
PAST = N_("Hari terakhirnya sudah lewat.")
LETTER_LATER = N_("Tanggal surat sesudah hari pertama.")


async def create(db: AsyncSession, actor: Actor, once: Once, new: DeputationCreate) -> None:
    """From its first day on the deputy has the role as well; whoever named her keeps it."""
    if actor.id is None:
        raise Forbidden
    if await once.earlier(db, actor.caller):
        return
    await require_step_up(db, actor)
    deputy = await repository.by_email(db, new.deputy_email)
    if deputy is None or deputy.disabled_at:
        raise Invalid(Fault("/deputy_email", "officer_not_found", UNKNOWN))
    if deputy.person_id == actor.id:
        raise Invalid(Fault("/deputy_email", "yourself", YOURSELF))
    today = (await db.execute(select(repository.day_of(func.bimtek_now())))).scalar_one()
    if new.valid_to < today:
        raise Invalid(Fault("/valid_to", "over_already", PAST))
    if new.letter_dated > new.valid_from:
        raise Invalid(Fault("/letter_dated", "letter_later", LETTER_LATER))
    what = new.role, new.region_code, new.programme_id
    if not await repository.holds(db, actor.id, *what):
        raise NotYourRole
    if await repository.holds(db, deputy.person_id, *what):
        raise HoldsRole
    wanted = Wanted(new.role, new.region_code, new.valid_from, new.valid_to, new.programme_id)
    await officers.expect_compatible(db, deputy.person_id, wanted)
    plain = new.model_dump(exclude={"deputy_email"})
    made = Deputation(principal_id=actor.id, deputy_id=deputy.person_id, **plain)
    db.add(made)
    await db.flush()
    await once.settle(db, actor.caller, made.id)
    await tell(db, actor, made, "deputation.given")


async def end(db: AsyncSession, actor: Actor, deputation_id: UUID) -> None:
    """By whoever gave it or was given it; from the next request on."""
    query = select(Deputation).where(Deputation.id == deputation_id).with_for_update(key_share=True)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None or actor.id not in (found.principal_id, found.deputy_id):
        raise UnknownDeputation
    if found.ended_at:
        raise EndedAlready
    found.ended_at = await clock.now(db)
    await db.flush()
    await tell(db, actor, found, "deputation.ended")


async def tell(db: AsyncSession, actor: Actor, about: Deputation, name: str) -> None:
    data = {"role": str(about.role), "deputy": str(about.deputy_id), "letter": about.letter_number}
    await record(db, actor, Entry(name, ("officer", about.principal_id), about.region_code or "", data=data))
