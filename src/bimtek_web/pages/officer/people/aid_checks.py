"""Whether somebody has aid already, anywhere: yes or no, and whose office to ask."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/cek-bantuan")


def page(request: Request, form: Form, found: shapes.AidAnswer | None = None, status: int = 200) -> Response:
    return render(
        request, "officer/people/aid_checks/page.html", status=status, personal=True, form=form, found=found
    )


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return page(request, Form())


@router.post("")
async def ask(request: Request, api: OfficerApi) -> Response:
    """The answer stands on this page only; the number is in no address."""
    values = typed(await request.form(), ("nik", "reason"))
    try:
        found = await api.check_aid({"nik": values["nik"], "reason": values["reason"]})
    except ApiProblem as problem:
        errors, status = refused(problem)
        return page(request, Form(values, errors, problem.detail), None, status)
    return page(request, Form({"reason": values["reason"], "last4": values["nik"].strip()[-4:]}), found)
