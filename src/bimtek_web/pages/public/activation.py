"""Where an officer makes her own password and authenticator, by a link that works once."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.filled import Filled, Text
from bimtek_web.ui.forms import Form
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/aktifkan")
LONGEST = 100


class Activation(Filled):
    """Password and code are typed anew each time."""

    password: Text
    code: Text
    nik: Text
    phone: Text
    family_card: Text

    def body(self, token: str) -> shapes.EnrolmentComplete:
        return {
            "token": token, "password": self.password, "code": self.code, "nik": self.nik, "phone": self.phone,
            "family_card": self.family_card,
        }  # fmt: skip


async def page(request: Request, api: ApiClient, token: str, form: Form, status: int = 200) -> Response:
    """The form; without a link in force, what to do instead."""
    try:
        enrolment = await api.enrolment(token[:LONGEST])
    except ApiProblem as problem:
        if problem.status not in (404, 422):
            raise
        enrolment, status = None, 404
    return render(
        request, "public/activation/page.html", status=status, personal=True, form=form, token=token,
        enrolment=enrolment,
    )  # fmt: skip


@router.get("/{token}")
async def show(request: Request, api: Api, token: str) -> Response:
    return await page(request, api, token, Form())


@router.post("/{token}")
async def complete(request: Request, api: Api, token: str) -> Response:
    filled = Activation.of(await request.form())
    try:
        done = await api.complete_enrolment(filled.body(token[:LONGEST]))
    except ApiProblem as problem:
        if problem.status not in (404, 422, 429):
            raise
        kept = filled.but(password="", code="").values()
        return await page(request, api, token, Form(kept, problem.errors, problem.detail), problem.status)
    return render(request, "public/activation/done.html", personal=True, done=done)
