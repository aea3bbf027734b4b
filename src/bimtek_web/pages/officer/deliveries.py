"""Handovers: list, the form at the workshop, and the minutes."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.door import new_key
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
from bimtek_web.ui.callers import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, seen_version, typed, upload_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/serah-terima")
FIELDS = (
    "place", "receiver_id", "receiver_checked", "witness_1", "witness_2", "date", "time", "no_conflict", "version",
    "key", "photo_id", "latitude", "longitude", "accuracy_m", "giver_signature_id", "receiver_signature_id",
)  # fmt: skip


OPTIONAL = (
    "photo_id", "receiver_checked", "latitude", "longitude", "accuracy_m", "giver_signature_id",
    "receiver_signature_id",
)  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    page = await api.deliveries(cursor=cursor, limit=50)
    return render(
        request, "pages/officer/deliveries/page.html", personal=True, page=page, asked={"cursor": cursor},
        ready=(await api.applications(status="decreed", limit=50))["items"]
        + (await api.applications(status="partly_delivered", limit=50))["items"],
    )  # fmt: skip


async def form_page(request: Request, api: ApiClient, case_id: str, form: Form, status: int = 200) -> Response:
    request.state.place = True
    case = await api.application(case_id)
    district = await api.district(case["district"]["code"])
    return render(
        request, "pages/officer/delivery_new/page.html", status=status, personal=True, form=form, case=case,
        zone=district["zone"], stock=await api.case_stock(case_id),
    )  # fmt: skip


@router.get("/baru/{case_id}")
async def new(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    case = await api.application(str(case_id))
    zone = ZoneInfo(formats.ZONES[(await api.district(case["district"]["code"]))["zone"]])
    local = formats.now().astimezone(zone)
    values: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"key": new_key(), "version": str(case["version"])}
    return await form_page(
        request, api, str(case_id), Form(values | {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"})
    )


@router.post("/baru/{case_id}")
async def record(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    data = await request.form()
    values = typed(data, FIELDS) | serials_of(data)
    case = await api.application(str(case_id))
    try:
        values |= await keep_pictures(api, case["district"]["code"], data)
        made = await api.record_delivery(await body_of(api, case, values), values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (403, 404, 409, 412, 422):
            raise
        form = Form(values, problem.errors, problem.detail)
        return await form_page(request, api, str(case_id), form, problem.status)
    return redirect(request, f"/petugas/serah-terima/{made['id']}", _("Serah terima tersimpan."))


def serials_of(data: FormData) -> dict[str, str]:
    """Serial numbers by item, one a line: typed, or picked from stock."""
    return {name: "\n".join(map(str, data.getlist(name))) for name in data if name.startswith("serials:")}


async def keep_pictures(api: ApiClient, district: str, data: FormData) -> dict[str, str]:
    """Photo and signatures are kept first, so that they are not lost when the form is refused."""
    kept = {}
    if photo := await upload_of(data, "photo"):
        kept["photo_id"] = (await api.upload_photo(district, "foto", photo))["id"]
    for side in ("giver_signature", "receiver_signature"):
        if drawn := await upload_of(data, side):
            kept[f"{side}_id"] = await api.upload_signature(district, drawn)
    return kept


async def body_of(api: ApiClient, case: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    zone = ZoneInfo(formats.ZONES[(await api.district(case["district"]["code"]))["zone"]])
    lines = [
        {"line_id": line["id"], "serials": numbers}
        for line in case["lines"]
        if (
            numbers := [each.strip() for each in values.get(f"serials:{line['id']}", "").splitlines() if each.strip()]
        )
    ]
    try:
        handed_at = datetime.fromisoformat(f"{values['date']}T{values['time']}").replace(tzinfo=zone).isoformat()
    except ValueError:
        handed_at = ""
    witnesses = [values[name] for name in ("witness_1", "witness_2") if values[name].strip()]
    return {
        "application_id": case["id"], "version": seen_version(values), "handed_at": handed_at,
        "place": values["place"], "receiver_id": values["receiver_id"], "witnesses": witnesses, "lines": lines,
        "no_conflict": values["no_conflict"] == "yes",
    } | {name: values[name].replace(",", ".") for name in OPTIONAL if values[name]}  # fmt: skip


@router.get("/{delivery_id}/berita-acara")
async def minutes(request: Request, api: OfficerApi, delivery_id: UUID) -> Response:
    content = await api.download(f"/v1/deliveries/{delivery_id}/minutes")
    request.state.personal = True
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": 'inline; filename="BAST.pdf"'}
    )
