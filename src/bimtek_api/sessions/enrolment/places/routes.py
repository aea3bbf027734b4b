"""Windows through which a village hall behind one address registers its people."""

from uuid import UUID

from fastapi import APIRouter, Request

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.core.throttle import client_address, network_of
from bimtek_api.sessions.enrolment.places import repository, service
from bimtek_api.sessions.enrolment.places.schemas import PlaceWindowRead, PlaceWindows, PlaceWindowWrite
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(prefix="/sessions/{session_id}/place-windows", tags=["registrations"])


@router.get("", **needs(Permission.REGISTRATION_READ))
async def list_place_windows(db: DB, actor: ActorDep, session_id: UUID) -> PlaceWindows:
    """Windows of a session, the newest first."""
    session = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.REGISTRATION_READ, session.district_code, UnknownSession)
    rows = await repository.of_session(db, session_id)
    return PlaceWindows(items=[PlaceWindowRead.model_validate(row) for row in rows])


@router.post("", status_code=201, **needs(Permission.REGISTRATION_DECIDE))
async def open_place_window(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, session_id: UUID, new: PlaceWindowWrite
) -> PlaceWindowRead:
    """Lets people of one place register without being looked at first, for a time and a number of them."""
    network = network_of(new.address or client_address(request))
    index = request.app.state.vault.index_of("network", network)
    made = await once.one(db, actor, service.open_for(db, actor, session_id, index, new))
    return PlaceWindowRead.model_validate(await repository.read(db, made))


@router.post("/{window_id}/closings", **needs(Permission.REGISTRATION_DECIDE))
async def close_place_window(
    db: DB, actor: ActorDep, once: OnceDep, session_id: UUID, window_id: UUID
) -> PlaceWindowRead:
    """Ends a window before its time."""
    made = await once.one(db, actor, service.close(db, actor, session_id, window_id))
    return PlaceWindowRead.model_validate(await repository.read(db, made))
