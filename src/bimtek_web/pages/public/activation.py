"""Where an officer makes her own password and authenticator, by a link that works once."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/aktifkan")
LONGEST = 100
NUMBERS = ("nik", "phone", "family_card")


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
    values = typed(await request.form(), ("password", "code", *NUMBERS))
    try:
        done = await api.complete_enrolment(values | {"token": token[:LONGEST]})
    except ApiProblem as problem:
        if problem.status not in (404, 422, 429):
            raise
        kept = {name: values[name] for name in NUMBERS}
        return await page(request, api, token, Form(kept, problem.errors, problem.detail), problem.status)
    return render(request, "public/activation/done.html", personal=True, done=done)
