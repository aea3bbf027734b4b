"""Programmes: one per kind of aid and fiscal year."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.programmes.programmes import repository, service
from bimtek_api.programmes.programmes.schemas import AidPolicyWrite, ProgrammeCreate, ProgrammeRead, Programmes

router = APIRouter(tags=["programmes"])


@router.get("/programmes", **needs(Permission.SESSION_READ))
async def list_programmes(db: DB) -> Programmes:
    """Every programme there is."""
    return Programmes(items=[ProgrammeRead.model_validate(each) for each in await repository.every(db)])


@router.get("/programmes/{programme_id}", **needs(Permission.SESSION_READ))
async def read_programme(db: DB, programme_id: UUID) -> ProgrammeRead:
    """One programme."""
    return ProgrammeRead.model_validate(await repository.read(db, programme_id))


@router.post("/programmes", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def create_programme(db: DB, actor: ActorDep, once: OnceDep, new: ProgrammeCreate) -> ProgrammeRead:
    """Records a programme of one fiscal year."""
    return ProgrammeRead.model_validate(await repository.read(db, await service.create(db, actor, once, new)))


@router.put("/programmes/{programme_id}/aid-policy", **needs(Permission.PROGRAMME_MANAGE))
async def write_aid_policy(
    db: DB, actor: ActorDep, programme_id: UUID, seen: IfMatch, new: AidPolicyWrite
) -> ProgrammeRead:
    """What a handover must leave behind before it gets minutes, and from when on visits may be reported."""
    return ProgrammeRead.model_validate(await service.write_policy(db, actor, programme_id, seen, new))
