"""The visit to the workshop: a form for the phone."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.filled import Filled, Own, Owns, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, moment_of, number_of, refused, typed, upload_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan")


class Visit(Filled):
    """A visit before the vote; what was found of each member is rows."""

    latitude: Text
    longitude: Text
    accuracy_m: Text
    no_place_reason: Text
    date: Own
    time: Own
    power_watts: Text
    signer_id: Text
    signature_id: Text
    result: Text
    note: Text
    photo_ids: Owns
    no_conflict: Own
    version: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        people = [name for name in data if name.startswith(("found_", "about_"))]
        return {**typed(data, [*people, *(f"site_{part}" for part in labels.cases.SITE)])}

    def members(self) -> list[shapes.FieldworkMemberWrite]:
        people = [name.removeprefix("found_") for name in self.rest if name.startswith("found_")]
        return [
            {"participant_id": person, "found": found, "note": self.row(f"about_{person}") or None}
            for person in people
            if (found := self.row(f"found_{person}"))
        ]

    def body(self, zone: str) -> shapes.FieldVisitCreate:
        """What was typed, with what was left out left out."""
        return self.sent(
            shapes.FieldVisitCreate, visited_at=moment_of(self.date, self.time, zone), members=self.members(),
            photos=self.photo_ids,
            site={part: bool(self.row(f"site_{part}")) for part in labels.cases.SITE},
            no_conflict=self.no_conflict == "yes",
        )  # fmt: skip


async def zone_of(api: ApiClient, case: shapes.ApplicationRead) -> str:
    return (await api.district(case["district"]["code"]))["zone"]


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
    local = formats.now().astimezone(ZoneInfo(formats.ZONES[await zone_of(api, case)]))
    visit = Visit.blank(date=f"{local:%Y-%m-%d}", time=f"{local:%H:%M}")
    return await form_page(request, api, case_id, Form(visit.values()))


@router.post("/{case_id}/kunjungan")
async def record(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Pictures are kept first, so that they are not lost with a refused form."""
    data = await request.form()
    visit = Visit.of(data)
    try:
        visit = await with_signature(api, str(case_id), data, visit)
        await keep_photos(api, str(case_id), data, visit.photo_ids)
        zone = await zone_of(api, await api.application(str(case_id)))
        await api.record_field_visit(str(case_id), number_of(visit.version), visit.body(zone))
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await form_page(request, api, case_id, Form(visit.values(), placed(errors), problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Kunjungan tersimpan."))


def placed(errors: dict[str, str]) -> dict[str, str]:
    """The errors where they stand: what belongs to no field of its own is about the place."""
    names = {"": "latitude", "visited_at": "date", "signature_id": "signature", "photos": "photos"}
    errors = {names.get(name, name): text for name, text in errors.items()}
    return errors | ({"members": _("Beri hasil untuk setiap anggota.")} if "members" in errors else {})


async def with_signature(api: ApiClient, case_id: str, data: FormData, visit: Visit) -> Visit:
    drawn = await upload_of(data, "signature")
    return visit.but(signature_id=await api.keep_signature(case_id, drawn)) if drawn else visit


async def keep_photos(api: ApiClient, case_id: str, data: FormData, kept: list[str]) -> None:
    """Each that is kept is remembered at once: the next may be refused."""
    photos = [each for each in data.getlist("photos") if isinstance(each, UploadFile) and each.filename]
    for each in photos[:6]:
        kept.append(await api.keep_field_photo(case_id, await each.read()))
