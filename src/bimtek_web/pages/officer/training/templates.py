"""Templates: what sessions repeat, kept from one session and used for the next."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of, programme_options, regions_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/templat")
KEPT = ("name", "district_code", "key")
EXPECTED = (404, 409, 422)


class Used(Filled):
    """A session that begins as its template."""

    number: Text
    district_code: Text
    starts_on: Text
    programme_id: Text
    venue: Text
    address: Text
    key: Own


async def every(
    request: Request, api: ApiClient, form: Form, session: shapes.SessionDetail | None, status: int = 200
) -> Response:
    """`session` is the one whose plan is about to be kept."""
    own = session and {"code": session["district"]["code"], "name": session["district"]["name"]}
    offices = [own, *(each for each in regions_of(request) if each["code"] != own["code"])] if own else []
    return render(
        request, "officer/training/templates/page.html", status=status, personal=True, form=form, session=session,
        templates=await api.templates(), offices=offices,
        plans="session.plan" in officer_of(request)["permissions"],
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
    place, name = values["district_code"], values["name"]
    body: shapes.TemplateCreate = {"session_id": str(dari), "name": name, "district_code": place}
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
        plans="session.plan" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("/{template_id}")
async def show(request: Request, api: OfficerApi, template_id: UUID) -> Response:
    plan = (await api.template(str(template_id)))["plan"]
    return await one(
        request, api, template_id, Form({"key": new_key(), "venue": plan["venue"], "address": plan["address"]})
    )


@router.post("/{template_id}")
async def use(request: Request, api: OfficerApi, template_id: UUID) -> Response:
    filled = Used.of(await request.form())
    try:
        body = filled.sent(shapes.SessionFromTemplate)
        made = await api.use_template(str(template_id), body, filled.key or new_key())
    except ApiProblem as problem:
        if problem.status not in EXPECTED or problem.code == "template_not_found":
            raise
        wrong = {"district_code": _("Pilih kabupaten atau kota dari daftar.")}
        errors = wrong if problem.code == "region_not_found" else problem.errors
        form = Form(filled.values(), errors, problem.detail)
        return await one(request, api, template_id, form, max(problem.status, 409))
    return redirect(request, f"/petugas/sesi/{made['id']}", _("Rancangan tersimpan. Umumkan bila sudah siap."))


@router.post("/{template_id}/hapus")
async def remove(request: Request, api: OfficerApi, template_id: UUID) -> Response:
    await api.remove_template(str(template_id))
    return redirect(request, "/petugas/templat", _("Templat dihapus. Sesi yang dibuat darinya tetap."))
