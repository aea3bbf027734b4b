"""Rubrics, edition by edition."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.editions import service as keeping
from bimtek_api.grants.catalogue.rubrics import repository, views
from bimtek_api.grants.catalogue.rubrics.errors import WrongRubricEdition
from bimtek_api.grants.catalogue.rubrics.models import Rubric
from bimtek_api.grants.catalogue.rubrics.schemas import RubricCreate, RubricRead, Rubrics

router = APIRouter(tags=["rubrics"])


async def detail(db: AsyncSession, rubric_id: UUID) -> RubricRead:
    row = await repository.read(db, rubric_id)
    return views.rubric_read(row.Rubric, latest=row.latest)


@router.get("/rubrics", **needs(Permission.GRANT_READ))
async def list_rubrics(db: DB) -> Rubrics:
    """The newest edition of every rubric."""
    found = await editions.latest(db, Rubric)
    return Rubrics(items=[views.rubric_row(each.Rubric, latest=each.latest) for each in found])


@router.get("/rubrics/{rubric_id}", **needs(Permission.GRANT_READ))
async def read_rubric(db: DB, rubric_id: UUID) -> RubricRead:
    """One edition: criteria with their weights, how many score, how far apart they may be."""
    return await detail(db, rubric_id)


@router.post("/rubrics", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def create_rubric(db: DB, actor: ActorDep, once: OnceDep, new: RubricCreate) -> RubricRead:
    """Records a rubric, or the next edition of one."""
    made, event = Rubric(**new.model_dump(mode="json")), ("rubric.recorded", "rubric")
    return await detail(db, await keeping.keep(db, actor, once, made, WrongRubricEdition, event))
