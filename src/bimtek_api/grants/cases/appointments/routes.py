"""Days on which an officer and a group meet."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.appointments import service
from bimtek_api.grants.cases.appointments.schemas import (
    AppointmentCreate,
    AppointmentEnd,
    AppointmentRead,
    Appointments,
)

router = APIRouter(tags=["applications"])


async def shown(db: AsyncSession, actor: Actor, case_id: UUID) -> Appointments:
    row = await cases.read(db, actor, case_id)
    return Appointments(
        items=[AppointmentRead.model_validate(each) for each in await service.open_ones(db, case_id)],
        kinds=service.plannable(actor, row),
    )


@router.get("/applications/{application_id}/appointments", **needs(Permission.GRANT_READ))
async def list_appointments(db: DB, actor: ActorDep, application_id: UUID) -> Appointments:
    """What is planned with the group, and what the caller may plan."""
    return await shown(db, actor, application_id)


@router.post("/applications/{application_id}/appointments", status_code=201, **needs(Permission.GRANT_READ))
async def plan_appointment(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, new: AppointmentCreate
) -> Appointments:
    """Plans a day; the group is told. A new one of a kind takes the place of the old."""
    await once.one(db, actor, service.plan(db, actor, application_id, new))
    return await shown(db, actor, application_id)


@router.post("/appointments/{appointment_id}/cancellation", **needs(Permission.GRANT_READ))
async def cancel_appointment(
    db: DB, actor: ActorDep, once: OnceDep, appointment_id: UUID, given: AppointmentEnd
) -> Appointments:
    """Calls a day off with a reason; the group is told."""
    case_id = await once.one(db, actor, service.cancel(db, actor, appointment_id, given.reason))
    return await shown(db, actor, case_id)
