"""Delegations: registered, seen and answered for together."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request

from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_ROUTE, ActorDep, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.sessions.delegations import service
from bimtek_api.sessions.delegations.models import Delegation
from bimtek_api.sessions.delegations.schemas import DelegationCreate, DelegationMove, DelegationRead

router = APIRouter(tags=["registrations"])
Number = Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9-]+$")]
Secret = Annotated[str, Header(max_length=64)]
OWN = public("delegation_own", 60, timedelta(minutes=10)) | {"responses": responses(404, 409, 422, 429)}


@router.post("/delegations", status_code=201, responses=responses(404, 409, 413, 422), **PUBLIC_ROUTE)
async def register_delegation(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, new: DelegationCreate
) -> DelegationRead:
    """Registers people who come together: seats for all of them, or all of them wait."""
    vault = request.app.state.vault
    made = await db.get_one(Delegation, await service.register(db, vault, actor, once, new))
    return await service.shown(db, vault, made, secret=True)


@router.get("/delegations/{number}", responses=responses(404, 422), **PUBLIC_ROUTE)
async def read_delegation(db: DB, request: Request, number: Number, receipt_secret: Secret) -> DelegationRead:
    """Everybody of a delegation with her own receipt, for whoever answers for them."""
    vault = request.app.state.vault
    return await service.shown(db, vault, await service.opened(db, vault, number.upper(), receipt_secret))


@router.post("/delegations/{number}/transitions", **OWN)
async def move_delegation(
    db: DB, request: Request, number: Number, receipt_secret: Secret, asked: DelegationMove
) -> DelegationRead:
    """Accepts or declines offered seats, or gives up, for all of them."""
    return await service.act(db, request.app.state.vault, number.upper(), receipt_secret, asked)
