"""Recording programmes, and what others ask of one."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Forbidden, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.programmes.programmes import repository
from bimtek_api.programmes.programmes.errors import ProgrammeCodeTaken, UnknownProgramme
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.programmes.programmes.schemas import AidPolicyWrite, ProgrammeCreate

COUNTRY = "ID"  # where the history keeps what belongs to no district
NOT_LISTED = N_("Pilih program dari daftar.")


def expect_everywhere(actor: Actor, permission: Permission) -> None:
    """A programme belongs to no district: only a role over the whole country changes it."""
    if actor.regions(permission) != (None,):
        raise Forbidden


async def create(db: AsyncSession, actor: Actor, once: Once, new: ProgrammeCreate) -> UUID:
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    if await repository.code_exists(db, new.code):
        raise ProgrammeCodeTaken
    programme = Programme(**new.model_dump())
    db.add(programme)
    await db.flush()
    await once.settle(db, actor.caller, programme.id)
    await record(db, actor, Entry("programme.created", ("programme", programme.id), COUNTRY))
    return programme.id


async def expect_known(db: AsyncSession, programme_id: UUID | None) -> None:
    """Refuses a programme that is not there, as a wrong field."""
    if programme_id is None:
        return
    try:
        await repository.read(db, programme_id)
    except UnknownProgramme as no:
        raise Invalid(Fault("/programme_id", "programme_unknown", NOT_LISTED)) from no


async def write_policy(
    db: AsyncSession, actor: Actor, programme_id: UUID, seen: int, new: AidPolicyWrite
) -> Programme:
    """For handovers and plans from now on; what was recorded before stays as it was."""
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    programme = await repository.lock(db, programme_id)
    programme.expect(seen)
    wanted = {"handover_needs": sorted(set(new.handover_needs)), "visit_window_days": new.visit_window_days}
    data = {"before": told(programme), "after": wanted}
    programme.sqlmodel_update(wanted | {"version": programme.version + 1})
    await db.flush()
    await record(db, actor, Entry("programme.policy_changed", ("programme", programme.id), COUNTRY, data=data))
    return programme


def told(programme: Programme) -> dict[str, object]:
    return {"handover_needs": list(programme.handover_needs), "visit_window_days": programme.visit_window_days}
