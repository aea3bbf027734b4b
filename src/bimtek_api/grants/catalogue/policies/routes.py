"""Approval policies, edition by edition."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.editions import service as keeping
from bimtek_api.grants.catalogue.policies import repository, views
from bimtek_api.grants.catalogue.policies.errors import WrongPolicyEdition
from bimtek_api.grants.catalogue.policies.models import ApprovalPolicy
from bimtek_api.grants.catalogue.policies.schemas import Policies, PolicyCreate, PolicyRead

router = APIRouter(tags=["policies"])


async def detail(db: AsyncSession, policy_id: UUID) -> PolicyRead:
    row = await repository.read(db, policy_id)
    return views.policy_read(row.ApprovalPolicy, latest=row.latest)


@router.get("/approval-policies", **needs(Permission.GRANT_READ))
async def list_policies(db: DB) -> Policies:
    """The newest edition of every policy."""
    found = await editions.latest(db, ApprovalPolicy)
    return Policies(items=[views.policy_row(each.ApprovalPolicy, latest=each.latest) for each in found])


@router.get("/approval-policies/{policy_id}", **needs(Permission.GRANT_READ))
async def read_policy(db: DB, policy_id: UUID) -> PolicyRead:
    """One edition: how many votes of which level an amount needs, stage by stage."""
    return await detail(db, policy_id)


@router.post("/approval-policies", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def create_policy(db: DB, actor: ActorDep, once: OnceDep, new: PolicyCreate) -> PolicyRead:
    """Records a policy, or the next edition of one."""
    made, event = ApprovalPolicy(**new.model_dump(mode="json")), ("policy.recorded", "policy")
    return await detail(db, await keeping.keep(db, actor, once, made, WrongPolicyEdition, event))
