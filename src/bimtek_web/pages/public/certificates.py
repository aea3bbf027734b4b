"""Checking a certificate by its code."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.rendering import render

router = APIRouter()


@router.get("/sertifikat/{code}.pdf")
async def paper(api: Api, code: str) -> Response:
    content = await api.download(f"/v1/certificates/{quote(code[:20], safe='')}/paper")
    headers = {"Content-Disposition": 'attachment; filename="sertifikat.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/sertifikat/{code}")
async def check(request: Request, api: Api, code: str) -> Response:
    try:
        found = await api.certificate(code[:20])
    except ApiProblem as problem:
        if problem.status not in (404, 422):
            raise
        found = None
    return render(request, "public/certificate/page.html", status=200 if found else 404, certificate=found, code=code)
