"""The accountability report of a case: the form to print, handing it in, accepting it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/laporan")


async def one(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case, care = await api.application(str(case_id)), await api.aftercare(str(case_id))
    return render(
        request, "officer/aftercare/report/page.html", status=status, personal=True, case=case, report=care["report"],
        form=form,
    )  # fmt: skip


@router.get("/{case_id}")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await one(request, api, case_id, Form())


@router.get("/{case_id}/formulir")
async def blank(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    content = await api.download(f"/v1/applications/{case_id}/report-form")
    request.state.personal = True
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": "inline"})


@router.post("/{case_id}/{report_id}")
async def act(request: Request, api: OfficerApi, case_id: UUID, report_id: UUID) -> Response:
    """Handed in with its file, or accepted or returned."""
    data = await request.form()
    values = typed(data, ("action", "note", "version"))
    try:
        await send(api, str(report_id), values, data)
    except ApiProblem as problem:
        errors, status = refused(problem)
        place = {"reason_required": "note"}.get(problem.code)
        errors = errors or ({place: problem.detail} if place else {})
        return await one(request, api, case_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/laporan/{case_id}", _("Tersimpan."))


async def send(api: ApiClient, report_id: str, values: dict[str, str], data: FormData) -> None:
    if values["action"] == "submit":
        await api.hand_in_report(report_id, values["note"], *await picked(data))
        return
    body: shapes.ReportDecision = {"action": values["action"], "note": values["note"] or None}
    await api.decide_report(report_id, seen_version(values), body)
