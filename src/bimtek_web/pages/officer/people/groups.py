"""Joint business groups: list, one group, and recording a new one."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import chosen_members, group_page, members_to_choose
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/kelompok")


class Group(Filled):
    name: Text
    address: Text
    trade: Text
    district_code: Text
    formed_on_day: Own
    formed_on_month: Own
    formed_on_year: Own
    key: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return pickers.typed_search(data)


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "cursor": cursor}
    page = await api.groups(**asked, limit=50)
    mayrecord = "group.record" in officer_of(request)["permissions"]
    return render(
        request, "officer/people/groups/page.html", personal=True, page=page, asked=asked, mayrecord=mayrecord
    )


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    """Members are picked from the participants of the officer's districts."""
    regions = [role["region"] for role in officer_of(request)["roles"] if role["region"]]
    return render(
        request, "officer/people/group_new/page.html", status=status, personal=True, form=form, regions=regions,
        trades=await api.trades(), people=await members_to_choose(api, form),
    )  # fmt: skip


@router.get("/baru", dependencies=[only("group.record")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form(Group.blank(key=new_key()).values()))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    data = await request.form()
    filled = Group.of(data)
    if pickers.searches(data):
        return await form_page(request, api, Form(filled.values()))
    formed, members = date_of(filled.values(), "formed_on"), chosen_members(filled.rest)
    try:
        body = filled.sent(shapes.GroupCreate, formed_on=formed, members=members)
        made = await api.create_group(body, filled.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, filled, problem)
    return redirect(request, f"/petugas/kelompok/{made['id']}", _("Kelompok tersimpan."))


async def refused(request: Request, api: ApiClient, filled: Group, problem: ApiProblem) -> Response:
    if problem.status not in (404, 409, 422):
        raise problem
    errors = {name or "members": text for name, text in problem.errors.items()}
    return await form_page(request, api, Form(filled.values(), errors, problem.detail), problem.status)


@router.get("/{group_id}")
async def show(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    return await group_page(request, api, group_id, Form())
