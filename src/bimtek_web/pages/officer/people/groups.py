"""Joint business groups: list, one group, and recording a new one."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import chosen_members, group_page, members_to_choose
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/kelompok")
FIELDS = (
    "name", "address", "trade", "district_code", "formed_on_day", "formed_on_month", "formed_on_year", "key",
)  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "cursor": cursor}
    page = await api.groups(**asked, limit=50)
    mayrecord = "group.record" in request.state.officer["permissions"]
    return render(
        request, "officer/people/groups/page.html", personal=True, page=page, asked=asked, mayrecord=mayrecord
    )


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    """Members are picked from the participants of the officer's districts."""
    regions = [role["region"] for role in request.state.officer["roles"] if role["region"]]
    return render(
        request, "officer/people/group_new/page.html", status=status, personal=True, form=form, regions=regions,
        trades=await api.trades(), people=await members_to_choose(api, form),
    )  # fmt: skip


@router.get("/baru")
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form(dict.fromkeys(FIELDS, "") | {"key": new_key()}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    data = await request.form()
    values = typed(data, FIELDS) | pickers.typed_search(data)
    if pickers.searches(data):
        return await form_page(request, api, Form(values))
    try:
        made = await api.create_group(body_of(values), values["key"] or new_key())
    except ApiProblem as problem:
        return await refused(request, api, values, problem)
    return redirect(request, f"/petugas/kelompok/{made['id']}", _("Kelompok tersimpan."))


async def refused(request: Request, api: ApiClient, values: dict[str, Any], problem: ApiProblem) -> Response:
    if problem.status not in (404, 409, 422):
        raise problem
    errors = {name or "members": text for name, text in problem.errors.items()}
    return await form_page(request, api, Form(values, errors, problem.detail), problem.status)


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    body = {name: values[name] for name in ("name", "address", "trade", "district_code") if values[name]}
    return body | {"formed_on": date_of(values, "formed_on"), "members": chosen_members(values)}


@router.get("/{group_id}")
async def show(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    return await group_page(request, api, group_id, Form())
