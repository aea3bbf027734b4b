"""A session's certificates: all as one PDF, one revoked, one made anew."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/sertifikat")


async def page(
    request: Request, api: ApiClient, session_id: str, form: Form, printing: str = "", status: int = 200
) -> Response:
    return render(
        request, "officer/training/certificates/page.html", block="printing", status=status, personal=True, form=form,
        session=await api.session(session_id), certificates=await api.certificates(session_id),
        printing=await api.certificate_print(printing) if printing else None,
        runs="session.run" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID, cetak: UUID | None = None) -> Response:
    return await page(request, api, str(session_id), Form(), str(cetak or ""))


@router.post("/cetak")
async def ask_print(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """The worker draws them; the page shows how far it is."""
    here = f"/petugas/sesi/{session_id}/sertifikat"
    try:
        printing = await api.ask_certificate_print(str(session_id))
    except ApiProblem as problem:
        if problem.status != 409:
            raise
        return await page(request, api, str(session_id), Form(problem=problem.detail), status=409)
    return redirect(request, f"{here}?cetak={printing['id']}", _("Sertifikat sedang disiapkan."))


@router.get("/cetak/{print_id}.pdf")
async def printed(request: Request, api: OfficerApi, session_id: UUID, print_id: UUID) -> Response:
    content = await api.download(f"/v1/certificate-prints/{print_id}/paper")
    request.state.personal = True
    headers = {"Content-Disposition": 'attachment; filename="sertifikat.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


async def send(api: ApiClient, values: dict[str, str]) -> None:
    if values["action"] == "reissue":
        body: shapes.Reissue = {"reason": values["reason"], "name": values["name"] or None}
        await api.reissue_certificate(values["code"], body)
    else:
        await api.revoke_certificate(values["code"], {"reason": values["reason"]})


@router.post("/{code}")
async def change(request: Request, api: OfficerApi, session_id: UUID, code: str) -> Response:
    """Revokes one, or makes it anew with a corrected name."""
    values = typed(await request.form(), ("action", "reason", "name")) | {"code": code[:20]}
    try:
        await send(api, values)
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {f"{name}-{code[:20]}": text for name, text in problem.errors.items()}
        form = Form(values, errors, problem.detail)
        return await page(request, api, str(session_id), form, status=problem.status)
    return redirect(request, f"/petugas/sesi/{session_id}/sertifikat", _("Tersimpan."))
