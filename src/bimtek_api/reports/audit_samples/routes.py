"""Samples for whoever audits."""

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.reports.audit_samples import service
from bimtek_api.reports.audit_samples.schemas import AuditSample, SampleAsk

router = APIRouter(tags=["audit"])


@router.post("/audit-samples", **needs(Permission.AUDIT_READ))
async def draw_sample(db: DB, actor: ActorDep, asked: SampleAsk) -> AuditSample:
    """Draws cases at random by a seed; whoever names the same seed over the same cases draws the same ones."""
    return await service.draw(db, actor, asked)
