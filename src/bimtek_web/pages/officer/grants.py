"""Grant applications: list, a new one, and the case with its decision."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.door import new_key
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.callers import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan")
DECISION = ("action", "note", "code", "version", "no_conflict")


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", status: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "status": status, "cursor": cursor}
    page = await api.applications(**asked, limit=50)
    proposes = "application.propose" in request.state.officer["permissions"]
    return render(
        request, "pages/officer/applications/page.html", personal=True, page=page, asked=asked, proposes=proposes
    )


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    calls = [await api.call_for_aid(each["id"]) for each in await api.calls() if each["state"] == "open"]
    choices = [(f"{call['id']}:{package['id']}", call, package) for call in calls for package in call["packages"]]
    return render(
        request, "pages/officer/application_new/page.html", status=status, personal=True, form=form,
        choices=choices, groups=(await api.groups(limit=200))["items"],
    )  # fmt: skip


@router.get("/baru")
async def new(request: Request, api: OfficerApi, group: str = "") -> Response:
    return await form_page(request, api, Form({"group_id": group, "choice": "", "key": new_key()}))


@router.post("/baru")
async def submit(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("group_id", "choice", "key"))
    call, _sep, package = values["choice"].partition(":")
    body = {"call_id": call, "package_id": package, "group_id": values["group_id"]}
    try:
        made = await api.submit_application({k: v for k, v in body.items() if v}, values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (404, 409, 422):
            raise
        renamed = {"call_id": "choice", "package_id": "choice"}
        errors = {renamed.get(name, name): text for name, text in problem.errors.items()}
        return await form_page(request, api, Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/permohonan/{made['id']}", _("Permohonan tercatat."))


async def case(request: Request, api: ApiClient, case_id: str, form: Form, status: int = 200) -> Response:
    return render(
        request, "pages/officer/application/page.html", status=status, personal=True, form=form,
        case=await api.application(case_id), history=await api.history("applications", case_id),
        found=await api.case_rules(case_id),
    )  # fmt: skip


@router.get("/{case_id}")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await case(request, api, str(case_id), Form(dict.fromkeys(DECISION, "")))


@router.post("/{case_id}")
async def decide(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    values = typed(await request.form(), DECISION)
    try:
        await act(api, str(case_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await case(request, api, str(case_id), Form(values | {"code": ""}, errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Keputusan tersimpan."))


async def act(api: ApiClient, case_id: str, values: dict[str, Any]) -> None:
    """A check or a vote; a fresh code is handed in first when one was typed."""
    version = int(values["version"]) if values["version"].isdigit() else 0
    body = {"no_conflict": values["no_conflict"] == "yes", "note": values["note"] or None}
    if values["code"]:
        await api.step_up(values["code"])
    if values["action"] in ("verify", "find_ineligible"):
        await api.check_application(case_id, version, body | {"complete": values["action"] == "verify"})
    else:
        await api.vote(case_id, version, body | {"decision": values["action"]})
