"""What the label on a machine stands for."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.rendering import render

router = APIRouter()


@router.get("/alat/{code}")
async def check(request: Request, api: Api, code: str) -> Response:
    try:
        found = await api.asset_label(code[:20])
    except ApiProblem as problem:
        if problem.status not in (404, 422):
            raise
        found = None
    return render(request, "public/label/page.html", status=200 if found else 404, label=found)
