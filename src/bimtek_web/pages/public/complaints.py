"""Complaining: a form anyone may fill in, and the ticket's own page."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/pengaduan")


class Complaint(Filled):
    category: Text
    district_code: Text
    text: Text
    name: Text
    contact: Text
    appeal_of: Text
    appeal_secret: Text
    key: Own


async def page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    return render(
        request, "public/complaints/page.html", status=status, personal=True, form=form,
        districts=await api.districts(),
    )  # fmt: skip


@router.get("")
async def new(request: Request, api: Api) -> Response:
    return await page(request, api, Form(Complaint.blank(key=new_key()).values()))


@router.post("")
async def send(request: Request, api: Api) -> Response:
    data = await request.form()
    filled = Complaint.of(data)
    if data.get("action") == "appeal":
        return await page(request, api, Form(filled.but(key=new_key()).values()))
    try:
        made = await api.file_complaint(filled.sent(shapes.ComplaintCreate), filled.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, filled, problem)
    return redirect(request, f"/pengaduan/{made['number']}/{made['secret']}", _("Pengaduan Anda kami terima."))


async def refused(request: Request, api: ApiClient, filled: Complaint, problem: ApiProblem) -> Response:
    """The form again, with everything kept."""
    if problem.status not in (409, 422, 429):
        raise problem
    return await page(request, api, Form(filled.values(), problem.errors, problem.detail), problem.status)


async def ticket(
    request: Request, api: ApiClient, number: str, secret: str, form: Form | None = None, status: int = 200
) -> Response:
    found = await api.complaint(number[:20], secret[:64])
    response = render(
        request, "public/ticket/page.html", status=status, personal=True, ticket=found,
        here=f"/pengaduan/{number}/{secret}", secret=secret, form=form or Form({"text": ""}),
    )  # fmt: skip
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.get("/{number}/{secret}")
async def show(request: Request, api: Api, number: str, secret: str) -> Response:
    return await ticket(request, api, number, secret)


@router.post("/{number}/{secret}")
async def add(request: Request, api: Api, number: str, secret: str) -> Response:
    values = typed(await request.form(), ("text",))
    try:
        await api.add_to_complaint(number, secret, values["text"])
    except ApiProblem as problem:
        if problem.status != 422:
            raise
        return await ticket(request, api, number, secret, Form(values, problem.errors, problem.detail), 422)
    return redirect(request, f"/pengaduan/{number}/{secret}", _("Tambahan Anda terkirim."))
