"""The group's own page of its application: where it stands, what is to be done, and objecting to its end."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/bantuan")


async def page(request: Request, api: ApiClient, number: str, secret: str, form: Form, status: int = 200) -> Response:
    """The secret travels nowhere else: no referrer, kept by nobody."""
    case = await api.track_case(number[:40], secret[:64])
    response = render(
        request, "public/tracking/page.html", status=status, personal=True, case=case, form=form,
        here=f"/bantuan/{number}/{secret}",
    )  # fmt: skip
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.get("/{number}/{secret}")
async def show(request: Request, api: Api, number: str, secret: str) -> Response:
    return await page(request, api, number, secret, Form())


@router.post("/{number}/{secret}")
async def appeal(request: Request, api: Api, number: str, secret: str) -> Response:
    values = typed(await request.form(), ("text",))
    try:
        await api.appeal_case(number[:40], secret[:64], {"text": values["text"]})
    except ApiProblem as problem:
        if problem.status not in (409, 422, 429):
            raise
        form = Form(values, problem.errors, problem.detail)
        return await page(request, api, number, secret, form, problem.status)
    return redirect(request, f"/bantuan/{number}/{secret}", _("Keberatan Anda kami terima."))
