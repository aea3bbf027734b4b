"""Logging in with an account of the office: to its provider and back, then the one-time code."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import devices, security
from bimtek_web.ui.dependencies import Api, HalfwayApi
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render
from bimtek_web.ui.urls import local

router = APIRouter(prefix="/masuk")
TEN_MINUTES = 600  # seconds; the attempt itself ends then, too


@router.get("/akun-kantor")
async def begin(request: Request, api: Api, next: str = "/petugas") -> Response:
    """A link, not a form: the browser would not follow a form's answer to another site."""
    try:
        begun = await api.begin_sign_on()
    except ApiProblem as problem:
        return stopped(request, problem)
    response = RedirectResponse(begun["address"], 303)
    kept = f"{begun['attempt']} {quote(local(next, '/petugas'), safe='/')}"
    security.set_cookie(request, response, security.ATTEMPT, kept, TEN_MINUTES)
    return response


@router.get("/kembali")
async def finish(request: Request, api: Api, state: str = "", code: str = "", iss: str | None = None) -> Response:
    """What the provider sends the browser back with, or the refusal it names (which says nothing for people)."""
    attempt, _space, back = (security.read_cookie(request, security.ATTEMPT) or "").partition(" ")
    device = devices.named(request.headers.get("user-agent", ""))
    body: shapes.SignOnFinish = {"attempt": attempt, "state": state, "code": code, "iss": iss, "device": device}
    try:
        login = await api.finish_sign_on(body)
    except ApiProblem as problem:
        return stopped(request, problem)
    return entered(request, login, back or "/petugas")


def entered(request: Request, login: shapes.LoginRead, where: str) -> Response:
    """On to the page she wanted, over the page for her code where that is still due."""
    if login["officer"]["second_factor_due"]:
        where = f"/masuk/kode?next={quote(where, safe='')}"
    response = RedirectResponse(where, 303)
    security.set_cookie(request, response, security.OFFICER, login["token"])
    security.drop_cookie(request, response, security.ATTEMPT)
    return response


def stopped(request: Request, problem: ApiProblem) -> Response:
    """The log-in page with what the API said; an answer that makes no sense is an attempt that did not end well."""
    unclear = _("Masuk dengan akun kantor tidak selesai. Mulai lagi dari halaman masuk.")
    form = Form({"next": "/petugas"}, {}, unclear if problem.status == 422 else problem.detail)
    status = 401 if problem.status == 422 else problem.status
    name = request.app.state.settings.sign_on_name
    return render(request, "officer/desk/login/page.html", status=status, personal=True, form=form, sign_on=name)


@router.get("/kode")
async def code_form(request: Request, api: HalfwayApi, next: str = "/petugas") -> Response:
    return code_page(request, Form({"next": local(next, "/petugas")}))


def code_page(request: Request, form: Form, status: int = 200) -> Response:
    return render(request, "officer/desk/login/code.html", status=status, personal=True, form=form)


@router.post("/kode")
async def prove(request: Request, api: HalfwayApi) -> Response:
    values = typed(await request.form(), ("code", "next"))
    try:
        await api.step_up(values["code"])
    except ApiProblem as problem:
        errors, status = refused(problem)
        return code_page(request, Form({"next": values["next"]}, errors, problem.detail), status)
    return RedirectResponse(local(values["next"], "/petugas"), 303)
