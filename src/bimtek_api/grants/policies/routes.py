"""Approval policies, edition by edition."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.policies import repository, service
from bimtek_api.grants.policies.schemas import Policies, PolicyCreate, PolicyRead, PolicyRow

router = APIRouter(tags=["policies"])


@router.get("/approval-policies", **needs(Permission.GRANT_READ))
async def list_policies(db: DB) -> Policies:
    """The newest edition of every policy."""
    return Policies(items=[PolicyRow.model_validate(each) for each in await repository.latest(db)])


@router.get("/approval-policies/{policy_id}", **needs(Permission.GRANT_READ))
async def read_policy(db: DB, policy_id: UUID) -> PolicyRead:
    """One edition: how many votes of which level an amount needs, stage by stage."""
    return PolicyRead.model_validate(await repository.read(db, policy_id))


@router.post("/approval-policies", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def create_policy(db: DB, actor: ActorDep, once: OnceDep, new: PolicyCreate) -> PolicyRead:
    """Records a policy, or the next edition of one."""
    return PolicyRead.model_validate(await repository.read(db, await service.create(db, actor, once, new)))
