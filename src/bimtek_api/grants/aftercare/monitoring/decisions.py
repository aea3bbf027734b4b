"""The same decision on many visits at once."""

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Refusal
from bimtek_api.grants.aftercare.monitoring import service
from bimtek_api.grants.aftercare.monitoring.schemas import VisitMove, VisitResult, VisitResults, VisitsDecision


async def decide_many(db: AsyncSession, actor: Actor, many: VisitsDecision) -> VisitResults:
    """Each visit alone, in id order so that two bulk acts never deadlock; what is refused is told."""
    asked, results = VisitMove(action=many.action, note=many.note), {}
    for item in sorted(many.items, key=lambda each: each.visit_id):
        try:
            async with db.begin_nested():
                await service.move(db, actor, item.visit_id, item.version, asked)
            done = VisitResult(visit_id=item.visit_id, outcome="done")
        except Refusal as no:
            done = VisitResult(visit_id=item.visit_id, outcome="skipped", code=no.code, detail=no.detail)
        results[item.visit_id] = done
    return VisitResults(items=[results[item.visit_id] for item in many.items])
