"""Logging in and out."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import devices, security
from bimtek_web.ui.dependencies import Api, client
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render
from bimtek_web.ui.urls import local

router = APIRouter()
PAGE = "officer/desk/login/page.html"


@router.get("/masuk")
async def login_form(request: Request, next: str = "/petugas") -> Response:
    return page(request, Form({"next": local(next, "/petugas")}))


def page(request: Request, form: Form, status: int = 200) -> Response:
    name = request.app.state.settings.sign_on_name
    return render(request, PAGE, status=status, personal=True, form=form, sign_on=name)


@router.post("/masuk")
async def log_in(request: Request, api: Api) -> Response:
    values = typed(await request.form(), ("email", "password", "code", "next"))
    try:
        device, known = browser(request)
        login = await api.log_in({
            "email": values["email"], "password": values["password"], "code": values["code"], "device": device,
            "known_device": known,
        })  # fmt: skip
    except ApiProblem as problem:
        if problem.status not in (401, 422, 429):
            raise
        return page(request, Form(values, problem.errors, problem.detail), problem.status)
    return entered(request, login, local(values["next"], "/petugas"))


def entered(request: Request, login: shapes.LoginRead, where: str) -> Response:
    """A browser that is new to her account is known from now on."""
    response = RedirectResponse(where, 303)
    security.set_cookie(request, response, security.OFFICER, login["token"])
    if known := login.get("known_device"):
        security.set_cookie(request, response, security.DEVICE, known, security.YEAR)
    return response


def browser(request: Request) -> tuple[str | None, str | None]:
    """What its owner reads of it, and the token by which her account knows it."""
    known = security.read_cookie(request, security.DEVICE)
    return devices.named(request.headers.get("user-agent", "")), known


@router.post("/keluar")
async def log_out(request: Request) -> Response:
    token = security.read_cookie(request, security.OFFICER)
    if token:
        await forget(client(request, token))
    response = redirect(request, "/", _("Anda sudah keluar."))
    security.drop_cookie(request, response, security.OFFICER)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


async def forget(api: ApiClient) -> None:
    """A log-in that has expired already needs no ending."""
    try:
        await api.log_out()
    except ApiProblem as problem:
        if problem.status != 401:
            raise
