"""Templates: what sessions repeat."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.regions import repository as regions
from bimtek_api.sessions.planning.schedule import views
from bimtek_api.sessions.planning.templates import repository, service
from bimtek_api.sessions.planning.templates.schemas import (
    TemplateCreate,
    TemplatePlan,
    TemplateRead,
    Templates,
)

router = APIRouter(prefix="/session-templates", tags=["sessions"])


async def shown(db: AsyncSession, rows: Sequence[Row]) -> list[TemplateRead]:
    """Templates with the names of their groups, in one query for all of them."""
    shares = [share for row in rows for share in row.plan["shares"]]
    names = await regions.names(db, {share["value"] for share in shares if share["kind"] == "district"})
    for share in shares:
        share["name"] = names.get(share["value"]) or views.target_name(share["value"])
    return [
        TemplateRead(
            id=row.id, name=row.name, district=Ref(code=row.district_code, name=row.district_name),
            plan=TemplatePlan.model_validate(row.plan),
        )
        for row in rows
    ]  # fmt: skip


@router.get("", **needs(Permission.SESSION_READ))
async def list_templates(db: DB, actor: ActorDep) -> Templates:
    """Templates of the caller's regions and of their provinces."""
    return Templates(items=await shown(db, await repository.every(db, actor)))


@router.get("/{template_id}", **needs(Permission.SESSION_READ))
async def read_template(db: DB, actor: ActorDep, template_id: UUID) -> TemplateRead:
    """One template."""
    return (await shown(db, [await repository.read(db, actor, template_id)]))[0]


@router.post("", status_code=201, **needs(Permission.SESSION_PLAN))
async def keep_template(db: DB, actor: ActorDep, once: OnceDep, new: TemplateCreate) -> TemplateRead:
    """Keeps what a session repeats."""
    template_id = await service.keep(db, actor, once, new)
    return (await shown(db, [await repository.read(db, actor, template_id)]))[0]


@router.delete("/{template_id}", status_code=204, **needs(Permission.SESSION_PLAN))
async def remove_template(db: DB, actor: ActorDep, template_id: UUID) -> None:
    """Forgets a template; sessions made of it stay."""
    await service.remove(db, actor, template_id)
