"""An auditor's sample of cases, drawn by a seed, with the evidence of each."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.forms import Form, date_of, refused, typed
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/audit")
DAYS = tuple(f"{day}_{part}" for day in ("made_from", "made_to") for part in ("day", "month", "year"))
TEXTS = ("district_code", "programme_id", "size", "weight", "seed", *DAYS)


async def page(
    request: Request, api: ApiClient, form: Form, drawn: dict[str, Any] | None = None, status: int = 200
) -> Response:
    return render(
        request, "officer/aftercare/audit_samples/page.html", status=status, personal=True, form=form, drawn=drawn,
        districts=await api.districts(), programmes=await api.programmes(),
    )  # fmt: skip


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    body = {name: values[name] or None for name in ("district_code", "programme_id", "weight", "seed", "size")}
    body |= {day: date_of(values, day) for day in ("made_from", "made_to")}
    return {name: value for name, value in body.items() if value is not None} | {"statuses": values["statuses"]}


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return await page(request, api, Form({"size": "25", "weight": "cases", "statuses": []}))


@router.post("")
async def draw(request: Request, api: OfficerApi) -> Response:
    """The sample with what it stands for; the history keeps how it was drawn."""
    values = typed(await request.form(), TEXTS, ("statuses",))
    try:
        drawn = await api.draw_audit_sample(body_of(values))
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await page(request, api, Form(values, errors, problem.detail), None, status)
    return await page(request, api, Form(values), drawn)
