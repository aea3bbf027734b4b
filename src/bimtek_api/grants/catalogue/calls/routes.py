"""Calls for aid and the packages one may ask for."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page, SliceDep
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.calls import repository, service
from bimtek_api.grants.catalogue.calls.schemas import CallCreate, CallRead, CallRow
from bimtek_api.grants.catalogue.packages import views
from bimtek_api.grants.catalogue.policies import routes as policies
from bimtek_api.grants.catalogue.rubrics import routes as rubrics
from bimtek_api.grants.catalogue.rules import repository as rules
from bimtek_api.grants.catalogue.rules import views as rule_views

router = APIRouter(tags=["calls"])
PLAIN = ("id", "number", "name", "programme_name", "funding_source", "fiscal_year", "zone", "opens_at", "closes_at")


def parts(row: Row) -> Json:
    state = "upcoming" if row.now < row.opens_at else "open" if row.now < row.closes_at else "closed"
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in PLAIN} | {"state": state, "district": district}


async def detail(db: AsyncSession, actor: Actor, call_id: UUID) -> CallRead:
    row = await repository.read(db, actor, call_id)
    offered = await repository.packages(db, call_id)
    packages = [views.package_read(package, items, latest=latest) for package, items, latest in offered]
    found = await rules.read(db, row.rule_set_id) if row.rule_set_id else None
    rule_set = rule_views.rule_set(found.RuleSet, latest=found.latest) if found else None
    policy = await policies.detail(db, row.policy_id) if row.policy_id else None
    return CallRead(
        **parts(row),
        packages=packages,
        rule_set=rule_set,
        policy=policy,
        rubric=await rubrics.detail(db, row.rubric_id) if row.rubric_id else None,
        required_papers=row.required_papers,
        field_visit=row.field_visit,
    )


@router.get("/calls", **needs(Permission.GRANT_READ))
async def list_calls(db: DB, actor: ActorDep, asked: SliceDep) -> Page[CallRow]:
    """Calls of the caller's districts, oldest first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[CallRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.get("/calls/{call_id}", **needs(Permission.GRANT_READ))
async def read_call(db: DB, actor: ActorDep, call_id: UUID) -> CallRead:
    """One call with its packages, items and reference prices."""
    return await detail(db, actor, call_id)


@router.post("/calls", status_code=201, **needs(Permission.PROGRAMME_MANAGE))
async def announce_call(db: DB, actor: ActorDep, once: OnceDep, new: CallCreate) -> CallRead:
    """Announces a call: one budget line, some packages, from one day to another."""
    return await detail(db, actor, await service.create(db, actor, once, new))
