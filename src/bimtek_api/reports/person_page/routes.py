"""The page of one person, for officers and for herself."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.reports.person_page import service
from bimtek_api.reports.person_page.schemas import OwnCopy, OwnPage, PersonPage, SelfCopy
from bimtek_api.sessions.enrolment.receipts.schemas import CodeUse

router = APIRouter(tags=["participants"])
BY_CODE = public("receipt_opening", 20, timedelta(minutes=10))


@router.get("/participants/{participant_id}", **needs(Permission.PARTICIPANT_READ))
async def read_participant(db: DB, request: Request, actor: ActorDep, participant_id: UUID) -> PersonPage:
    """One participant: the record on file, every registration with days and certificate, aid through her groups.

    Complaints that name a case of hers, or that came with her phone or e-mail, for whoever may read them.
    """
    return await service.read(db, request.app.state.vault, actor, participant_id)


@router.get("/participants/{participant_id}/copy", **needs(Permission.PERSON_ERASE))
async def copy_participant(db: DB, actor: ActorDep, participant_id: UUID) -> OwnCopy:
    """What is kept of a person, for herself, when she asks for it: record, registrations, aid, who read it."""
    return await service.copy(db, actor, participant_id)


@router.post("/receipts/openings", **BY_CODE)
async def open_own_page(request: Request, given: CodeUse) -> OwnPage:
    """Everything registered under the same identity with the same e-mail address, and her groups' aid, by code."""
    return await service.open_own(request.app.state.database, request.app.state.vault, given)


@router.post("/receipts/copies", **BY_CODE)
async def copy_own(request: Request, given: CodeUse) -> SelfCopy:
    """A copy of what is kept of her, by the code to her address: what she sent, the record, aid, who read it."""
    return await service.copy_own(request.app.state.database, request.app.state.vault, given)
