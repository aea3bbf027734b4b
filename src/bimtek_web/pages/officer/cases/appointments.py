"""Days on which an officer and a group meet: planned here, so that the group is told of them."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, instant_of, refused
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/janji")


class Planned(Filled):
    kind: Text
    place: Text
    bring: Text
    starts_at_day: Own
    starts_at_month: Own
    starts_at_year: Own
    starts_at_time: Own
    reason: Own


async def zone_of(api: ApiClient, case: shapes.ApplicationRead) -> str:
    return (await api.district(case["district"]["code"]))["zone"]


async def one(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case = await api.application(str(case_id))
    return render(
        request, "officer/cases/appointments/page.html", status=status, personal=True, form=form, case=case,
        zone=await zone_of(api, case), planned=await api.appointments(str(case_id)),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await one(request, api, case_id, Form())


@router.post("")
async def plan(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    filled = Planned.of(await request.form())
    try:
        zone = await zone_of(api, await api.application(str(case_id)))
        at = instant_of(filled.values(), "starts_at", zone)
        body = filled.sent(shapes.AppointmentCreate, starts_at=at or "")
        await api.plan_appointment(str(case_id), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, case_id, Form(filled.values(), errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}/janji", _("Tersimpan. Ketua kelompok diberi tahu."))


@router.post("/{appointment_id}/batal")
async def cancel(request: Request, api: OfficerApi, case_id: UUID, appointment_id: UUID) -> Response:
    filled = Planned.of(await request.form())
    try:
        await api.cancel_appointment(str(appointment_id), {"reason": filled.reason})
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, case_id, Form(filled.values(), errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}/janji", _("Dibatalkan. Ketua kelompok diberi tahu."))
