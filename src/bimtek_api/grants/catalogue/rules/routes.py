"""Sets of rules, edition by edition."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.rules import repository, service, views
from bimtek_api.grants.catalogue.rules.models import RuleSet
from bimtek_api.grants.catalogue.rules.schemas import RuleSetCreate, RuleSetRead, RuleSets

router = APIRouter(tags=["rules"])


@router.get("/rule-sets", **needs(Permission.GRANT_READ))
async def list_rule_sets(db: DB) -> RuleSets:
    """The newest edition of every set, and the rules one may be made of."""
    items = [views.row(each.RuleSet, latest=each.latest) for each in await editions.latest(db, RuleSet)]
    return RuleSets(items=items, kinds=views.kinds())


@router.get("/rule-sets/{rule_set_id}", **needs(Permission.GRANT_READ))
async def read_rule_set(db: DB, rule_set_id: UUID) -> RuleSetRead:
    """One edition with its rules, each as one sentence."""
    row = await repository.read(db, rule_set_id)
    return views.rule_set(row.RuleSet, latest=row.latest)


@router.post("/rule-sets", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def create_rule_set(db: DB, actor: ActorDep, once: OnceDep, new: RuleSetCreate) -> RuleSetRead:
    """Records a set, or the next edition of one."""
    row = await repository.read(db, await service.create(db, actor, once, new))
    return views.rule_set(row.RuleSet, latest=row.latest)
