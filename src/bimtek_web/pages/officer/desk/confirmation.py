"""A fresh one-time code before something leaves the system by a plain link, such as a whole list as a file."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.rendering import render
from bimtek_web.ui.urls import local

router = APIRouter(prefix="/petugas/konfirmasi")
PAGE = "officer/desk/confirmation/page.html"


@router.get("")
async def show(request: Request, api: OfficerApi, next: str = "/petugas") -> Response:
    return render(request, PAGE, personal=True, form=Form({"next": local(next, "/petugas")}))


@router.post("")
async def confirm(request: Request, api: OfficerApi) -> Response:
    """On to what she asked for."""
    values = typed(await request.form(), ("code", "next"))
    try:
        await api.step_up(values["code"])
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(values | {"code": "", "next": local(values["next"], "/petugas")}, errors, problem.detail)
        return render(request, PAGE, status=status, personal=True, form=form)
    return RedirectResponse(local(values["next"], "/petugas"), 303)
