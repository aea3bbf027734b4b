"""Groups (KUB)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import answers, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.shapes import Json
from bimtek_api.core.values.days import Day
from bimtek_api.core.versions import IfMatch
from bimtek_api.files import service as files
from bimtek_api.participants.groups import repository, service, uploads
from bimtek_api.participants.groups.models import PaperKind
from bimtek_api.participants.groups.schemas import (
    BoundRead,
    GroupCreate,
    GroupRead,
    GroupRow,
    GroupSlice,
    MembersWrite,
    PaperNumber,
    PaperRead,
    PaperWithdrawal,
    PaperWrite,
    member_read,
)
from bimtek_api.participants.trades.schemas import trade_ref

router = APIRouter(tags=["groups"])


def parts(row: Row) -> Json:
    plain = {name: getattr(row, name) for name in ("id", "name", "formed_on", "ended_on", "members")}
    district = Ref(code=row.district_code, name=row.district_name)
    return plain | {"district": district, "trade": trade_ref(row.trade), "chair": row.chair or ""}


async def detail(db: AsyncSession, actor: Actor, group_id: UUID) -> GroupRead:
    row = await repository.read(db, actor, group_id)
    people = [member_read(each) for each in await repository.members(db, group_id)]
    former = [member_read(each) for each in await repository.members(db, group_id, former=True)]
    papers = [PaperRead.model_validate(each) for each in await repository.papers(db, group_id)]
    bound = await repository.bound(db, group_id)
    return GroupRead(
        **parts(row), address=row.address, version=row.version, people=people, former=former, papers=papers,
        bound=BoundRead.model_validate(bound) if bound else None,
    )  # fmt: skip


@router.get("/groups", **needs(Permission.GROUP_READ))
async def list_groups(db: DB, actor: ActorDep, asked: Annotated[GroupSlice, Query()]) -> Page[GroupRow]:
    """Groups of the caller's districts, by name."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[GroupRow(**parts(row)) for row in rows], next_cursor=cursor)


@router.get("/groups/{group_id}", **needs(Permission.GROUP_READ))
async def read_group(db: DB, actor: ActorDep, group_id: UUID) -> GroupRead:
    """One group with its members of today."""
    return await detail(db, actor, group_id)


@router.post("/groups", status_code=201, **needs(Permission.GROUP_RECORD))
async def create_group(db: DB, actor: ActorDep, once: OnceDep, new: GroupCreate) -> GroupRead:
    """Records a group with its chair and members."""
    return await detail(db, actor, await service.create(db, actor, once, new))


@router.put("/groups/{group_id}/members", **needs(Permission.GROUP_RECORD))
async def change_members(
    db: DB, actor: ActorDep, group_id: UUID, seen: IfMatch, new: MembersWrite, response: Response
) -> GroupRead:
    """Who belongs to the group from today on; whoever is not named leaves today."""
    await service.change_members(db, actor, group_id, seen, new)
    group = await detail(db, actor, group_id)
    versions.tag(response, group.version)
    return group


@router.post("/groups/{group_id}/papers", status_code=201, **needs(Permission.GROUP_RECORD))
async def keep_paper(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    group_id: UUID,
    file: UploadFile,
    kind: Annotated[PaperKind, Form()],
    number: Annotated[PaperNumber, Form()] = None,
    issued_on: Annotated[Day | None, Form()] = None,
    expires_on: Annotated[Day | None, Form()] = None,
) -> GroupRead:
    """Keeps a paper of the group: PDF, JPEG or PNG. A newer one of the same kind takes its place."""
    new = PaperWrite(kind=kind, number=number, issued_on=issued_on, expires_on=expires_on)
    if await once.first(db, actor):
        await uploads.keep(db, request.app.state.store, actor, group_id, new, await file.read())
    return await detail(db, actor, group_id)


@router.post(
    "/groups/{group_id}/papers/{group_paper_id}/withdrawals", status_code=201, **needs(Permission.GROUP_RECORD)
)
async def withdraw_paper(
    db: DB, actor: ActorDep, once: OnceDep, group_id: UUID, group_paper_id: UUID, asked: PaperWithdrawal
) -> GroupRead:
    """Takes back a paper that no check has looked at, such as one nobody asked for; the one before counts again."""
    taken = uploads.withdraw(db, actor, group_id, group_paper_id, asked.reason)
    return await detail(db, actor, await once.one(db, actor, taken))


@router.get("/groups/{group_id}/papers/{group_paper_id}", **needs(Permission.GROUP_READ))
async def read_paper(db: DB, request: Request, actor: ActorDep, group_id: UUID, group_paper_id: UUID) -> Response:
    """One paper as it was handed in."""
    await repository.read(db, actor, group_id)
    stored = await files.find(db, await repository.paper_file(db, group_id, group_paper_id))
    content = await request.app.state.store.read(stored.sha256)
    return answers.shown(content, stored.media_type, stored.name)
