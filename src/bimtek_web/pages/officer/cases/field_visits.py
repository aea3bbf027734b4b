"""The visit to the workshop: a form for the phone."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, seen_version, typed, upload_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan")
PLACE = ("latitude", "longitude", "accuracy_m", "no_place_reason")
FIELDS = (*PLACE, "date", "time", "power_watts", "signer_id", "signature_id", "result", "note", "no_conflict",
          "version", *(f"site_{part}" for part in labels.cases.SITE))  # fmt: skip


async def zone_of(api: ApiClient, case: dict[str, Any]) -> ZoneInfo:
    return ZoneInfo(formats.ZONES[(await api.district(case["district"]["code"]))["zone"]])


async def form_page(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    request.state.place = True
    case, fixed = await api.application(str(case_id)), await api.case_people(str(case_id))
    later = case["status"] != "in_field_check" and fixed["unmet"]
    return render(
        request, "officer/cases/field_visit/page.html", status=status, personal=True, case=case, form=form,
        to_meet=[each | {"nik_last4": None} for each in fixed["unmet"]] if later else case["members"],
    )  # fmt: skip


@router.get("/{case_id}/kunjungan")
async def ask(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    case = await api.application(str(case_id))
    local = formats.now().astimezone(await zone_of(api, case))
    values: dict[str, Any] = {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "photo_ids": []}
    return await form_page(request, api, case_id, Form(values))


@router.post("/{case_id}/kunjungan")
async def record(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Pictures are kept first, so that they are not lost with a refused form."""
    data = await request.form()
    people = tuple(name for name in data if name.startswith(("found_", "about_")))
    values = typed(data, (*FIELDS, *people), ("photo_ids",))
    try:
        await keep_pictures(api, str(case_id), data, values)
        await send(api, str(case_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await form_page(request, api, case_id, Form(values, placed(errors), problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Kunjungan tersimpan."))


def placed(errors: dict[str, str]) -> dict[str, str]:
    """The errors where they stand: what belongs to no field of its own is about the place."""
    names = {"": "latitude", "visited_at": "date", "signature_id": "signature", "photos": "photos"}
    errors = {names.get(name, name): text for name, text in errors.items()}
    return errors | ({"members": _("Beri hasil untuk setiap anggota.")} if "members" in errors else {})


async def keep_pictures(api: ApiClient, case_id: str, data: FormData, values: dict[str, Any]) -> None:
    if drawn := await upload_of(data, "signature"):
        values["signature_id"] = await api.keep_signature(case_id, drawn)
    photos = [each for each in data.getlist("photos") if isinstance(each, UploadFile) and each.filename]
    values["photo_ids"] += [await api.keep_field_photo(case_id, await each.read()) for each in photos[:6]]


async def send(api: ApiClient, case_id: str, values: dict[str, Any]) -> None:
    zone = await zone_of(api, await api.application(case_id))
    await api.record_field_visit(case_id, seen_version(values), body_of(values, zone))


def body_of(values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """What was typed, with what was left out left out."""
    try:
        visited_at = datetime.fromisoformat(f"{values['date']}T{values['time']}").replace(tzinfo=zone).isoformat()
    except ValueError:
        visited_at = ""
    members = [
        {"participant_id": name.removeprefix("found_"), "found": values[name],
         "note": values.get(name.replace("found_", "about_")) or None}
        for name in values
        if name.startswith("found_") and values[name]
    ]  # fmt: skip
    names = (*PLACE, "power_watts", "signer_id", "signature_id", "result", "note")
    given = {name: values[name].replace(",", ".") if name in PLACE[:2] else values[name] for name in names}
    return {name: value for name, value in given.items() if value} | {
        "visited_at": visited_at, "members": members, "photos": values["photo_ids"],
        "site": {part: bool(values[f"site_{part}"]) for part in labels.cases.SITE},
        "no_conflict": values["no_conflict"] == "yes",
    }  # fmt: skip
