"""Who acts for whom."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.deputations import service
from bimtek_api.access.deputations.schemas import DeputationCreate, DeputationRead, Deputations
from bimtek_api.access.officers import repository
from bimtek_api.access.roles import NAMES
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.i18n import translate
from bimtek_api.core.idempotency import OnceDep

router = APIRouter(tags=["access"])
PLAIN = (
    "id",
    "principal",
    "deputy",
    "valid_from",
    "valid_to",
    "letter_number",
    "letter_dated",
    "ended_at",
    "accepted_at",
    "programme_name",
)


def shown(row: Row, actor: Actor) -> DeputationRead:
    region = Ref(code=row.region_code, name=row.region_name) if row.region_code else None
    plain = {name: getattr(row, name) for name in PLAIN}
    named = translate(NAMES[row.role])
    return DeputationRead(**plain, given=row.principal_id == actor.id, role_name=named, region=region)


async def listed(db: AsyncSession, actor: Actor) -> Deputations:
    if actor.id is None or actor.kind != "officer":
        raise Forbidden
    return Deputations(items=[shown(row, actor) for row in await repository.deputations(db, actor.id)])


@router.get("/deputations", **needs(Permission.SELF))
async def list_deputations(db: DB, actor: ActorDep) -> Deputations:
    """Whom the caller named to act for her, and for whom she acts."""
    return await listed(db, actor)


@router.post("/deputations", status_code=201, **needs(Permission.SELF))
async def name_deputy(db: DB, actor: ActorDep, once: OnceDep, new: DeputationCreate) -> Deputations:
    """Names another officer to act in one of the caller's roles, by a letter, for at most 92 days; she accepts."""
    await service.create(db, actor, once, new)
    return await listed(db, actor)


@router.post("/deputations/{deputation_id}/acceptances", **needs(Permission.SELF))
async def accept_deputation(db: DB, actor: ActorDep, once: OnceDep, deputation_id: UUID) -> Deputations:
    """The deputy agrees to act; before that she does not have the role."""
    await service.accept(db, actor, once, deputation_id)
    return await listed(db, actor)


@router.post("/deputations/{deputation_id}/ends", **needs(Permission.SELF))
async def end_deputation(db: DB, actor: ActorDep, once: OnceDep, deputation_id: UUID) -> Deputations:
    """Ends it before its last day."""
    if await once.first(db, actor):
        await service.end(db, actor, deputation_id)
    return await listed(db, actor)
