"""Rankings of a call, frozen lists and their reserve."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.core.workflow import Unavailable
from bimtek_api.files.printer import PrinterDep
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.grants.cases.selection import repository, service
from bimtek_api.grants.cases.selection.ranking import Selected
from bimtek_api.grants.cases.selection.schemas import (
    EntryRead,
    RankedRead,
    Ranking,
    ReserveMove,
    SelectionCreate,
    SelectionRead,
    SelectionRow,
)
from bimtek_api.grants.catalogue.rubrics import fields

router = APIRouter(tags=["selection"])


def row_of(row: Row) -> SelectionRow:
    return SelectionRow.from_row(row)


def ranked_read(row: Row, outcome: Selected, most_spread: int) -> RankedRead:
    return RankedRead(
        application_id=row.id, version=row.version, number=row.number, group_name=row.group_name,
        totals=[float(one) for one in row.totals],
        score=float(row.score), flagged=fields.spread(row.totals) > most_spread,
        amount_rupiah=int(row.amount_rupiah), outcome=outcome,
    )  # fmt: skip


async def ranking(db: AsyncSession, actor: Actor, call_id: UUID) -> Ranking:
    found = await service.ranking(db, actor, call_id)
    rubric, no = found.about.Rubric, found.refusal
    waiting = await repository.candidates(db, call_id, ApplicationStatus.RESERVE)
    return Ranking(
        call_id=call_id, call_name=found.about.Call.name, free_rupiah=found.free, pending_rupiah=found.pending,
        lowest=rubric.lowest,
        candidates=[ranked_read(found.rows[each.case_id], how, rubric.most_spread) for each, how in found.placed],
        reserve=sorted(
            (ranked_read(each, Selected.RESERVE, rubric.most_spread) for each in waiting), key=lambda one: -one.score
        ),
        selections=[row_of(each) for each in await repository.of_call(db, call_id)],
        blocked=Unavailable(action="freeze", code=no.code, reason=no.detail) if no else None,
    )  # fmt: skip


async def detail(db: AsyncSession, actor: Actor, selection_id: UUID) -> SelectionRead:
    row = await repository.read(db, actor, selection_id)
    entries = [EntryRead.model_validate(each) for each in await repository.entries(db, selection_id)]
    return SelectionRead(**row_of(row).model_dump(), call_id=row.call_id, call_name=row.call_name, entries=entries)


@router.get("/calls/{call_id}/ranking", **needs(Permission.GRANT_READ))
async def read_ranking(db: DB, actor: ActorDep, call_id: UUID) -> Ranking:
    """How the scored cases of a call would rank now, who waits in the reserve, and the lists that were frozen."""
    return await ranking(db, actor, call_id)


@router.post("/calls/{call_id}/selections", status_code=201, **needs(Permission.SELECTION_MAKE))
async def freeze_selection(
    db: DB, printer: PrinterDep, actor: ActorDep, once: OnceDep, call_id: UUID, new: SelectionCreate
) -> SelectionRead:
    """Freezes the ranked list as it was seen: the selected go to the vote, the others wait or are out."""
    return await detail(db, actor, await service.freeze(db, printer, actor, once, call_id, new))


@router.get("/selections/{selection_id}", **needs(Permission.GRANT_READ))
async def read_selection(db: DB, actor: ActorDep, selection_id: UUID) -> SelectionRead:
    """One frozen list."""
    return await detail(db, actor, selection_id)


@router.get("/selections/{selection_id}/paper", **needs(Permission.GRANT_READ))
async def print_selection(db: DB, printer: PrinterDep, actor: ActorDep, selection_id: UUID) -> Response:
    """The frozen list as PDF."""
    return await printer.shown(db, (await repository.read(db, actor, selection_id)).paper_id)


@router.post("/applications/{application_id}/reserve-moves", **needs(Permission.SELECTION_MAKE))
async def move_reserve(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, asked: ReserveMove
) -> Ranking:
    """Moves the first of the reserve up to the vote when money is free again, or closes one with a reason."""
    call_id = await once.one(db, actor, service.move_reserve(db, actor, application_id, seen, asked))
    return await ranking(db, actor, call_id)
