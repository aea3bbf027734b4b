"""A case that was sent back: sent again, ended; and its moves beside checks and votes."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.case_page import case_page
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan")


async def again_page(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case = await api.application(str(case_id))
    form.values = {f"approved_{line['id']}": str(line["approved"]) for line in case["lines"]} | {**form.values}
    return render(request, "officer/cases/again/page.html", status=status, personal=True, form=form, case=case)


@router.get("/{case_id}/kirim-lagi")
async def ask(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await again_page(request, api, case_id, Form({}))


@router.post("/{case_id}/kirim-lagi")
async def send(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    data = await request.form()
    lines = tuple(name for name in data if name.startswith("approved_"))
    values = typed(data, ("note", "no_conflict", "version", "action", *lines))
    try:
        await act(api, str(case_id), values, lines)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(values, {placed(name, lines): text for name, text in errors.items()}, problem.detail)
        return await again_page(request, api, case_id, form, status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Keputusan tersimpan."))


def placed(name: str, lines: tuple[str, ...]) -> str:
    return {"reason": "note", "lines": lines[0] if lines else "note"}.get(name, name)


async def act(api: ApiClient, case_id: str, values: dict[str, str], lines: tuple[str, ...]) -> None:
    version = seen_version(values)
    if values["action"] != "send":
        move: shapes.ApprovalsCaseMove = {"action": values["action"], "reason": values["note"]}
        return await api.move_application(case_id, version, move)
    changed: list[shapes.LineAgain] = [
        {"line_id": name.removeprefix("approved_"), "approved": values[name].strip()} for name in lines
    ]
    free = values["no_conflict"] == "yes"
    body: shapes.RoundOpen = {"note": values["note"] or None, "no_conflict": free, "lines": changed}
    await api.send_again(case_id, version, body)


@router.post("/{case_id}/orang")
async def renew_people(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """The members of today become the people of the case."""
    values = typed(await request.form(), ("no_conflict", "version"))
    try:
        await api.renew_people(str(case_id), seen_version(values), {"no_conflict": values["no_conflict"] == "yes"})
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await case_page(request, api, str(case_id), Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}#orang", _("Orang dalam kasus ini diperbarui."))


@router.post("/{case_id}/langkah")
async def move(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    values = typed(await request.form(), ("reason", "version", "action"))
    version = seen_version(values)
    body: shapes.ApprovalsCaseMove = {"action": values["action"], "reason": values["reason"] or None}
    try:
        await api.move_application(str(case_id), version, body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await case_page(request, api, str(case_id), Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Keputusan tersimpan."))
