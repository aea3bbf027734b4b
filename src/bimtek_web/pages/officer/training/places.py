"""Windows for a place: people of a village hall behind one address register without being looked at first."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, moment_of, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/tempat")
FIELDS = ("place", "address", "day", "from", "to", "most", "key")
NAMES = {"opens_at": "from", "closes_at": "to", "": "to"}


def blank(zone: str) -> dict[str, str]:
    today = formats.now().astimezone(ZoneInfo(formats.ZONES[zone]))
    return dict.fromkeys(FIELDS, "") | {
        "day": f"{today:%Y-%m-%d}", "from": "08:00", "to": "16:00", "most": "60", "key": new_key()
    }  # fmt: skip


def body_of(values: dict[str, str], zone: str) -> shapes.PlaceWindowWrite:
    """What the API wants: instants in the session's zone, as typed."""
    body = shapes.PlaceWindowWrite(
        place=values["place"].strip(), address=values["address"].strip(), most=values["most"].strip(),
        opens_at=moment_of(values["day"], values["from"], zone),
        closes_at=moment_of(values["day"], values["to"], zone),
    )  # fmt: skip
    return given(body)


def is_ahead(window: shapes.PlaceWindowRead) -> bool:
    return datetime.fromisoformat(window["opens_at"]) > formats.now()


async def page(
    request: Request, api: ApiClient, session: shapes.SessionDetail, form: Form, status: int = 200
) -> Response:
    return render(
        request, "officer/training/places/page.html", status=status, personal=True, session=session, form=form,
        windows=[each | {"ahead": is_ahead(each)} for each in await api.place_windows(session["id"])],
        decides="registration.decide" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    session = await api.session(str(session_id))
    return await page(request, api, session, Form(blank(session["zone"])))


@router.post("")
async def open_window(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    values, session = typed(await request.form(), FIELDS), await api.session(str(session_id))
    try:
        await api.open_place_window(session["id"], body_of(values, session["zone"]), values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {NAMES.get(name, name): text for name, text in problem.errors.items()}
        return await page(request, api, session, Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/sesi/{session_id}/tempat", _("Jendela dibuka untuk tempat itu."))


@router.post("/{window_id}")
async def close_window(request: Request, api: OfficerApi, session_id: UUID, window_id: UUID) -> Response:
    try:
        await api.close_place_window(str(session_id), str(window_id))
    except ApiProblem as problem:
        if problem.status != 409:
            raise
        session = await api.session(str(session_id))
        return await page(request, api, session, Form(blank(session["zone"]), {}, problem.detail), 409)
    return redirect(request, f"/petugas/sesi/{session_id}/tempat", _("Jendela ditutup."))
