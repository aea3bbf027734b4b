"""The breach view: whose data, which fields, who read it, when."""

from typing import Annotated

from fastapi import APIRouter, Query

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.pagination import Page
from bimtek_api.reports.access_log import repository
from bimtek_api.reports.access_log.schemas import ReadingQuestion, ReadingRead, ReadingSlice, ReadingTotals

router = APIRouter(tags=["audit"])


@router.get("/readings", **needs(Permission.AUDIT_READ))
async def list_readings(db: DB, actor: ActorDep, asked: Annotated[ReadingSlice, Query()]) -> Page[ReadingRead]:
    """Who read personal data in the auditor's districts: of one person, by one reader, or in a window of time."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[ReadingRead.model_validate(row) for row in rows], next_cursor=cursor)


@router.get("/readings/totals", **needs(Permission.AUDIT_READ))
async def count_readings(db: DB, actor: ActorDep, asked: Annotated[ReadingQuestion, Query()]) -> ReadingTotals:
    """How many people the same question concerns: the number a breach notice needs."""
    return ReadingTotals.model_validate(await repository.totals(db, actor, asked))
