"""Being forgotten, on two officers' word; and the copy of one's data."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.downloads import as_download
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/penghapusan")
FIELDS = ("reason", "code", "key", "action", "note")


async def page(request: Request, api: ApiClient, form: Form, person: str = "", status: int = 200) -> Response:
    """What waits; with a person, the form that asks to erase her data."""
    return render(
        request, "officer/people/erasures/page.html", status=status, personal=True, form=form,
        waiting=await api.erasures(), person=await api.participant(person) if person else None,
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, peserta: UUID | None = None) -> Response:
    return await page(request, api, Form({"key": new_key()}), str(peserta or ""))


@router.post("/peserta/{participant_id}")
async def ask(request: Request, api: OfficerApi, participant_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    try:
        if values["code"]:
            await api.step_up(values["code"])
        await api.ask_erasure(str(participant_id), values["reason"], values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(values | {"code": ""}, errors, problem.detail)
        return await page(request, api, form, str(participant_id), status)
    return redirect(request, "/petugas/penghapusan", _("Permintaan dikirim. Petugas lain memutuskannya."))


@router.post("/{erasure_id}")
async def decide(request: Request, api: OfficerApi, erasure_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    body: shapes.ErasureDecision = {"approve": values["action"] == "approve", "note": values["note"] or None}
    try:
        if values["code"]:
            await api.step_up(values["code"])
        await api.decide_erasure(str(erasure_id), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await page(request, api, Form(values | {"code": ""}, errors, problem.detail), status=status)
    return redirect(request, "/petugas/penghapusan", _("Keputusan tersimpan."))


@router.get("/salinan/{participant_id}.json")
async def copy(request: Request, api: OfficerApi, participant_id: UUID) -> Response:
    """For the person who asked what is kept of her."""
    found = await api.get(f"/v1/participants/{participant_id}/copy")
    return as_download(request, found, "salinan-data.json")
