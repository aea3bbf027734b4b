"""Templates: what sessions repeat, kept from one session and used for the next."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of, programme_options, regions_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/templat")
KEPT = ("name", "district_code", "key")
USED = ("number", "district_code", "starts_on", "programme_id", "venue", "address", "key")
EXPECTED = (404, 409, 422)


async def every(
    request: Request, api: ApiClient, form: Form, session: dict[str, Any] | None, status: int = 200
) -> Response:
    """`session` is the one whose plan is about to be kept."""
    own = session and {"code": session["district"]["code"], "name": session["district"]["name"]}
    offices = [own, *(each for each in regions_of(request) if each["code"] != own["code"])] if own else []
    return render(
        request, "officer/training/templates/page.html", status=status, personal=True, form=form, session=session,
        templates=await api.templates(), offices=offices,
        plans="session.plan" in request.state.officer["permissions"],
    )  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, dari: UUID | None = None) -> Response:
    """The templates there are; with `dari`, a form to keep that session's plan."""
    session = await api.session(str(dari)) if dari else None
    values = {"name": session["title"], "district_code": session["district"]["code"]} if session else {}
    return await every(request, api, Form(values | {"key": new_key()}), session)


@router.post("")
async def keep(request: Request, api: OfficerApi, dari: UUID) -> Response:
    values = typed(await request.form(), KEPT)
    body = {"session_id": str(dari), "name": values["name"], "district_code": values["district_code"]}
    try:
        await api.keep_template(body, values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in EXPECTED:
            raise
        form = Form(values, problem.errors, problem.detail)
        return await every(request, api, form, await api.session(str(dari)), max(problem.status, 409))
    return redirect(request, "/petugas/templat", _("Templat tersimpan."))


async def one(request: Request, api: ApiClient, template_id: UUID, form: Form, status: int = 200) -> Response:
    template = await api.template(str(template_id))
    return render(
        request, "officer/training/template/page.html", status=status, personal=True, form=form, template=template,
        districts=await districts_of(request, api),
        programmes=programme_options(await api.programmes()),
        plans="session.plan" in request.state.officer["permissions"],
    )  # fmt: skip


@router.get("/{template_id}")
async def show(request: Request, api: OfficerApi, template_id: UUID) -> Response:
    plan = (await api.template(str(template_id)))["plan"]
    return await one(
        request, api, template_id, Form({"key": new_key(), "venue": plan["venue"], "address": plan["address"]})
    )


@router.post("/{template_id}")
async def use(request: Request, api: OfficerApi, template_id: UUID) -> Response:
    values = typed(await request.form(), USED)
    body = {name: values[name] for name in USED if name != "key" and values[name]}
    try:
        made = await api.use_template(str(template_id), body, values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in EXPECTED or problem.code == "template_not_found":
            raise
        errors = problem.errors
        if problem.code == "region_not_found":
            errors = {"district_code": _("Pilih kabupaten atau kota dari daftar.")}
        return await one(request, api, template_id, Form(values, errors, problem.detail), max(problem.status, 409))
    return redirect(request, f"/petugas/sesi/{made['id']}", _("Rancangan tersimpan. Umumkan bila sudah siap."))


@router.post("/{template_id}/hapus")
async def remove(request: Request, api: OfficerApi, template_id: UUID) -> Response:
    await api.remove_template(str(template_id))
    return redirect(request, "/petugas/templat", _("Templat dihapus. Sesi yang dibuat darinya tetap."))
