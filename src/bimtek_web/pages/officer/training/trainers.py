"""Trainers: the list, a new one, one with what she teaches."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, number_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pelatih")


class Trainer(Filled):
    name: Text
    institution: Text
    position: Text
    nip: Text
    phone: Text
    email: Text
    active: Own
    district_code: Own
    key: Own
    version: Own


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "cursor": cursor}
    page = await api.trainers(**asked, limit=50)
    plans = "session.plan" in officer_of(request)["permissions"]
    return render(request, "officer/training/trainers/page.html", personal=True, page=page, asked=asked, plans=plans)


async def one(
    request: Request, api: ApiClient, form: Form, trainer: shapes.TrainerDetail | None, status: int = 200
) -> Response:
    """`trainer` is the one that is changed, or None for a new one."""
    regions = [role["region"] for role in officer_of(request)["roles"] if role["region"]]
    return render(
        request, "officer/training/trainer/page.html", status=status, personal=True, form=form, trainer=trainer,
        regions=regions or await api.provinces(),
        plans="session.plan" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("/baru", dependencies=[only("session.plan")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await one(request, api, Form(Trainer.blank(key=new_key(), active="yes").values()), None)


@router.post("/baru")
async def record(request: Request, api: OfficerApi) -> Response:
    filled = Trainer.of(await request.form())
    try:
        body = filled.sent(shapes.TrainerCreate, active=filled.active == "yes", district_code=filled.district_code)
        made = await api.record_trainer(body, filled.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, filled, problem, None)
    return redirect(request, f"/petugas/pelatih/{made['id']}", _("Pelatih tersimpan."))


async def refused(
    request: Request, api: ApiClient, filled: Trainer, problem: ApiProblem, trainer: shapes.TrainerDetail | None
) -> Response:
    if problem.status not in (404, 409, 412, 422):
        raise problem
    errors = problem.errors
    if problem.code == "region_not_found":
        errors = {"district_code": _("Pilih daerahnya.")}
    return await one(request, api, Form(filled.values(), errors, problem.detail), trainer, max(problem.status, 409))


@router.get("/{trainer_id}")
async def show(request: Request, api: OfficerApi, trainer_id: UUID) -> Response:
    trainer = await api.trainer(str(trainer_id))
    filled = Trainer.blank(
        name=trainer["name"], institution=trainer["institution"], position=trainer["position"] or "",
        nip=trainer["nip"] or "", phone=trainer["phone"] or "", email=trainer["email"] or "",
        active="yes" if trainer["active"] else "no", version=str(trainer["version"]),
    )  # fmt: skip
    return await one(request, api, Form(filled.values()), trainer)


@router.post("/{trainer_id}")
async def change(request: Request, api: OfficerApi, trainer_id: UUID) -> Response:
    filled = Trainer.of(await request.form())
    body = filled.sent(shapes.TrainerWrite, active=filled.active == "yes")
    try:
        await api.change_trainer(str(trainer_id), number_of(filled.version), body)
    except ApiProblem as problem:
        return await refused(request, api, filled, problem, await api.trainer(str(trainer_id)))
    return redirect(request, f"/petugas/pelatih/{trainer_id}", _("Pelatih tersimpan."))
