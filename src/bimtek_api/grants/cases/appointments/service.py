"""Planning a day with a group, and calling it off."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.cases.appointments.errors import NothingToMeetFor, UnknownAppointment
from bimtek_api.grants.cases.appointments.models import Appointment, AppointmentKind
from bimtek_api.grants.cases.appointments.schemas import AppointmentCreate

S, P = ApplicationStatus, Permission
# Who meets the group, and where its case must stand.
WHO = {AppointmentKind.VISIT: P.APPLICATION_VISIT, AppointmentKind.HANDOVER: P.DELIVERY_RECORD}
WHEN = {
    AppointmentKind.VISIT: (S.IN_FIELD_CHECK, S.FIELD_FAILED),
    AppointmentKind.HANDOVER: (S.DECREED, S.PARTLY_DELIVERED),
}
OVER = N_("Waktu ini sudah lewat.")


async def open_ones(db: AsyncSession, case_id: UUID) -> Sequence[Appointment]:
    query = select(Appointment).where(Appointment.application_id == case_id, Appointment.ended_at.is_(None))
    return (await db.execute(query.order_by(Appointment.starts_at))).scalars().all()


def plannable(actor: Actor, case: Application | Row) -> list[AppointmentKind]:
    """What this officer may plan in a case as it stands."""
    return [
        kind for kind, states in WHEN.items()
        if case.status in states and actor.can(WHO[kind], case.district_code, case.programme_id)
    ]  # fmt: skip


async def plan(db: AsyncSession, actor: Actor, case_id: UUID, new: AppointmentCreate) -> UUID:
    """The new day takes the place of an open one of its kind."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, WHO[new.kind], case, UnknownApplication)
    if case.status not in WHEN[new.kind]:
        raise NothingToMeetFor
    now = await clock.now(db)
    if new.starts_at <= now:
        raise Invalid(Fault("/starts_at", "appointment_over", OVER))
    person = applications.proposer(actor)
    for each in await open_ones(db, case_id):
        if each.kind == new.kind:
            each.ended_at, each.ended_by = now, person
    await db.flush()
    made = Appointment(application_id=case_id, district_code=case.district_code, made_by=person, **new.model_dump())
    db.add(made)
    await db.flush()
    await tell(db, actor, made, f"appointment.{new.kind}_planned")
    return made.id


async def cancel(db: AsyncSession, actor: Actor, appointment_id: UUID, reason: str) -> UUID:
    """Returns the case."""
    row = await db.get(Appointment, appointment_id)
    if row is None:
        raise UnknownAppointment
    case = await cases.lock(db, actor, row.application_id)
    expect_on(actor, WHO[AppointmentKind(row.kind)], case, UnknownAppointment)
    await db.refresh(row)
    if row.ended_at:
        raise UnknownAppointment
    row.ended_at, row.ended_by = await clock.now(db), applications.proposer(actor)
    await db.flush()
    await tell(db, actor, row, "appointment.cancelled", reason)
    return case.id


async def tell(db: AsyncSession, actor: Actor, row: Appointment, name: str, reason: str | None = None) -> None:
    data = {"appointment": str(row.id), "kind": str(row.kind)}
    entry = Entry(name, ("application", row.application_id), row.district_code, reason=reason, data=data)
    await record(db, actor, entry)
