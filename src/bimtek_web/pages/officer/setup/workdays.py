"""The calendar of offices: holidays, and windows in which nothing that binds money is done."""

from collections.abc import Awaitable
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import regions_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/kalender")
PARTS = ("day", "month", "year")
HOLIDAY = ("name", *(f"holiday_{part}" for part in PARTS))
FREEZE = ("reason", "region_code", *(f"{day}_{part}" for day in ("first_day", "last_day") for part in PARTS))


async def one(request: Request, api: ApiClient, form: Form, year: str = "", status: int = 200) -> Response:
    return render(
        request, "officer/setup/workdays/page.html", status=status, personal=True, form=form,
        calendar=await api.calendar(year), regions=regions_of(request),
        manages="programme.manage" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, tahun: str = "") -> Response:
    return await one(request, api, Form(), tahun if tahun.isascii() and tahun.isdigit() else "")


async def done(request: Request, api: ApiClient, act: Awaitable[None], form: Form, names: dict[str, str]) -> Response:
    """Shows the page again with what was refused beside its field; `names`: where the API's fields stand."""
    try:
        await act
    except ApiProblem as problem:
        errors, status = refused(problem)
        own = {"holiday_known": "holiday"}.get(problem.code)
        errors = {own: problem.detail} if own else {names.get(name, name): text for name, text in errors.items()}
        return await one(request, api, Form(form.values, errors, problem.detail), status=status)
    return redirect(request, "/petugas/kalender", _("Tersimpan."))


@router.post("/libur")
async def add_holiday(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), HOLIDAY)
    body: shapes.HolidayWrite = {"day": date_of(values, "holiday"), "name": values["name"]}
    return await done(request, api, api.add_holiday(body), Form(values), {"day": "holiday"})


@router.post("/libur/{holiday_id}/hapus")
async def remove_holiday(request: Request, api: OfficerApi, holiday_id: UUID) -> Response:
    return await done(request, api, api.remove_holiday(str(holiday_id)), Form(), {})


@router.post("/beku")
async def begin_freeze(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), FREEZE)
    body: shapes.FreezeCreate = {
        "reason": values["reason"], "region_code": values["region_code"] or None,
        "first_day": date_of(values, "first_day"), "last_day": date_of(values, "last_day"),
    }  # fmt: skip
    return await done(request, api, api.begin_freeze(body), Form(values), {"": "last_day"})


@router.post("/beku/{freeze_id}/akhiri")
async def end_freeze(request: Request, api: OfficerApi, freeze_id: UUID) -> Response:
    return await done(request, api, api.end_freeze(str(freeze_id)), Form(), {})
