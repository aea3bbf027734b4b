"""Monitoring visits and accountability reports."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import answers, papers, versions
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import OptionalParagraph, Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.pagination import Page
from bimtek_api.core.shapes import Json
from bimtek_api.core.versions import IfMatch
from bimtek_api.core.workflow import Acting
from bimtek_api.grants.aftercare.monitoring import decisions, documents, repository, service
from bimtek_api.grants.aftercare.monitoring.errors import UnknownReport
from bimtek_api.grants.aftercare.monitoring.schemas import (
    Aftercare,
    FindingRead,
    ReportDecision,
    ReportRead,
    VisitMove,
    VisitRead,
    VisitReport,
    VisitResults,
    VisitRow,
    VisitsDecision,
    VisitSlice,
)
from bimtek_api.grants.aftercare.monitoring.workflow import REPORT, VISIT
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.grants.handover.assets import repository as assets
from bimtek_api.participants.groups import repository as groups

router = APIRouter(tags=["monitoring"])
PLAIN = (
    "id", "application_id", "application_number", "group_name", "months", "opens_on", "due_on", "overdue", "open",
    "status", "visited_on", "workers", "turnover_rupiah", "output", "note", "visitor", "decision_note", "version",
)  # fmt: skip
REPORT_PLAIN = ("id", "application_id", "due_on", "overdue", "status", "file_id", "note", "submitter", "submitted_at",
                "decision_note", "version")  # fmt: skip


def parts(row: Row) -> Json:
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in PLAIN} | {"district": district}


async def detail(db: AsyncSession, actor: Actor, visit_id: UUID, response: Response) -> VisitRead:
    row = await repository.read_visit(db, actor, visit_id)
    facts = await outside.acting(db, actor, row.application_id)
    possible, missing = VISIT.available(row, actor, facts)
    versions.tag(response, row.version)
    return VisitRead(
        **parts(row), photos=list(await repository.photos(db, visit_id)),
        findings=[FindingRead.model_validate(each) for each in await repository.findings(db, row)],
        available_actions=possible, unavailable_actions=missing,
    )  # fmt: skip


def report_read(row: Row, facts: Acting) -> ReportRead:
    possible, missing = REPORT.available(row, facts.actor, facts)
    plain = {name: getattr(row, name) for name in REPORT_PLAIN}
    return ReportRead(**plain, available_actions=possible, unavailable_actions=missing)


@router.get("/visits", **needs(Permission.GRANT_READ))
async def list_visits(db: DB, actor: ActorDep, asked: Annotated[VisitSlice, Query()]) -> Page[VisitRow]:
    """Visits of the caller's districts, nearest last day first."""
    rows, cursor = await repository.page(db, actor, asked)
    return Page(items=[VisitRow(**parts(each)) for each in rows], next_cursor=cursor)


@router.post("/visits/decisions", **needs(Permission.APPLICATION_CHECK))
async def decide_visits(db: DB, actor: ActorDep, once: OnceDep, many: VisitsDecision) -> VisitResults:
    """Accepts or returns many visits; each is judged alone, and what is refused is told."""
    return await once.kept(db, actor, VisitResults, decisions.decide_many(db, actor, many))


@router.get("/visits/{visit_id}", **needs(Permission.GRANT_READ))
async def read_visit(db: DB, actor: ActorDep, visit_id: UUID, response: Response) -> VisitRead:
    """One visit with the machines to be looked at."""
    return await detail(db, actor, visit_id, response)


@router.post("/visits/{visit_id}/reports", status_code=201, **needs(Permission.ASSET_WATCH))
async def report_visit(
    db: DB, actor: ActorDep, once: OnceDep, visit_id: UUID, seen: IfMatch, told: VisitReport, response: Response
) -> VisitRead:
    """What was seen: people at work, turnover, and a state for every machine."""
    if await once.first(db, actor):
        await service.submit(db, actor, visit_id, seen, told)
    return await detail(db, actor, visit_id, response)


@router.post("/visits/{visit_id}/photos", status_code=201, **needs(Permission.ASSET_WATCH))
async def keep_visit_photo(
    db: DB, request: Request, actor: ActorDep, once: OnceDep, visit_id: UUID, photo: UploadFile, response: Response
) -> VisitRead:
    """A photo of the visit: re-encoded, without place or camera."""
    if await once.first(db, actor):
        await service.keep_photo(db, request.app.state.store, actor, visit_id, await photo.read())
    return await detail(db, actor, visit_id, response)


@router.post("/visits/{visit_id}/transitions", **needs(Permission.GRANT_READ))
async def move_visit(
    db: DB, actor: ActorDep, once: OnceDep, visit_id: UUID, seen: IfMatch, asked: VisitMove, response: Response
) -> VisitRead:
    """Skipped or planned again by the district; accepted or returned by another officer."""
    if await once.first(db, actor):
        await service.move(db, actor, visit_id, seen, asked)
    return await detail(db, actor, visit_id, response)


async def aftercare(db: AsyncSession, actor: Actor, case_id: UUID) -> Aftercare:
    await cases.read(db, actor, case_id)
    report = await repository.report_of(db, case_id)
    visits = [VisitRow(**parts(each)) for each in await repository.visits(db, case_id)]
    facts = await outside.acting(db, actor, case_id)
    return Aftercare(visits=visits, report=report_read(report, facts) if report else None)


@router.get("/applications/{application_id}/aftercare", **needs(Permission.GRANT_READ))
async def read_aftercare(db: DB, actor: ActorDep, application_id: UUID) -> Aftercare:
    """What follows the handover of a case: its visits and its accountability report."""
    return await aftercare(db, actor, application_id)


@router.get("/applications/{application_id}/report-form", **needs(Permission.GRANT_READ))
async def print_report_form(db: DB, actor: ActorDep, application_id: UUID) -> Response:
    """The accountability report as a form to fill in, with the goods of the case, as PDF."""
    case = await cases.read(db, actor, application_id)
    report = await repository.report_of(db, application_id)
    if report is None:
        raise UnknownReport
    chair, goods = (await groups.members(db, case.group_id))[0].name, await assets.of_case(db, application_id)
    decree = await decrees.last_line(db, application_id)
    content = await documents.form(case, chair, decree, goods, papers.spelt(report.due_on))
    return answers.shown(content, "application/pdf", f"LPJ-{case.number}.pdf")


@router.post("/accountability-reports/{report_id}/submissions", status_code=201, **needs(Permission.ASSET_WATCH))
async def hand_in_report(
    db: DB,
    request: Request,
    actor: ActorDep,
    once: OnceDep,
    report_id: UUID,
    file: UploadFile,
    note: Annotated[OptionalParagraph, Form()] = None,
) -> Aftercare:
    """The group's report: PDF, JPEG or PNG."""
    sent = service.hand_in(db, request.app.state.store, actor, report_id, note, await file.read())
    return await aftercare(db, actor, await once.one(db, actor, sent))


@router.post("/accountability-reports/{report_id}/decisions", **needs(Permission.APPLICATION_CHECK))
async def decide_report(
    db: DB, actor: ActorDep, once: OnceDep, report_id: UUID, seen: IfMatch, given: ReportDecision
) -> Aftercare:
    """Accepted or returned by another officer than the one who handed it in."""
    decided = service.decide_report(db, actor, report_id, seen, given)
    return await aftercare(db, actor, await once.one(db, actor, decided))
