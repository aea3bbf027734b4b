"""Who shares a phone, an e-mail, an account or a family card with somebody of a case; its page has the link."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/kesamaan")
FIELDS = ("action", "reason", "supplier_id", "look_alike", "note", "no_conflict", "code")


async def one(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case, found = await api.application(str(case_id)), await api.look_alikes(str(case_id))
    may = officer_of(request)["permissions"]
    sellers = await pickers.search(pickers.suppliers(api), form, "supplier_id") if "order.place" in may else None
    waiting = [each for each in found["items"] if each["id"] and each["cleared"] is None]
    if waiting and not form.text("look_alike"):
        form.values = {**form.values, "look_alike": waiting[0]["id"]}
    return render(
        request, "officer/people/look_alikes/page.html", status=status, personal=True, form=form, case=case,
        found=found, clears="rule.waive" in may,
        suppliers=sellers,
        open=[(each["id"], f"{each['one']}, {each['other']}: {each['mark_name']}") for each in waiting],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await one(request, api, case_id, Form())


@router.post("")
async def act(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Asked for or decided, whichever the form was for."""
    data = await request.form()
    values, search = typed(data, FIELDS), pickers.typed_search(data)
    if pickers.searches(data):
        return await one(request, api, case_id, Form({**values, **search}))
    try:
        await do(api, str(case_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form({**values, **search, "code": ""}, errors, problem.detail)
        return await one(request, api, case_id, form, status)
    return redirect(request, f"/petugas/permohonan/{case_id}/kesamaan", _("Tersimpan."))


async def do(api: ApiClient, case_id: str, values: dict[str, str]) -> None:
    if values["action"] == "ask":
        body: shapes.LookAlikeAsk = {"reason": values["reason"], "supplier_id": values["supplier_id"] or None}
        await api.ask_look_alike(case_id, body)
        return
    if values["code"]:
        await api.step_up(values["code"])
    said: shapes.LookAlikeDecision = {
        "cleared": values["action"] == "clear", "note": values["note"], "no_conflict": values["no_conflict"] == "yes",
    }  # fmt: skip
    await api.decide_look_alike(case_id, values["look_alike"], said)
