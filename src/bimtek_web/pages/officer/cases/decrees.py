"""Decrees: list, one with its annex, and a new one from approved applications."""

from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats, pickers
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sk")
PLAIN = ("number", "signatory_name", "signatory_position", "signatory_nip", "amends_id", "amends_reason")
FIELDS = (*PLAIN, "dated_day", "dated_month", "dated_year", "basis", "no_conflict", "code", "key")
REMEMBERED = ("signatory_name", "signatory_position", "signatory_nip")


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    page = await api.decrees(cursor=cursor, limit=50)
    signs = "decree.sign" in request.state.officer["permissions"]
    return render(
        request, "officer/cases/decrees/page.html", personal=True, page=page, asked={"cursor": cursor}, signs=signs
    )


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/cases/decree_new/page.html", status=status, personal=True, form=form,
        approved=await pickers.search(pickers.approved_cases(api), form, "lines"),
        earlier=await pickers.search(pickers.decrees(api), form, "amends_id"),
    )  # fmt: skip


async def remembered(api: ApiClient) -> dict[str, str]:
    """Who signs and on which laws, as in the last decree: most decrees differ only in number, day and annex."""
    last = (await api.decrees(limit=1))["items"]
    if not last:
        return {}
    decree = await api.decree(last[0]["id"])
    return {name: decree[name] or "" for name in REMEMBERED} | {"basis": "\n".join(decree["basis"])}


@router.get("/baru")
async def new(request: Request, api: OfficerApi) -> Response:
    today = formats.now().astimezone(ZoneInfo("Asia/Jakarta"))  # a suggestion: the API judges the date
    values: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"lines": [], "key": new_key()}
    values |= {"dated_day": str(today.day), "dated_month": str(today.month), "dated_year": str(today.year)}
    return await form_page(request, api, Form(values | await remembered(api)))


@router.post("/baru")
async def sign(request: Request, api: OfficerApi) -> Response:
    data = await request.form()
    values = typed(data, FIELDS, ("lines",)) | pickers.typed_search(data)
    if pickers.searches(data):
        return await form_page(request, api, Form(values))
    try:
        if values["code"]:
            await api.step_up(values["code"])
        made = await api.sign_decree(body_of(values), values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await form_page(request, api, Form(values | {"code": ""}, errors, problem.detail), status)
    return redirect(request, f"/petugas/sk/{made['id']}", _("SK tersimpan, anggaran dicadangkan."))


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    picked = [each.partition(":") for each in values["lines"]]
    lines = [{"application_id": each[0], "version": each[2]} for each in picked]
    body: dict[str, Any] = {name: values[name] for name in PLAIN if values[name]}
    body |= {"basis": [line.strip() for line in values["basis"].splitlines() if line.strip()]}
    return body | {"dated": date_of(values, "dated"), "lines": lines, "no_conflict": values["no_conflict"] == "yes"}
