"""A person's receipt: where she stands, and what she does about it herself."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from icalendar import Calendar, Event
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats, questions
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.filled import Filled, Own, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, chosen, date_of, typed, upload_of
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/pendaftaran/{number}/{secret}")
DONE = {
    "correct": N_("Perbaikan Anda terkirim. Petugas memeriksanya."),
    "accept_offer": N_("Kursi ini menjadi milik Anda."),
    "decline_offer": N_("Tawaran dilepas. Kursi diberikan kepada orang berikutnya."),
    "rejoin": N_("Anda kembali ke daftar tunggu, di urutan terakhir."),
    "give_up": N_("Pendaftaran Anda dibatalkan. Kursinya diberikan kepada orang berikutnya."),
}


class Corrections(Filled):
    """What she may correct herself, and the birth date that proves it is her."""

    name: Text
    phone: Text
    email: Text
    business_name: Text
    equipment_note: Text
    birth_date_day: Own
    birth_date_month: Own
    birth_date_year: Own
    action: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return questions.given(data)


class Opinions(Filled):
    content: Text
    trainer: Text
    venue: Text
    organisation: Text
    usefulness: Text
    comment: Text


async def page(
    request: Request, api: ApiClient, number: str, secret: str, form: Form | None = None, status: int = 200
) -> Response:
    """Without `form`, what she answered before stands in the questions she is asked to correct."""
    found = await api.receipt(number[:20], secret[:64])
    form = form or Form(questions.filled((found["hold"] or {}).get("answers", {})))
    form.values = {"consents": [each["code"] for each in found["consents"] if each["given_at"]], **form.values}
    response = render(
        request, "public/receipt/page.html", status=status, personal=True, receipt=found, form=form,
        here=f"/pendaftaran/{number}/{secret}", correctable=Corrections.asked(),
        actions={each["action"] for each in found["actions"]},
    )  # fmt: skip
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.get("")
async def show(request: Request, api: Api, number: str, secret: str) -> Response:
    return await page(request, api, number, secret)


@router.post("")
async def act(request: Request, api: Api, number: str, secret: str) -> Response:
    """One action of hers. A wrong birth date shows the page again, on that field."""
    data = await request.form()
    filled = Corrections.of(data)
    try:
        await send(api, number, secret, filled)
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        form = Form(filled.values(), problem.errors, problem.detail)
        return await page(request, api, number, secret, form, problem.status)
    return redirect(request, f"/pendaftaran/{number}/{secret}", _(DONE.get(filled.action, DONE["correct"])))


async def send(api: ApiClient, number: str, secret: str, filled: Corrections) -> None:
    """What she typed, to where it belongs. Only the fields she filled count as corrected."""
    born = date_of(filled.values(), "birth_date")
    if filled.action != "correct":
        await api.move_own(number, secret, {"action": filled.action, "birth_date": born})
        return
    changes = filled.sent(shapes.CorrectionInput, birth_date=born)
    hold = (await api.receipt(number[:20], secret[:64]))["hold"]
    if hold and "answers" in hold["fields"]:
        changes["answers"] = {**questions.answers_of(hold["questions"], filled.values())}
    await api.correct_own(number, secret, changes)


@router.post("/berkas/{key}")
async def send_file(request: Request, api: Api, number: str, secret: str, key: str) -> Response:
    """A file the session asks for. What was wrong is said beside that file; the file must be picked again."""
    data = await request.form()
    place = f"b_{key[:40]}"
    values = typed(data, tuple(f"{place}_{part}" for part in ("day", "month", "year"))) | {"at": place}
    try:
        await api.send_own_file(number, secret, key[:40], date_of(values, place) or "", await upload_of(data))
    except ApiProblem as problem:
        if problem.status not in (409, 413, 422):
            raise
        errors = {place: problem.errors["birth_date"]} if "birth_date" in problem.errors else {}
        return await page(request, api, number, secret, Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/pendaftaran/{number}/{secret}", _("Berkas terkirim. Petugas dapat melihatnya."))


async def send_consents(api: ApiClient, number: str, secret: str, agreed: list[str], day: str | None) -> None:
    for each in (await api.receipt(number[:20], secret[:64]))["consents"]:
        given = each["code"] in agreed
        if given != bool(each["given_at"]):
            body: shapes.OwnConsentChange = {"purpose": each["code"], "given": given, "birth_date": day}
            await api.agree_own(number, secret, body)


@router.post("/persetujuan")
async def agree(request: Request, api: Api, number: str, secret: str) -> Response:
    """What she agrees to from now on. Without a change nothing is sent, and no birth date is needed."""
    data = await request.form()
    values, agreed = typed(data, ("agree_day", "agree_month", "agree_year")), chosen(data, "consents")
    try:
        await send_consents(api, number, secret, agreed, date_of(values, "agree"))
    except ApiProblem as problem:
        if problem.status != 422:
            raise
        form = Form({**values, "consents": agreed}, {"agree": problem.errors.get("birth_date", problem.detail)})
        return await page(request, api, number, secret, form, problem.status)
    return redirect(request, f"/pendaftaran/{number}/{secret}", _("Persetujuan Anda tersimpan."))


def unanswered(errors: dict[str, str]) -> dict[str, str]:
    """Each open question by its name: five equal sentences would help nobody."""
    said = _("%(question)s: pilih salah satu.")
    return {name: said % {"question": _(word)} for name, word in labels.sessions.OPINIONS.items() if name in errors}


@router.post("/penilaian")
async def evaluate(request: Request, api: Api, number: str, secret: str) -> Response:
    """What she thought of the training, once."""
    filled = Opinions.of(await request.form())
    try:
        await api.evaluate(number, secret, filled.sent(shapes.EvaluationWrite))
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        form = Form(filled.values(), unanswered(problem.errors), problem.detail)
        return await page(request, api, number, secret, form, problem.status)
    return redirect(request, f"/pendaftaran/{number}/{secret}", _("Terima kasih atas penilaian Anda."))


@router.get("/kalender.ics")
async def calendar(request: Request, api: Api, number: str, secret: str) -> Response:
    """The meeting-days for the phone's own calendar, in absolute time, so that every zone shows them right."""
    found = await api.receipt(number[:20], secret[:64])
    made = Calendar()
    made.add("prodid", "-//Bimtek//ID")
    made.add("version", "2.0")
    for day in found["days"]:
        made.add_component(event_of(found["session"], day))
    request.state.personal = True
    headers = {"Content-Disposition": 'attachment; filename="pelatihan.ics"', "Referrer-Policy": "no-referrer"}
    return Response(made.to_ical(), media_type="text/calendar", headers=headers)


def event_of(session: shapes.SessionRow, day: shapes.MeetingDayRead) -> Event:
    zone = ZoneInfo(formats.ZONES[session["zone"]])
    event = Event()
    event.add("uid", f"{day['id']}@bimtek")
    event.add("dtstamp", formats.now())
    event.add("summary", session["title"])
    event.add("location", f"{session['venue']}, {session['address']}, {session['district']['name']}")
    for name, at in (("dtstart", day["starts_at"]), ("dtend", day["ends_at"])):
        local = datetime.fromisoformat(f"{day['date']}T{at}").replace(tzinfo=zone)
        event.add(name, local.astimezone(UTC))
    return event
