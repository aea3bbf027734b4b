"""One piece in stock: where it is, for whom it is kept, and what may be done with it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/gudang")


async def one(request: Request, api: ApiClient, unit_id: UUID, form: Form, status: int = 200) -> Response:
    unit, history = await api.stock_unit(str(unit_id)), await api.history("stock", str(unit_id))
    possible = {each["action"] for each in unit["available_actions"]}
    return render(
        request, "officer/goods/stock/one.html", status=status, personal=True, form=form, unit=unit, history=history,
        possible=possible, keeps="stock.keep" in officer_of(request)["permissions"],
        inspects="stock.inspect" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("/{unit_id}")
async def show(request: Request, api: OfficerApi, unit_id: UUID) -> Response:
    return await one(request, api, unit_id, Form())


@router.post("/{unit_id}/foto")
async def keep_photo(request: Request, api: OfficerApi, unit_id: UUID) -> Response:
    try:
        await api.keep_stock_photo(str(unit_id), *await picked(await request.form(), "photo"))
    except ApiProblem as problem:
        errors, status = refused(problem)
        text = next(iter(errors.values()), problem.detail)
        return await one(request, api, unit_id, Form({}, {"photo": text}, problem.detail), status)
    return redirect(request, f"/petugas/gudang/{unit_id}", _("Foto tersimpan."))


@router.post("/{unit_id}/periksa")
async def inspect(request: Request, api: OfficerApi, unit_id: UUID) -> Response:
    """A piece that was brought back: good again, or still aside."""
    values = typed(await request.form(), ("condition", "note", "no_conflict", "version"))
    body: shapes.UnitInspection = {"condition": values["condition"], "note": values["note"] or None}
    try:
        free = values["no_conflict"] == "yes"
        await api.inspect_stock_unit(str(unit_id), seen_version(values), body | {"no_conflict": free})
    except ApiProblem as problem:
        errors, status = refused(problem)
        named = {"note" if name == "" else name: text for name, text in errors.items()}
        return await one(request, api, unit_id, Form(values, named, problem.detail), status)
    return redirect(request, f"/petugas/gudang/{unit_id}", _("Pemeriksaan tersimpan."))


@router.post("/{unit_id}")
async def act(request: Request, api: OfficerApi, unit_id: UUID) -> Response:
    """Another group, back to the supplier, or back into stock: whichever button was pressed."""
    values = typed(await request.form(), ("action", "line_id", "reason", "version"))
    try:
        if values["action"] == "assign":
            body: shapes.UnitAssign = {"line_id": values["line_id"], "reason": values["reason"]}
            await api.assign_stock_unit(str(unit_id), seen_version(values), body)
        else:
            step: shapes.UnitMove = {"action": values["action"], "reason": values["reason"]}
            await api.move_stock_unit(str(unit_id), seen_version(values), step)
    except ApiProblem as problem:
        return await again(request, api, unit_id, Form(values), problem)
    return redirect(request, f"/petugas/gudang/{unit_id}", _("Barang diperbarui."))


async def again(request: Request, api: ApiClient, unit_id: UUID, form: Form, problem: ApiProblem) -> Response:
    errors, status = refused(problem)
    if "line_id" in errors:
        errors["line_id"] = _("Pilih kelompoknya.")
    return await one(request, api, unit_id, Form(form.values, errors, problem.detail), status)
