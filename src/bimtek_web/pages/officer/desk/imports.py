"""Sheets: sessions to be, or aid of the years before. Looked at first, then written all at once.

The sheet travels in the page, so that it is picked once.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, upload_of
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/impor")
Result = shapes.ImportResult | shapes.AidImportResult


@dataclass(frozen=True)
class Sheet:
    """What one kind of sheet is called, asks, and leads to."""

    title: str
    intro: str
    button: str
    done: str
    table: str
    above: tuple[str, str]
    after: str


SHEETS = {
    "sesi": Sheet(
        N_("Sesi dari berkas"),
        N_("Satu baris satu sesi. Berkas diperiksa dahulu; semua dibuat sebagai rancangan, atau tidak satu pun."),
        N_("Buat semua sebagai rancangan"), N_("%(count)s sesi dibuat sebagai rancangan."), "sessions",
        ("/petugas/sesi", N_("Sesi")), "/petugas/sesi?status=draft",
    ),
    "bantuan": Sheet(
        N_("Bantuan tahun-tahun sebelumnya"),
        N_("Satu baris satu penerima. Dipakai aturan bantuan sebelumnya. NIK tidak disimpan, hanya sidiknya."),
        N_("Masukkan semua"), N_("%(count)s bantuan dimasukkan."), "aid",
        ("/petugas/program", N_("Program")), "/petugas/impor/bantuan",
    ),
}  # fmt: skip


def sheet_of(kind: str) -> Sheet:
    if kind not in SHEETS:
        raise HTTPException(404)
    return SHEETS[kind]


def page(
    request: Request, kind: str, form: Form, result: Result | None = None, content: bytes = b"", status: int = 200
) -> Response:
    return render(
        request, "officer/desk/imports/page.html", status=status, personal=True, form=form, result=result, kind=kind,
        sheet=sheet_of(kind), content=b64encode(content).decode(),
    )  # fmt: skip


@router.get("/{kind}")
async def show(request: Request, api: OfficerApi, kind: str) -> Response:
    return page(request, kind, Form())


@router.get("/{kind}/templat.xlsx")
async def template(api: OfficerApi, kind: str) -> Response:
    aid = sheet_of(kind).table == "aid"
    content = await api.download("/v1/imports/aid/template" if aid else "/v1/imports/sessions/template")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    headers = {"Content-Disposition": f'attachment; filename="templat-{kind}.xlsx"'}
    return Response(content, media_type=media, headers=headers)


@router.post("/{kind}")
async def look(request: Request, api: OfficerApi, kind: str) -> Response:
    """A file that was just picked is only looked at; what was looked at is written."""
    data = await request.form()
    picked = await upload_of(data)
    content = picked or decoded(str(data.get("content", "")))
    if not content:
        return page(request, kind, Form(errors={"file": _("Pilih berkasnya dahulu.")}), status=422)
    try:
        result = await send(api, kind, content, dry_run=bool(picked))
    except ApiProblem as problem:
        return refused(request, kind, problem)
    return page(request, kind, Form(), result, content) if picked else created(request, kind, result)


async def send(api: ApiClient, kind: str, content: bytes, *, dry_run: bool) -> Result:
    if sheet_of(kind).table == "aid":
        return await api.import_aid(content, dry_run=dry_run)
    return await api.import_sessions(content, dry_run=dry_run)


def refused(request: Request, kind: str, problem: ApiProblem) -> Response:
    if problem.status not in (409, 413, 422):
        raise problem
    return page(request, kind, Form(errors={"file": problem.detail}), status=422)


def created(request: Request, kind: str, result: Result) -> Response:
    if result["wrong"]:
        return page(request, kind, Form(), result)
    sheet = sheet_of(kind)
    return redirect(request, sheet.after, _(sheet.done) % {"count": result["created"]})


def decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""
