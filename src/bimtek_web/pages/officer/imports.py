"""Sessions from a sheet: looked at first, then created all at once. The sheet travels in the page, picked once."""

from base64 import b64decode, b64encode
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.callers import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, upload_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.middleware import MOST_UPLOAD
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/impor/sesi", max_body_size=MOST_UPLOAD)


def page(request: Request, form: Form, result: Any = None, content: bytes = b"", status: int = 200) -> Response:
    return render(
        request, "pages/officer/imports/page.html", status=status, personal=True, form=form, result=result,
        content=b64encode(content).decode(),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return page(request, Form())


@router.get("/templat.xlsx")
async def template(api: OfficerApi) -> Response:
    content = await api.download("/v1/imports/sessions/template")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    headers = {"Content-Disposition": 'attachment; filename="templat-sesi.xlsx"'}
    return Response(content, media_type=kind, headers=headers)


@router.post("")
async def look(request: Request, api: OfficerApi) -> Response:
    """A file that was just picked is only looked at; what was looked at is created."""
    data = await request.form()
    picked = await upload_of(data)
    content = picked or decoded(str(data.get("content", "")))
    if not content:
        return page(request, Form(errors={"file": _("Pilih berkasnya dahulu.")}), status=422)
    try:
        result = await api.import_sessions(content, dry_run=bool(picked))
    except ApiProblem as problem:
        return refused(request, problem)
    return created(request, result["created"]) if result["created"] else page(request, Form(), result, content)


def refused(request: Request, problem: ApiProblem) -> Response:
    if problem.status not in (409, 413, 422):
        raise problem
    return page(request, Form(errors={"file": problem.detail}), status=422)


def created(request: Request, count: int) -> Response:
    said = _("%(count)s sesi dibuat sebagai rancangan.") % {"count": count}
    return redirect(request, "/petugas/sesi?status=draft", said)


def decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""
