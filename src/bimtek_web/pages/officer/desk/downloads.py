"""Lists as files, passed on from the API with their names."""

from typing import cast
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import filters
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render


def personal(request: Request) -> None:
    """Lists name people: no browser and no proxy keeps them."""
    request.state.personal = True


router = APIRouter(prefix="/petugas/unduh", dependencies=[Depends(personal)])
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


async def passed_on(api: ApiClient, path: str, name: str, kind: str, **asked: str) -> Response:
    content = await api.download(path, format=kind, **asked)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(content, media_type=MEDIA.get(kind, "application/octet-stream"), headers=headers)


@router.get("/pendaftaran.{kind}")
async def registrations(request: Request, api: OfficerApi, kind: str) -> Response:
    """The table as it is filtered; what is too long for one answer is written by the worker."""
    asked = filters.worth_keeping(request)
    most = str(request.app.state.settings.rows_at_once)
    try:
        return await passed_on(api, "/v1/exports/registrations", "pendaftaran", kind, **asked, most=most)
    except ApiProblem as problem:
        if problem.code != "too_many_rows":
            raise
    job = await api.ask_export(cast("shapes.ExportCreate", asked | {"format": kind}))
    return redirect(request, f"/petugas/unduh/daftar/{job['id']}", _("Daftar ini panjang, jadi ditulis di belakang."))


@router.get("/daftar/{job_id}")
async def waiting(request: Request, api: OfficerApi, job_id: UUID) -> Response:
    """How far a long list is; its file once it is ready."""
    job = await api.export_job(str(job_id))
    return render(request, "officer/desk/export/page.html", block="progress", personal=True, job=job)


@router.get("/daftar/{job_id}/berkas")
async def written(api: OfficerApi, job_id: UUID) -> Response:
    kind = (await api.export_job(str(job_id)))["format"]
    return await passed_on(api, f"/v1/export-jobs/{job_id}/file", "pendaftaran", kind)


GRANTS = {
    "permohonan": "applications", "sk": "decrees", "alat": "assets", "serah-terima": "handovers",
    "gudang": "stock",
}  # fmt: skip


@router.get("/bantuan/{name}.{kind}")
async def grants(api: OfficerApi, name: str, kind: str) -> Response:
    """Applications, decrees, machines, handovers or stock of the officer's districts."""
    if name not in GRANTS:
        raise HTTPException(404)
    return await passed_on(api, f"/v1/exports/grants/{GRANTS[name]}", name, kind)


@router.get("/kehadiran/{session_id}.{kind}")
async def attendance(api: OfficerApi, session_id: UUID, kind: str) -> Response:
    return await passed_on(api, "/v1/exports/attendance", "kehadiran", kind, session=str(session_id))


@router.get("/uang-saku/{session_id}.{kind}")
async def allowance(api: OfficerApi, session_id: UUID, kind: str) -> Response:
    return await passed_on(api, "/v1/exports/allowance", "uang-saku", kind, session=str(session_id))


@router.get("/laporan/{session_id}.pdf")
async def recap(api: OfficerApi, session_id: UUID) -> Response:
    content = await api.download("/v1/exports/recap", session=str(session_id))
    headers = {"Content-Disposition": 'attachment; filename="laporan-kegiatan.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/bukti/{case_id}.zip")
async def evidence(api: OfficerApi, case_id: UUID) -> Response:
    """Everything about one case, for whoever audits it."""
    return await passed_on(api, f"/v1/applications/{case_id}/evidence", "bukti", "zip")
