"""Papers a group signs in ink, printed out of its application."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/surat")


@router.get("")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return render(
        request, "officer/cases/agreements/page.html", personal=True, case=await api.application(str(case_id)),
        agreements=await api.agreements(str(case_id)),
    )  # fmt: skip


@router.get("/{kind}")
async def printed(request: Request, api: OfficerApi, case_id: UUID, kind: str) -> Response:
    content = await api.download(f"/v1/applications/{case_id}/pledges/{quote(kind[:20], safe='')}")
    request.state.personal = True
    headers = {"Content-Disposition": 'inline; filename="surat.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
