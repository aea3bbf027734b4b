"""Letting a case pass in spite of one broken rule."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/pengecualian")
FIELDS = ("rule", "reason", "no_conflict", "code", "version")


async def form_page(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    found = (await api.case_rules(str(case_id)))["findings"]
    broken = [
        (each["code"], each["text"])
        for each in found
        if each["severity"] == "hard" and not each["passed"] and not each["waived"]
    ]
    return render(
        request, "officer/cases/waiver/page.html", status=status, personal=True, form=form, broken=broken,
        case=await api.application(str(case_id)),
    )  # fmt: skip


@router.get("")
async def ask(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await form_page(request, api, case_id, Form(dict.fromkeys(FIELDS, "")))


@router.post("")
async def waive(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    free = values["no_conflict"] == "yes"
    body = given(shapes.WaiverCreate(rule=values["rule"], reason=values["reason"], no_conflict=free))
    try:
        if values["code"]:
            await api.step_up(values["code"])
        version = seen_version(values)
        await api.waive_rule(str(case_id), version, body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await form_page(request, api, case_id, Form(values | {"code": ""}, errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Pengecualian tersimpan."))
