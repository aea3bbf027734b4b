"""Calls for aid: the list, one, and announcing another."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/panggilan")
DAYS = ("opens_on", "closes_on")
PLAIN = ("number", "name", "budget_line_id", "rule_set_id", "policy_id", "rubric_id")
FIELDS = (*PLAIN, "key", "field_visit", *(f"{day}_{part}" for day in DAYS for part in ("day", "month", "year")))


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    return render(
        request, "officer/cases/calls/page.html", personal=True, calls=await api.calls(),
        manages="programme.manage" in request.state.officer["permissions"],
    )  # fmt: skip


async def lines_of(api: ApiClient) -> list[dict[str, Any]]:
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


@router.get("/baru")
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form({"key": new_key()}))


@router.post("/baru")
async def announce(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), FIELDS, ("packages", "required_papers"))
    try:
        made = await api.announce_call(body_of(values), values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {name or "closes_on": text for name, text in problem.errors.items()}
        return await form_page(request, api, Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/panggilan/{made['id']}", _("Panggilan bantuan diumumkan."))


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    given = {name: values[name] for name in PLAIN if values[name]}
    return (
        given
        | {day: date_of(values, day) for day in DAYS}
        | {name: values[name] for name in ("packages", "required_papers")}
        | {"field_visit": values["field_visit"] == "yes"}
    )


@router.get("/{call_id}")
async def show(request: Request, api: OfficerApi, call_id: UUID) -> Response:
    return render(request, "officer/cases/calls/one.html", personal=True, call=await api.call_for_aid(str(call_id)))
