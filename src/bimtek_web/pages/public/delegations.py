"""People who register together: one form for all of them, one page for whoever answers for them."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import entries
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.filled import Filled, Own, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, number_of, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter()
OWN = ("name", "nik", "born", "sex", "phone")
MOST, SPARE = 30, 3


def cell(part: str, row: int) -> str:
    return f"{part}_{row}"


class Delegation(Filled):
    """What all of them share; the people are rows."""

    name: Text
    contact_name: Text
    phone: Text
    email: Text
    district_code: Text
    subdistrict_code: Text
    village_code: Text
    trade: Text
    notice_version: Text
    key: Own
    rows: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return {**typed(data, [cell(part, row) for row in range(MOST) for part in OWN])}

    def filled(self) -> list[int]:
        """The rows that hold a person; the sex alone is nobody."""
        parts = ("name", "nik", "born")
        return [row for row in range(MOST) if any(self.row(cell(part, row)).strip() for part in parts)]

    def shown(self) -> range:
        """All rows that hold somebody, and some more; as many as before when she asked for more."""
        used = self.filled()
        return range(min(MOST, max(used[-1] + 1 + SPARE if used else 5, number_of(self.rows))))

    def member(self, row: int) -> shapes.Member:
        name, nik, sex, phone, born = (self.row(cell(part, row)) for part in ("name", "nik", "sex", "phone", "born"))
        return given(shapes.Member(name=name, nik=nik, sex=sex, phone=phone, birth_date=born))

    def body(self, session_id: str) -> shapes.DelegationCreate:
        people = [self.member(row) for row in self.filled()]
        return self.sent(shapes.DelegationCreate, session_id=session_id, people=people)


def place(pointer: str, rows: list[int]) -> str:
    """The form's field a pointer such as `/people/2/nik` means."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "people":
        return parts[0] or cell("name", 0)
    at = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    named = {"birth_date": "born"}.get(parts[2], parts[2]) if len(parts) > 2 else "name"
    return cell(named if named in OWN else "name", rows[at] if at < len(rows) else 0)


async def page(
    request: Request, api: ApiClient, session: shapes.SessionDetail, filled: Delegation, problem: Form | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    form = problem or Form(filled.values())
    return render(
        request, "public/delegation_new/page.html", block="place", status=status, personal=True, form=form,
        session=session, entry=f"/sesi/{session['id']}/rombongan", rows=filled.shown(),
        districts=await api.districts(), trades=await api.trades(), notice=await api.notice(),
        **await entries.places(api, form),
    )  # fmt: skip


@router.get("/sesi/{session_id}/rombongan")
async def start(request: Request, api: Api, session_id: UUID) -> Response:
    session = await api.session(str(session_id))
    filled = Delegation.blank(key=new_key(), district_code=session["district"]["code"])
    return await page(request, api, session, filled)


@router.post("/sesi/{session_id}/rombongan")
async def answer(request: Request, api: Api, session_id: UUID) -> Response:
    """Registers them, or shows the lists that follow from the district, or more rows."""
    data, session = await request.form(), await api.session(str(session_id))
    filled = Delegation.of(data)
    if data.get("action") == "more":
        filled = filled.but(rows=str(len(filled.shown()) + 5))
    if data.get("action") != "send":
        return await page(request, api, session, filled)
    try:
        made = await api.register_delegation(filled.body(session["id"]), filled.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, session, filled, problem)
    return RedirectResponse(f"/rombongan/{made['number']}/{made['secret']}", 303)


async def refused(
    request: Request, api: ApiClient, session: shapes.SessionDetail, filled: Delegation, problem: ApiProblem
) -> Response:
    if problem.status not in (409, 422):
        raise problem
    if problem.number:
        return render(request, "public/registered/page.html", personal=True, number=problem.number, group=True)
    rows = filled.filled()
    errors = {place(pointer, rows): text for pointer, text in problem.pointers.items()}
    form = Form(filled.values(), errors, problem.detail)
    return await page(request, api, session, filled, form, problem.status)


async def group(
    request: Request, api: ApiClient, number: str, secret: str, form: Form, status: int = 200
) -> Response:
    found = await api.delegation(number[:20], secret[:64])
    response = render(
        request, "public/delegation/page.html", status=status, personal=True, form=form, group=found,
        here=f"/rombongan/{number}/{secret}",
    )  # fmt: skip
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.get("/rombongan/{number}/{secret}")
async def show(request: Request, api: Api, number: str, secret: str) -> Response:
    return await group(request, api, number, secret, Form())


@router.post("/rombongan/{number}/{secret}")
async def act(request: Request, api: Api, number: str, secret: str) -> Response:
    """One answer for everybody, proved by the phone number."""
    values = typed(await request.form(), ("action", "phone"))
    try:
        body: shapes.DelegationMove = {"action": values["action"], "phone": values["phone"]}
        await api.move_delegation(number[:20], secret[:64], body)
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        return await group(request, api, number, secret, Form(values, problem.errors, problem.detail), problem.status)
    return redirect(request, f"/rombongan/{number}/{secret}", _("Jawaban untuk seluruh rombongan tersimpan."))
