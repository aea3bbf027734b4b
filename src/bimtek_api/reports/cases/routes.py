"""The grant case on one screen."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.pagination import Page
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.grants.cases.applications import service
from bimtek_api.grants.cases.applications.schemas import (
    ApplicationRead,
    ApplicationRow,
    ApplicationSlice,
    BudgetRead,
    DecreeRef,
    DutyRead,
    HandoverRef,
    HoldRead,
    LineRead,
)
from bimtek_api.grants.cases.applications.workflow import WORKFLOW
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups.schemas import member_read
from bimtek_api.reports.cases import repository

router = APIRouter(tags=["applications"])
PLAIN = ("id", "number", "status", "group_id", "group_name", "package_name", "call_name", "amount_rupiah",
         "created_at", "version")  # fmt: skip
MORE = ("call_id", "programme_name", "funding_source", "fiscal_year", "snapshot_hash", "required_papers")


def parts(row: Row, names: tuple[str, ...] = PLAIN) -> Json:
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in names} | {"district": district}


async def decree_ref(db: AsyncSession, case_id: UUID) -> DecreeRef | None:
    line = await decrees.last_line(db, case_id)
    if line is None:
        return None
    dated = line.dated.isoformat()
    plain = {"number": line.number, "signatory_name": line.signatory_name, "ended_at": line.ended_at}
    return DecreeRef(id=line.decree_id, dated=dated, **plain)


async def detail(db: AsyncSession, actor: Actor, case_id: UUID) -> ApplicationRead:
    row = await applications.read(db, actor, case_id)
    facts = await service.facts_for(db, actor, row)
    possible, missing = WORKFLOW.available(row, actor, facts)
    return ApplicationRead(
        **parts(row, PLAIN + MORE),
        lines=[LineRead.model_validate(line) for line in await applications.lines(db, case_id)],
        members=[member_read(each) for each in await groups.members(db, row.group_id)],
        duties=[DutyRead.model_validate(each) for each in await repository.duties(db, case_id)],
        budget=BudgetRead.model_validate(await repository.budget(db, row.budget_line_id)),
        decree=await decree_ref(db, case_id),
        handovers=[HandoverRef.model_validate(each) for each in await repository.handovers(db, case_id)],
        hold=HoldRead.model_validate(hold) if (hold := await applications.hold(db, case_id)) else None,
        available_actions=possible,
        unavailable_actions=missing,
    )


@router.get("/applications", **needs(Permission.GRANT_READ))
async def list_applications(
    db: DB, actor: ActorDep, asked: Annotated[ApplicationSlice, Query()]
) -> Page[ApplicationRow]:
    """Applications of the caller's districts, oldest first."""
    rows, cursor = await applications.page(db, actor, asked)
    return Page(items=[ApplicationRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.get("/applications/{application_id}", **needs(Permission.GRANT_READ))
async def read_application(db: DB, actor: ActorDep, application_id: UUID, response: Response) -> ApplicationRead:
    """One case: who asks for what, who did what, the budget, and what can be done now or why not."""
    case = await detail(db, actor, application_id)
    versions.tag(response, case.version)
    return case
