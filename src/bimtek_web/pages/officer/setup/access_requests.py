"""What a second administrator decides."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.links import activation_page
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/akses")


async def page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/setup/access_requests/page.html", status=status, personal=True, form=form,
        waiting=await api.access_requests(),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return await page(request, api, Form())


@router.post("/{request_id}")
async def decide(request: Request, api: OfficerApi, request_id: UUID) -> Response:
    values = typed(await request.form(), ("action", "note", "code", "name"))
    try:
        decided = await decision(api, str(request_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await page(request, api, Form(values | {"code": ""}, errors, problem.detail), status)
    if decided["token"]:
        return activation_page(request, decided, values["name"])
    return redirect(request, "/petugas/akses", _("Keputusan tersimpan."))


async def decision(api: ApiClient, request_id: str, values: dict[str, str]) -> shapes.AccessDecided:
    body: shapes.AccessDecision = {"approve": values["action"] == "approve", "note": values["note"] or None}
    if values["code"]:
        await api.step_up(values["code"])
    return await api.decide_access(request_id, body)
