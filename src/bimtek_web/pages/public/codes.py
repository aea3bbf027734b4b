"""Coming back without the receipt's address: a code by e-mail opens what the same person registered with it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.downloads import as_download
from bimtek_web.ui.forms import Form, date_of, typed
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/cek-status")
BORN = ("birth_date_day", "birth_date_month", "birth_date_year")
ASK, FOUND = "public/codes/page.html", "public/codes/found.html"


@router.post("/kode")
async def ask(request: Request, api: Api) -> Response:
    values = typed(await request.form(), ("number", *BORN))
    await api.ask_code({"number": values["number"], "birth_date": date_of(values, "birth_date")})
    return render(request, ASK, personal=True, form=Form({"number": values["number"], "code": ""}))


@router.post("/buka")
async def use(request: Request, api: Api) -> Response:
    """Her page, or the copy of her data: a code does one of them."""
    values = typed(await request.form(), ("number", "code", "action"))
    given: shapes.CodeUse = {"number": values["number"], "code": values["code"]}
    try:
        if values["action"] == "copy":
            return as_download(request, await api.copy_own(given), "salinan-data.json")
        found = await api.open_receipts(given)
    except ApiProblem as problem:
        if problem.status != 422:
            raise
        form = Form(values, problem.errors or {"code": problem.detail})
        return render(request, ASK, status=422, personal=True, form=form)
    return render(request, FOUND, personal=True, found=found["items"], aid=found["aid"])
