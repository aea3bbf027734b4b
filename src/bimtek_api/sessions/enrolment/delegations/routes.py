"""Delegations: registered, seen and answered for together."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request

from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_ROUTE, ActorDep, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.sessions.enrolment.delegations import service
from bimtek_api.sessions.enrolment.delegations.models import Delegation
from bimtek_api.sessions.enrolment.delegations.schemas import DelegationCreate, DelegationMove, DelegationRead
from bimtek_api.sessions.enrolment.receipts.dependencies import Number, OriginDep, Secret, behind_secret

router = APIRouter(tags=["registrations"])
OWN = public("delegation_own", 60, timedelta(minutes=10))
OWN |= {"responses": responses(404, 409, 422, 429), "dependencies": [*OWN["dependencies"], Depends(behind_secret)]}


@router.post("/delegations", status_code=201, responses=responses(404, 409, 413, 422), **PUBLIC_ROUTE)
async def register_delegation(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, origin: OriginDep, new: DelegationCreate
) -> DelegationRead:
    """Registers people who come together: seats for all of them, or all of them wait."""
    vault = request.app.state.vault
    made = await db.get_one(Delegation, await service.register(db, vault, actor, once, new, origin))
    return await service.shown(db, vault, made, secret=True)


@router.get("/delegations/{number}", responses=responses(404, 422), **PUBLIC_ROUTE)
async def read_delegation(db: DB, request: Request, number: Number, receipt_secret: Secret) -> DelegationRead:
    """Everybody of a delegation with her own receipt, for whoever answers for them."""
    vault = request.app.state.vault
    return await service.shown(db, vault, await service.opened(db, vault, number.upper(), receipt_secret))


@router.post("/delegations/{number}/transitions", **OWN)
async def move_delegation(
    db: DB, request: Request, number: Number, receipt_secret: Secret, once: OnceDep, asked: DelegationMove
) -> DelegationRead:
    """Accepts or declines offered seats, or gives up, for all of them."""
    return await service.act(db, request.app.state.vault, number.upper(), receipt_secret, once, asked)
