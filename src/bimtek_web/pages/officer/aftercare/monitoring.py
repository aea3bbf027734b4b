"""Visits after a handover: what is due, the form at the workshop, accepting."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import (
    Form,
    chosen,
    date_of,
    given,
    refused,
    results_told,
    seen_version,
    typed,
    upload_of,
)
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pemantauan")
DAY = ("visited_on_day", "visited_on_month", "visited_on_year")
FIELDS = (*DAY, "workers", "turnover_rupiah", "output", "note", "version", "action")


async def list_page(
    request: Request, api: ApiClient, asked: dict[str, str], form: Form, status: int = 200
) -> Response:
    """What was submitted may be accepted many at once."""
    decides = "application.check" in officer_of(request)["permissions"] and asked["status"] == "submitted"
    page = await api.visits(**asked, limit=50)
    return render(
        request, "officer/aftercare/visits/page.html", status=status, personal=True, page=page, asked=asked,
        form=form, decides=decides,
    )  # fmt: skip


@router.get("")
async def show_list(
    request: Request, api: OfficerApi, status: str = "", overdue: str = "", cursor: str = ""
) -> Response:
    return await list_page(request, api, {"status": status, "overdue": overdue, "cursor": cursor}, Form())


@router.post("")
async def decide_many(request: Request, api: OfficerApi) -> Response:
    data = await request.form()
    values, picked = typed(data, ("action", "note")), chosen(data, "pick")
    rows = [each.partition(":") for each in picked]
    items: list[shapes.VisitPick] = [{"visit_id": visit, "version": version} for visit, _sep, version in rows]
    try:
        body: shapes.VisitsDecision = {"action": values["action"], "note": values["note"] or None, "items": items}
        results = await api.decide_visits(body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        asked = {"status": "submitted", "overdue": "", "cursor": ""}
        return await list_page(request, api, asked, Form({**values, "pick": picked}, errors, problem.detail), status)
    return redirect(request, "/petugas/pemantauan?status=submitted", *results_told(results))


async def one(request: Request, api: ApiClient, visit_id: UUID, form: Form, status: int = 200) -> Response:
    visit = await api.visit(str(visit_id))
    possible = {each["action"] for each in visit["available_actions"]}
    return render(
        request, "officer/aftercare/visit/page.html", status=status, personal=True, visit=visit, form=form,
        possible=possible,
    )  # fmt: skip


@router.get("/{visit_id}")
async def show(request: Request, api: OfficerApi, visit_id: UUID) -> Response:
    today = formats.now().astimezone(ZoneInfo(formats.ZONES["WIB"]))  # a suggestion: the API judges the date
    values = dict(zip(DAY, (str(today.day), str(today.month), str(today.year)), strict=True))
    return await one(request, api, visit_id, Form(values))


@router.post("/{visit_id}")
async def act(request: Request, api: OfficerApi, visit_id: UUID) -> Response:
    """The report of a visit, or a step of it. A photo is kept first, so that it is not lost with a refused form."""
    data = await request.form()
    states = tuple(name for name in data if name.startswith("state_"))
    values = typed(data, (*FIELDS, *states))
    try:
        await keep_photo(api, str(visit_id), data)
        await send(api, str(visit_id), values, states)
    except ApiProblem as problem:
        errors, status = refused(problem)
        if problem.code == "reason_required":
            errors = {"note": problem.detail}
        return await one(request, api, visit_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/pemantauan/{visit_id}", _("Tersimpan."))


async def keep_photo(api: ApiClient, visit_id: str, data: FormData) -> None:
    if photo := await upload_of(data, "photo"):
        await api.keep_visit_photo(visit_id, "foto", photo)


async def send(api: ApiClient, visit_id: str, values: dict[str, str], states: tuple[str, ...]) -> None:
    version = seen_version(values)
    if values["action"] != "report":
        await api.move_visit(visit_id, version, {"action": values["action"], "note": values["note"] or None})
        return
    findings: list[shapes.MonitoringFindingWrite] = [
        {"asset_id": name.removeprefix("state_"), "status": values[name]} for name in states if values[name]
    ]
    report = shapes.VisitReport(
        visited_on=date_of(values, "visited_on"), findings=findings, output=values["output"] or None,
        note=values["note"] or None, workers=values["workers"], turnover_rupiah=values["turnover_rupiah"],
    )  # fmt: skip
    await api.report_visit(visit_id, version, given(report))
