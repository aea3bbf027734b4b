"""The ranked list of a call: how it would be now, freezing it, and moving up from the reserve."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, chosen, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/panggilan/{call_id}/peringkat")
FREEZE, MOVE = ("no_conflict", "code", "key"), ("action", "reason", "no_conflict", "code", "version")


async def one(request: Request, api: ApiClient, call_id: UUID, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/cases/rankings/page.html", status=status, personal=True, form=form, key=new_key(),
        ranking=await api.ranking(str(call_id)), makes="selection.make" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, call_id: UUID) -> Response:
    return await one(request, api, call_id, Form())


async def proven(api: ApiClient, values: dict[str, str]) -> None:
    """A fresh code proves who presses."""
    if values["code"]:
        await api.step_up(values["code"])


@router.post("")
async def freeze(request: Request, api: OfficerApi, call_id: UUID) -> Response:
    data = await request.form()
    values, seen = typed(data, FREEZE), chosen(data, "seen")
    body: shapes.SelectionCreate = {"seen": seen, "no_conflict": values["no_conflict"] == "yes"}
    try:
        await proven(api, values)
        made = await api.freeze_selection(str(call_id), body, values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form({**values, "seen": seen}, errors, problem.detail)
        return await one(request, api, call_id, form, status)
    return redirect(request, f"/petugas/panggilan/{call_id}/peringkat/{made['id']}", _("Peringkat ditetapkan."))


@router.post("/cadangan/{case_id}")
async def move(request: Request, api: OfficerApi, call_id: UUID, case_id: UUID) -> Response:
    values = typed(await request.form(), MOVE)
    try:
        await proven(api, values)
        await api.move_reserve(str(case_id), seen_version(values), moved(values))
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = errors or ({"reason": problem.detail} if problem.code == "reason_required" else {})
        return await one(request, api, call_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/panggilan/{call_id}/peringkat", _("Tersimpan."))


def moved(values: dict[str, str]) -> shapes.ReserveMove:
    free = values["no_conflict"] == "yes"
    return {"action": values["action"], "reason": values["reason"] or None, "no_conflict": free}


@router.get("/{selection_id}")
async def frozen(request: Request, api: OfficerApi, call_id: UUID, selection_id: UUID) -> Response:
    found = await api.selection(str(selection_id))
    return render(request, "officer/cases/rankings/frozen.html", personal=True, selection=found, call_id=call_id)


@router.get("/{selection_id}/cetak")
async def printed(request: Request, api: OfficerApi, call_id: UUID, selection_id: UUID) -> Response:
    content = await api.download(f"/v1/selections/{selection_id}/paper")
    request.state.personal = True
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": "inline"})
