"""Calls for aid: the list, one, and announcing another."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Text, Texts
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/panggilan")


class CallForAid(Filled):
    number: Text
    name: Text
    budget_line_id: Text
    rule_set_id: Text
    policy_id: Text
    rubric_id: Text
    packages: Texts
    required_papers: Texts
    field_visit: Own
    opens_on_day: Own
    opens_on_month: Own
    opens_on_year: Own
    closes_on_day: Own
    closes_on_month: Own
    closes_on_year: Own
    key: Own

    def body(self) -> shapes.CallCreate:
        days = {name: date_of(self.values(), name) for name in ("opens_on", "closes_on")}
        return self.sent(shapes.CallCreate, field_visit=self.field_visit == "yes", **days)


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    return render(
        request, "officer/cases/calls/page.html", personal=True, calls=await api.calls(),
        manages="programme.manage" in officer_of(request)["permissions"],
    )  # fmt: skip


async def lines_of(api: ApiClient) -> list[shapes.NodeRead]:
    """Every budget line of an open year, with what is still free."""
    years = [await api.budget(each["year"]) for each in await api.budgets() if each["status"] == "open"]
    return [node for year in years for node in year["nodes"] if node["kind"] == "line"]


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    packages = [
        (each["id"], f"{each['name']}, {formats.rupiah(each['total_rupiah'])}") for each in await api.packages()
    ]
    return render(
        request, "officer/cases/calls/new.html", status=status, personal=True, form=form, lines=await lines_of(api),
        packages=packages, rule_sets=(await api.rule_sets())["items"], policies=await api.policies(),
        rubrics=await api.rubrics(),
    )  # fmt: skip


@router.get("/baru", dependencies=[only("programme.manage")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form({"key": new_key()}))


@router.post("/baru")
async def announce(request: Request, api: OfficerApi) -> Response:
    filled = CallForAid.of(await request.form())
    try:
        made = await api.announce_call(filled.body(), filled.key or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {name or "closes_on": text for name, text in problem.errors.items()}
        return await form_page(request, api, Form(filled.values(), errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/panggilan/{made['id']}", _("Panggilan bantuan diumumkan."))


@router.get("/{call_id}")
async def show(request: Request, api: OfficerApi, call_id: UUID) -> Response:
    return render(request, "officer/cases/calls/one.html", personal=True, call=await api.call_for_aid(str(call_id)))
