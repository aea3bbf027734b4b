"""Trainers: the list, a new one, one with what she teaches."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pelatih")
PLAIN = ("name", "institution", "position", "nip", "phone", "email")
FIELDS = (*PLAIN, "active", "district_code", "key", "version")


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "cursor": cursor}
    page = await api.trainers(**asked, limit=50)
    plans = "session.plan" in request.state.officer["permissions"]
    return render(request, "officer/training/trainers/page.html", personal=True, page=page, asked=asked, plans=plans)


async def one(
    request: Request, api: ApiClient, form: Form, trainer: dict[str, Any] | None, status: int = 200
) -> Response:
    """`trainer` is the one that is changed, or None for a new one."""
    regions = [role["region"] for role in request.state.officer["roles"] if role["region"]]
    return render(
        request, "officer/training/trainer/page.html", status=status, personal=True, form=form, trainer=trainer,
        regions=regions or await api.provinces(),
        plans="session.plan" in request.state.officer["permissions"],
    )  # fmt: skip


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] or None for name in PLAIN} | {"active": values["active"] == "yes"}


@router.get("/baru")
async def new(request: Request, api: OfficerApi) -> Response:
    return await one(request, api, Form({"key": new_key(), "active": "yes"}), None)


@router.post("/baru")
async def record(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), FIELDS)
    body = {name: value for name, value in body_of(values).items() if value is not None}
    try:
        made = await api.record_trainer(body | {"district_code": values["district_code"]}, values["key"] or new_key())
    except ApiProblem as problem:
        return await refused(request, api, values, problem, None)
    return redirect(request, f"/petugas/pelatih/{made['id']}", _("Pelatih tersimpan."))


async def refused(
    request: Request, api: ApiClient, values: dict[str, Any], problem: ApiProblem, trainer: dict[str, Any] | None
) -> Response:
    if problem.status not in (404, 409, 412, 422):
        raise problem
    errors = problem.errors
    if problem.code == "region_not_found":
        errors = {"district_code": _("Pilih daerahnya.")}
    return await one(request, api, Form(values, errors, problem.detail), trainer, max(problem.status, 409))


@router.get("/{trainer_id}")
async def show(request: Request, api: OfficerApi, trainer_id: UUID) -> Response:
    trainer = await api.trainer(str(trainer_id))
    values = {name: trainer[name] or "" for name in PLAIN} | {"active": "yes" if trainer["active"] else "no"}
    return await one(request, api, Form(values | {"version": str(trainer["version"])}), trainer)


@router.post("/{trainer_id}")
async def change(request: Request, api: OfficerApi, trainer_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    version = seen_version(values)
    try:
        await api.change_trainer(str(trainer_id), version, body_of(values))
    except ApiProblem as problem:
        return await refused(request, api, values, problem, await api.trainer(str(trainer_id)))
    return redirect(request, f"/petugas/pelatih/{trainer_id}", _("Pelatih tersimpan."))
