"""Corrections of what is on file: the list, asking for one, and deciding about it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.change_requests import ASKED_AT
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import corrections
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.downloads import in_the_browser
from bimtek_web.ui.entries import Places, places
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels.change_requests import differences
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/perbaikan")
VIEWS: dict[str, dict[str, str]] = {
    "menunggu": {"waiting": "true"}, "saya": {"mine": "true"}, "semua": {}, "disetujui": {"status": "applied"},
}  # fmt: skip
LIST, NEW, ONE = (f"officer/people/change_requests/{name}.html" for name in ("page", "new", "one"))


@router.get("")
async def show_list(
    request: Request, api: OfficerApi, lihat: str = "menunggu", cursor: str = "", participant: str = "",
    group: str = "", supplier: str = "",
) -> Response:  # fmt: skip
    """What waits for her decision, what she asked for, or everything; of one record if it is named."""
    view = lihat if lihat in VIEWS else "menunggu"
    about = {"participant": participant, "group": group, "supplier": supplier, "cursor": cursor}
    page = await api.change_requests(**VIEWS[view], **about, limit=50)
    return render(request, LIST, personal=True, page=page, view=view, asked=about | {"lihat": view})


async def form_page(
    request: Request, api: ApiClient, kind: str, record_id: str, form: Form | None = None, status: int = 200
) -> Response:
    record = await corrections.record_of(api, kind, record_id)
    form = form or Form(await corrections.today(api, kind, record))
    here = await places(api, form) if kind == "person" else Places(subdistricts=[], villages=[], silent=False)
    districts = await api.districts() if kind == "person" else []
    trades = await api.trades() if kind in ("person", "group") else []
    return render(
        request, NEW, status=status, personal=True, form=form, kind=kind, record=record, trades=trades,
        back=corrections.back_to(kind, record_id), here=f"/petugas/perbaikan/baru/{kind}/{record_id}",
        districts=districts, **here,
    )  # fmt: skip


def known(kind: str) -> str:
    if kind not in ASKED_AT:
        raise ApiProblem(404, {})
    return kind


@router.get("/baru/{kind}/{record_id}")
async def new(request: Request, api: OfficerApi, kind: str, record_id: UUID) -> Response:
    return await form_page(request, api, known(kind), str(record_id))


@router.post("/baru/{kind}/{record_id}")
async def ask(request: Request, api: OfficerApi, kind: str, record_id: UUID) -> Response:
    """One form for the browser; the API takes the words first and the paper second."""
    data = await request.form()
    values = typed(data, corrections.fields_of(known(kind)))
    if values["action"] == "show":
        return await form_page(request, api, kind, str(record_id), Form(values))
    try:
        made = await corrections.sent(api, kind, str(record_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await form_page(request, api, kind, str(record_id), Form(values, errors, problem.detail), status)
    return await proved(request, api, (made["id"], made["version"], made["status"]), *await picked(data))


def sent() -> str:
    return _("Terkirim. Petugas lain memutuskannya.")


async def proved(request: Request, api: ApiClient, made: tuple[str, int, str], name: str, content: bytes) -> Response:
    """With the paper, if one was picked; a draft says that it waits for one. `made`: id, version and status."""
    request_id, version, status_now = made
    page = f"/petugas/perbaikan/{request_id}"
    if not content:
        waits = status_now == "draft"
        return redirect(request, page, _("Tersimpan. Unggah buktinya supaya dapat diputuskan.") if waits else sent())
    try:
        await api.prove_change(request_id, version, name, content)
    except ApiProblem as problem:
        _errors, status = refused(problem)
        return await one(request, api, request_id, Form({}, {"file": problem.detail}, problem.detail), status)
    return redirect(request, page, sent())


async def one(request: Request, api: ApiClient, request_id: str, form: Form, status: int = 200) -> Response:
    found = await api.change_request(request_id)
    names = await corrections.names_of(api, found)
    return render(
        request, ONE, status=status, personal=True, asked=found, form=form,
        changes=differences(found, names), back=corrections.back_to(found["kind"], found["record_id"]),
    )  # fmt: skip


@router.get("/{request_id}")
async def show(request: Request, api: OfficerApi, request_id: UUID) -> Response:
    return await one(request, api, str(request_id), Form())


@router.post("/{request_id}")
async def decide(request: Request, api: OfficerApi, request_id: UUID) -> Response:
    values = typed(await request.form(), ("action", "reason", "version"))
    body: shapes.ChangeMove = {"action": values["action"], "reason": values["reason"] or None}
    try:
        await api.decide_change(str(request_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        if problem.code == "reason_required":
            errors = {"reason": problem.detail}
        return await one(request, api, str(request_id), Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/perbaikan/{request_id}", _("Keputusan tersimpan."))


@router.post("/{request_id}/bukti")
async def prove(request: Request, api: OfficerApi, request_id: UUID) -> Response:
    data = await request.form()
    name, content = await picked(data)
    seen = (str(request_id), seen_version(typed(data, ("version",))), "draft")
    return await proved(request, api, seen, name, content)


@router.get("/{request_id}/bukti")
async def show_paper(request: Request, api: OfficerApi, request_id: UUID) -> Response:
    content = await api.download(f"/v1/change-requests/{request_id}/evidence")
    return in_the_browser(request, content)
