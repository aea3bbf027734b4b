"""The status of a registration by number and birth date."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.forms import Form, date_of, typed
from bimtek_web.ui.rendering import render

router = APIRouter()
FIELDS = ("number", "birth_date_day", "birth_date_month", "birth_date_year")
PAGE = "public/status/page.html"


@router.get("/cek-status")
async def ask(request: Request, number: Annotated[str, Query(max_length=20)] = "") -> Response:
    return render(request, PAGE, form=Form(dict.fromkeys(FIELDS, "") | {"number": number}), found=None)


@router.post("/cek-status")
async def look_up(request: Request, api: Api) -> Response:
    values = typed(await request.form(), FIELDS)
    try:
        found = await api.look_up_receipt({"number": values["number"], "birth_date": date_of(values, "birth_date")})
    except ApiProblem as problem:
        if problem.status not in (404, 422):
            raise
        form = Form(values, problem.errors or {"number": problem.detail})
        return render(request, PAGE, status=problem.status, personal=True, form=form, found=None)
    return render(request, PAGE, personal=True, form=Form(values), found=found)
