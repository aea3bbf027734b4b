"""Checks by sample: drawing handovers at random, asking the groups, and closing the check."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sampel")
DAYS = tuple(f"{day}_{part}" for day in ("first_day", "last_day") for part in ("day", "month", "year"))


async def list_page(request: Request, api: ApiClient, form: Form, cursor: str = "", status: int = 200) -> Response:
    draws = "asset.decide" in officer_of(request)["permissions"]
    return render(
        request, "officer/aftercare/samples/page.html", status=status, personal=True, form=form, draws=draws,
        page=await api.samples(cursor=cursor, limit=50), districts=await districts_of(request, api) if draws else [],
    )  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    return await list_page(request, api, Form({"key": new_key(), "size": "5"}), cursor)


@router.post("")
async def draw(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("district_code", "size", "key", *DAYS))
    body = shapes.SampleCreate(
        district_code=values["district_code"], size=values["size"], first_day=date_of(values, "first_day"),
        last_day=date_of(values, "last_day"),
    )  # fmt: skip
    try:
        made = await api.draw_sample(given(body), values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {name or "last_day": text for name, text in errors.items()}
        return await list_page(request, api, Form(values, errors, problem.detail), status=status)
    return redirect(request, f"/petugas/sampel/{made['id']}", _("Sampel diundi."))


async def one(request: Request, api: ApiClient, sample_id: UUID, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/aftercare/samples/one.html", status=status, personal=True, form=form,
        sample=await api.sample(str(sample_id)), rights=officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("/{sample_id}")
async def show(request: Request, api: OfficerApi, sample_id: UUID) -> Response:
    return await one(request, api, sample_id, Form())


@router.post("/{sample_id}")
async def close(request: Request, api: OfficerApi, sample_id: UUID) -> Response:
    values = typed(await request.form(), ("action", "reason", "version"))
    body: shapes.SampleMove = {"action": values["action"], "reason": values["reason"] or None}
    try:
        await api.move_sample(str(sample_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = errors or {"reason": problem.detail}
        return await one(request, api, sample_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/sampel/{sample_id}", _("Tersimpan."))


@router.post("/{sample_id}/{item_id}")
async def answer(request: Request, api: OfficerApi, sample_id: UUID, item_id: UUID) -> Response:
    """The fields carry the item's id, so that each keeps what was typed in it."""
    names = ("answer", "asked_by", "note")
    values = typed(await request.form(), tuple(f"{name}:{item_id}" for name in names))
    said, asked_by, note = (values[f"{name}:{item_id}"] for name in names)
    try:
        await api.answer_sample(str(item_id), given(shapes.SampleAnswer(answer=said, asked_by=asked_by, note=note)))
    except ApiProblem as problem:
        errors, status = refused(problem)
        placed = {f"{name or 'note'}:{item_id}": text for name, text in errors.items()}
        return await one(request, api, sample_id, Form(values, placed, problem.detail), status)
    return redirect(request, f"/petugas/sampel/{sample_id}", _("Tersimpan."))
