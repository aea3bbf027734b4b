"""An auditor's sample of cases, drawn by a seed, with the evidence of each."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.filled import Filled, Own, Text, Texts
from bimtek_web.ui.forms import Form, date_of, refused
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/audit")


class Wanted(Filled):
    """Which sample an auditor wants."""

    district_code: Text
    programme_id: Text
    size: Text
    weight: Text
    seed: Text
    statuses: Texts
    made_from_day: Own
    made_from_month: Own
    made_from_year: Own
    made_to_day: Own
    made_to_month: Own
    made_to_year: Own

    def body(self) -> shapes.SampleAsk:
        days = {name: date_of(self.values(), name) for name in ("made_from", "made_to")}
        return self.sent(shapes.SampleAsk, **{name: day for name, day in days.items() if day})


async def page(
    request: Request, api: ApiClient, form: Form, drawn: shapes.AuditSample | None = None, status: int = 200
) -> Response:
    return render(
        request, "officer/aftercare/audit_samples/page.html", status=status, personal=True, form=form, drawn=drawn,
        districts=await api.districts(), programmes=await api.programmes(),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return await page(request, api, Form({"size": "25", "weight": "cases", "statuses": []}))


@router.post("")
async def draw(request: Request, api: OfficerApi) -> Response:
    """The sample with what it stands for; the history keeps how it was drawn."""
    wanted = Wanted.of(await request.form())
    try:
        drawn = await api.draw_audit_sample(wanted.body())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await page(request, api, Form(wanted.values(), errors, problem.detail), None, status)
    return await page(request, api, Form(wanted.values()), drawn)
