"""What happens to a decree later: its scan, recipients who leave it, and the decision on that."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.filled import Filled, Own, Text, Texts
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sk")
DECISION = ("action", "note", "code", "version")


class Ending(Filled):
    """A change of a decree that takes cases out of it."""

    letter_number: Text
    letter_dated_day: Own
    letter_dated_month: Own
    letter_dated_year: Own
    reason: Text
    application_ids: Texts
    key: Own


async def decree_page(request: Request, api: ApiClient, decree_id: UUID, form: Form, status: int = 200) -> Response:
    decree = await api.decree(str(decree_id))
    return render(
        request, "officer/cases/decree/page.html", status=status, personal=True, decree=decree, form=form,
        signs="decree.sign" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("/{decree_id:uuid}")  # "/baru" is a page of its own
async def show(request: Request, api: OfficerApi, decree_id: UUID) -> Response:
    return await decree_page(request, api, decree_id, Form())


@router.post("/{decree_id}/pindaian")
async def keep_scan(request: Request, api: OfficerApi, decree_id: UUID) -> Response:
    """The signed paper."""
    name, content = await picked(await request.form())
    try:
        await api.keep_decree_scan(str(decree_id), name, content)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form({}, {"file": errors.get("file", problem.detail)}, problem.detail)
        return await decree_page(request, api, decree_id, form, status)
    return redirect(request, f"/petugas/sk/{decree_id}", _("Pindaian SK tersimpan."))


async def change_page(request: Request, api: ApiClient, decree_id: UUID, form: Form, status: int = 200) -> Response:
    decree = await api.decree(str(decree_id))
    return render(
        request, "officer/cases/decree_change/page.html", status=status, personal=True, decree=decree, form=form
    )


@router.get("/{decree_id}/perubahan")
async def ask(request: Request, api: OfficerApi, decree_id: UUID) -> Response:
    return await change_page(request, api, decree_id, Form(Ending.blank(key=new_key()).values()))


@router.post("/{decree_id}/perubahan")
async def propose(request: Request, api: OfficerApi, decree_id: UUID) -> Response:
    filled = Ending.of(await request.form())
    body = filled.sent(shapes.ChangeCreate, letter_dated=date_of(filled.values(), "letter_dated"))
    try:
        await api.propose_decree_change(str(decree_id), body, filled.key or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await change_page(request, api, decree_id, Form(filled.values(), errors, problem.detail), status)
    return redirect(request, f"/petugas/sk/{decree_id}", _("Usulan tersimpan. Orang lain yang memutuskan."))


@router.post("/{decree_id}/perubahan/{change_id}")
async def decide(request: Request, api: OfficerApi, decree_id: UUID, change_id: UUID) -> Response:
    values = typed(await request.form(), DECISION)
    version = seen_version(values)
    try:
        if values["code"]:
            await api.step_up(values["code"])
        body: shapes.ChangeDecision = {"action": values["action"], "note": values["note"] or None}
        await api.decide_decree_change(str(change_id), version, body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(values | {"code": ""}, errors, problem.detail)
        return await decree_page(request, api, decree_id, form, status)
    return redirect(request, f"/petugas/sk/{decree_id}", _("Keputusan tersimpan."))
