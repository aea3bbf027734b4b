"""Evidence for whoever audits."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bimtek_api.core.actor import Permission
from bimtek_api.core.answers import sent
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.reports.evidence import service

router = APIRouter(tags=["audit"])


@router.get("/applications/{application_id}/evidence", response_class=Response, **needs(Permission.AUDIT_READ))
async def read_evidence(db: DB, request: Request, actor: ActorDep, application_id: UUID) -> Response:
    """A zip of everything about one case with the hash of every part: rows, papers, photos, history with seals."""
    return sent("zip", "bukti", await service.pack(db, request.app.state.store, actor, application_id))
