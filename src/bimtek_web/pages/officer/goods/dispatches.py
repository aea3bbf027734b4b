"""Waybills: the list, a new one out of what lies in stock, one with what arrived."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats, pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Rest, Text, Texts
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, moment_of, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/surat-jalan")


class Waybill(Filled):
    from_place: Text
    to_place: Text
    driver: Text
    vehicle: Text
    unit_ids: Texts
    date: Own
    time: Own
    key: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return pickers.typed_search(data)

    def body(self, district: shapes.District) -> shapes.DispatchCreate:
        return {
            "from_place": self.from_place, "to_place": self.to_place, "driver": self.driver, "vehicle": self.vehicle,
            "unit_ids": self.unit_ids, "sent_at": instant(self.date, self.time, district),
        }  # fmt: skip


def now_in(zone: str) -> dict[str, str]:
    local = formats.now().astimezone(ZoneInfo(formats.ZONES[zone]))
    return {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}


def instant(date: str, time: str, district: shapes.District) -> str:
    """The typed day and time in the district's zone."""
    return moment_of(date, time, district["zone"])


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    page = await api.dispatches(cursor=cursor, limit=50)
    return render(
        request, "officer/goods/dispatches/page.html", personal=True, page=page, asked={"cursor": cursor},
        keeps="stock.keep" in officer_of(request)["permissions"],
    )  # fmt: skip


async def form_page(request: Request, api: ApiClient, code: str, form: Form, status: int = 200) -> Response:
    districts = await districts_of(request, api)
    code = code or (districts[0]["code"] if len(districts) == 1 else "")
    district = next((each for each in districts if each["code"] == code), None)
    units = await pickers.search(pickers.pieces_in_stock(api, code), form, "unit_ids") if district else None
    return render(
        request, "officer/goods/dispatches/form.html", status=status, personal=True, form=form, district=district,
        districts=districts, units=units,
    )  # fmt: skip


@router.get("/baru", dependencies=[only("stock.keep")])
async def new(request: Request, api: OfficerApi, district: str = "") -> Response:
    zone = (await api.district(district))["zone"] if district else "WIB"
    return await form_page(request, api, district, Form(now_in(zone) | {"key": new_key()}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi, district: str = "") -> Response:
    data = await request.form()
    filled = Waybill.of(data)
    if pickers.searches(data):
        return await form_page(request, api, district, Form(filled.values()))
    try:
        body = filled.body(await api.district(district))
        made = await api.send_goods(district, body, filled.key or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"date" if name == "sent_at" else name: text for name, text in errors.items()}
        return await form_page(request, api, district, Form(filled.values(), errors, problem.detail), status)
    return redirect(request, f"/petugas/surat-jalan/{made['id']}", _("Surat jalan tersimpan."))


async def one(request: Request, api: ApiClient, dispatch_id: UUID, form: Form | None, status: int = 200) -> Response:
    found = await api.dispatch(str(dispatch_id))
    district = await api.district(found["district"]["code"])
    return render(
        request, "officer/goods/dispatches/one.html", status=status, personal=True, dispatch=found,
        form=form or Form(now_in(district["zone"])), zone=district["zone"],
    )  # fmt: skip


@router.get("/{dispatch_id}")
async def show(request: Request, api: OfficerApi, dispatch_id: UUID) -> Response:
    return await one(request, api, dispatch_id, None)


@router.post("/{dispatch_id}")
async def arrived(request: Request, api: OfficerApi, dispatch_id: UUID) -> Response:
    data = await request.form()
    pieces = tuple(name for name in data if name.startswith(("found_", "note_")))
    values = typed(data, (*pieces, "date", "time", "version"))
    try:
        await count(api, str(dispatch_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, dispatch_id, Form(values, placed(errors), problem.detail), status)
    return redirect(request, f"/petugas/surat-jalan/{dispatch_id}", _("Kedatangan tersimpan."))


async def count(api: ApiClient, dispatch_id: str, values: dict[str, str]) -> None:
    district = await api.district((await api.dispatch(dispatch_id))["district"]["code"])
    names = [name.removeprefix("found_") for name in values if name.startswith("found_")]
    units: list[shapes.UnitArrived] = [
        {"unit_id": unit, "outcome": values[f"found_{unit}"], "note": values.get(f"note_{unit}") or None}
        for unit in names
    ]
    body: shapes.ArrivalCreate = {"arrived_at": instant(values["date"], values["time"], district), "units": units}
    await api.record_arrival(dispatch_id, seen_version(values), body)


def placed(errors: dict[str, str]) -> dict[str, str]:
    """Faults of single pieces are told once, above the list."""
    names = {"arrived_at": "date"}
    return {names.get(name, "units" if name != "date" else name): text for name, text in errors.items()}


@router.get("/{dispatch_id}/cetak")
async def waybill(request: Request, api: OfficerApi, dispatch_id: UUID) -> Response:
    content = await api.download(f"/v1/dispatches/{dispatch_id}/waybill")
    request.state.personal = True
    headers = {"Content-Disposition": 'inline; filename="surat-jalan.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
