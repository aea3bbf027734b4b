"""Registering in four steps. Every value travels in the form, so nothing is lost without a script or a cookie."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import entries, questions
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.entries import Entry
from bimtek_web.ui.filled import Own
from bimtek_web.ui.forms import Form, date_of
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter()
STEPS = {
    1: ("name", "nik", "birth_date", "sex", "groups"),
    2: ("phone", "email", "district_code", "subdistrict_code", "village_code"),
    3: ("business_name", "trade", "equipment_needs", "equipment_note", "form_version"),
    4: ("notice_version", "consents", "session_id", "holder_birth_date"),
}
TITLES = {1: N_("Data diri"), 2: N_("Tempat tinggal dan kontak"), 3: N_("Usaha Anda"), 4: N_("Periksa dan kirim")}
BOXES = {
    name: tuple(f"{name}_{part}" for part in ("day", "month", "year")) for name in ("birth_date", "holder_birth_date")
}
PAGE = "public/registration/page.html"


class Registration(Entry):
    """Her own registration, or one in the place of whoever holds `replaces`."""

    replaces: Own
    replaces_secret: Own
    holder_birth_date_day: Own
    holder_birth_date_month: Own
    holder_birth_date_year: Own


def carried(step: int, form: Form) -> list[tuple[str, str]]:
    """What the other steps hold: hidden fields of this step's form."""
    shown = {box for name in STEPS[step] for box in BOXES.get(name, (name,))}
    hidden = [name for name in Registration.model_fields if name not in shown and name != "rest"]
    pairs = [(name, each) for name in hidden for each in form.many(name)]
    return pairs + ([] if step == 3 else questions.carried(form.values))


def of_step(step: int, errors: dict[str, str]) -> dict[str, str]:
    """The errors on the fields of one step; the session's own questions belong to the third."""
    return {name: text for name, text in errors.items() if name in STEPS[step] or (step == 3 and name[:2] == "q_")}


def step_of(errors: dict[str, str]) -> int:
    """The first step with a wrong field."""
    return next((step for step in STEPS if of_step(step, errors)), 4)


async def show(
    request: Request, api: ApiClient, session: shapes.SessionDetail, step: int, form: Form, status: int = 200
) -> Response:
    """One step, with the lists it needs; HTMX gets only the place of domicile."""
    lists: dict[str, object] = {"districts": [], "subdistricts": [], "villages": [], "silent": False}
    lists |= {"notice": None, "asked": []}
    if step in (2, 4):
        lists["districts"] = await api.districts()
        lists |= await entries.places(api, form)
    if step >= 3:
        lists |= {"trades": await api.trades(), "equipment": await api.equipment()}
        lists["asked"] = await entries.questions_of(api, session)
    if step == 4:
        lists["notice"] = await api.notice()
    block = "place" if step == 2 else None
    return render(
        request, PAGE, status=status, block=block, personal=True, session=session, step=step, form=form,
        title=_(TITLES[step]), carried=carried(step, form), entry=f"/sesi/{session['id']}/daftar",
        **lists,
    )  # fmt: skip


@router.get("/sesi/{session_id}/daftar")
async def start(request: Request, api: Api, session_id: UUID) -> Response:
    session = await api.session(str(session_id))
    typed = Registration.blank(key=new_key(), district_code=session["district"]["code"])
    return await show(request, api, session, 1, Form(typed.values()))


@router.post("/sesi/{session_id}/daftar")
async def answer(request: Request, api: Api, session_id: UUID) -> Response:
    data = await request.form()
    typed = Registration.of(data)
    step, _sep, chosen = str(data.get("action") or data.get("step", "1")).partition(":")
    session = await api.session(str(session_id))
    at = int(step) if step in ("1", "2", "3", "4") else 1
    if chosen == "replace":
        typed = typed.but(key=new_key(), district_code=session["district"]["code"])
    if chosen == "send" and not request.state.redraw:
        return await send(request, api, session, typed)
    if chosen == "next" and not request.state.redraw:
        return await advance(request, api, session, at, typed)
    return await show(request, api, session, at, Form(typed.values()))


async def advance(
    request: Request, api: ApiClient, session: shapes.SessionDetail, at: int, typed: Registration
) -> Response:
    """To the next step when this step's fields are right."""
    asked = await entries.questions_of(api, session) if at == 3 else []
    errors = of_step(at, await api.check_registration(typed.body(session["id"], asked)))
    if errors:
        return await show(request, api, session, at, Form(typed.values(), errors), 422)
    return await show(request, api, session, min(at + 1, 4), Form(typed.values()))


async def enter(api: ApiClient, body: shapes.RegistrationCreate, typed: Registration) -> shapes.ReceiptsReceiptRead:
    """A registration of her own, or one in somebody's place."""
    key = typed.key or new_key()
    if not typed.replaces:
        return await api.register(body, key)
    sent: shapes.Substitution = {"holder_birth_date": date_of(typed.values(), "holder_birth_date"), "person": body}
    return await api.substitute_own(typed.replaces, typed.replaces_secret, sent, key)


async def send(request: Request, api: ApiClient, session: shapes.SessionDetail, typed: Registration) -> Response:
    """Registers; a refusal shows the step it belongs to with everything kept."""
    try:
        asked = await entries.questions_of(api, session)
        receipt = await enter(api, typed.body(session["id"], asked), typed)
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        if problem.number:
            return standing(problem.number)
        told = problem.detail if problem.status == 409 or not problem.errors else None
        form = Form(typed.values(), problem.errors, told)
        step = 3 if problem.code == "form_changed" else step_of(problem.errors)
        return await show(request, api, session, step, form, problem.status)
    if not receipt["secret"]:
        return standing(receipt["number"])
    return RedirectResponse(f"/pendaftaran/{receipt['number']}/{receipt['secret']}", 303)


def standing(number: str) -> Response:
    """Who is registered already is told so, and where to go from there."""
    return RedirectResponse(f"/pendaftaran/{number}", 303)


@router.get("/pendaftaran/{number}")
async def registered(
    request: Request, number: Annotated[str, Path(max_length=20, pattern=r"^[A-Z0-9-]+$")]
) -> Response:
    """Nothing is asked and nothing told but the number itself: it may be anybody's."""
    return render(request, "public/registered/page.html", personal=True, number=number, group=False)
