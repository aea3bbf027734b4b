"""What is asked back is withdrawn, or its rest let go."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.handover.rulings import repository, service
from bimtek_api.grants.handover.rulings.schemas import RulingCreate, RulingDecision, RulingRead, Rulings
from bimtek_api.grants.handover.rulings.workflow import RULING

router = APIRouter(tags=["capital"])
PLAIN = ("id", "demand_id", "kind", "status", "rest_rupiah", "reason", "letter_number", "asker", "created_at",
         "decider", "decision_note", "version")  # fmt: skip


async def shown(db: AsyncSession, actor: Actor, case_id: UUID) -> Rulings:
    await cases.read(db, actor, case_id)
    facts, items = await outside.acting(db, actor, case_id), []
    for row in await repository.of_case(db, case_id):
        able, unable = RULING.available(row, actor, facts)
        plain = {name: getattr(row, name) for name in PLAIN}
        items.append(RulingRead(**plain, available_actions=able, unavailable_actions=unable))
    return Rulings(items=items)


@router.get("/applications/{application_id}/refund-rulings", **needs(Permission.GRANT_READ))
async def read_refund_rulings(db: DB, actor: ActorDep, application_id: UUID) -> Rulings:
    """What was said of a case's demands: withdrawn, or their rest let go."""
    return await shown(db, actor, application_id)


@router.post("/refund-demands/{refund_demand_id}/rulings", status_code=201, **needs(Permission.ASSET_WATCH))
async def ask_refund_ruling(
    db: DB, actor: ActorDep, once: OnceDep, refund_demand_id: UUID, new: RulingCreate
) -> Rulings:
    """Asks to withdraw an approved demand, or to let its rest go, with a reason and a letter; another decides."""
    return await shown(db, actor, await once.one(db, actor, service.ask(db, actor, refund_demand_id, new)))


@router.post("/refund-rulings/{refund_ruling_id}/decisions", **needs(Permission.ASSET_DECIDE))
async def decide_refund_ruling(
    db: DB, actor: ActorDep, once: OnceDep, refund_ruling_id: UUID, seen: IfMatch, given: RulingDecision
) -> Rulings:
    """Approved or refused by another officer. Approved, the next tranche waits no longer."""
    decided = service.decide(db, actor, refund_ruling_id, seen, given)
    return await shown(db, actor, await once.one(db, actor, decided))
