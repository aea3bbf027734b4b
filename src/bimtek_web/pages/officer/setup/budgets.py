"""Budgets: years, the tree of one, what is added to it, and money moved by two people."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import programme_options
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/anggaran")
OPENED = ("year", "name", "ceiling", "letter_number", "key")
DECIDED = ("action", "note", "version", "code")
TURNED = ("action", "reason", "version", "code")
EXPECTED = (401, 403, 404, 409, 412, 422)


class Line(Filled):
    """A budget line below another one."""

    parent_id: Text
    name: Text
    ceiling: Own
    letter_number: Text
    programme_id: Text
    district_code: Text
    key: Own


class Shift(Filled):
    """Money from one line to another."""

    from_id: Text
    to_id: Text
    amount: Own
    letter_number: Text
    reason: Text
    key: Own


def plans(request: Request) -> bool:
    return "budget.plan" in officer_of(request)["permissions"]


async def years_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/setup/budgets/years.html", status=status, personal=True, form=form,
        years=await api.budgets(), plans=plans(request),
    )  # fmt: skip


@router.get("")
async def show_years(request: Request, api: OfficerApi) -> Response:
    return await years_page(request, api, Form({"key": new_key()}))


@router.post("")
async def open_year(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), OPENED)
    body = shapes.YearCreate(
        year=values["year"], name=values["name"], ceiling=values["ceiling"],
        letter_number=values["letter_number"],
    )  # fmt: skip
    try:
        made = await api.open_year(given(body), values["key"] or new_key())
    except ApiProblem as problem:
        return await years_page(request, api, refused(values, problem), shown(problem))
    told = _("Tahun anggaran dibuka. Pagunya berlaku setelah orang lain menyetujui.")
    return redirect(request, f"/petugas/anggaran/{made['year']}", told)


def shown(problem: ApiProblem) -> int:
    """The status of the page that says why; what nobody expects here stays an error."""
    if problem.status not in EXPECTED or problem.code == "login_expired":
        raise problem
    return 422 if problem.status in (401, 404) else problem.status


def refused(values: Mapping[str, object], problem: ApiProblem) -> Form:
    """What was typed, without the code: it is spent."""
    errors = {"code": problem.detail} if problem.code in ("login_failed", "step_up_required") else problem.errors
    return Form({**values, "code": ""}, errors, problem.detail)


async def tree(request: Request, api: ApiClient, year: int, form: Form, status: int = 200) -> Response:
    """`form`: turning the year."""
    return render(
        request, "officer/setup/budgets/page.html", status=status, personal=True, form=form,
        budget=await api.budget(year), plans=plans(request),
    )  # fmt: skip


@router.get("/{year}")
async def show(request: Request, api: OfficerApi, year: int) -> Response:
    return await tree(request, api, year, Form())


@router.post("/{year}")
async def turn(request: Request, api: OfficerApi, year: int) -> Response:
    values = typed(await request.form(), TURNED)
    body: shapes.YearMove = {"action": values["action"], "reason": values["reason"] or None}
    try:
        await prove(api, values)
        await api.turn_year(year, version_of(values), body)
    except ApiProblem as problem:
        return await tree(request, api, year, refused(values, problem), shown(problem))
    return redirect(request, f"/petugas/anggaran/{year}", _("Tersimpan."))


async def adding(request: Request, api: ApiClient, year: int, form: Form, status: int = 200) -> Response:
    programmes = [each for each in await api.programmes() if each["fiscal_year"] == year]
    return render(
        request, "officer/setup/budgets/add.html", status=status, personal=True, form=form,
        budget=await api.budget(year), regions=[*await api.provinces(), *await api.districts()],
        programmes=programme_options(programmes),
    )  # fmt: skip


@router.get("/{year}/baru", dependencies=[only("budget.plan")])
async def new(request: Request, api: OfficerApi, year: int) -> Response:
    return await adding(request, api, year, Form({"key": new_key()}))


@router.post("/{year}/baru")
async def add(request: Request, api: OfficerApi, year: int) -> Response:
    line = Line.of(await request.form())
    body = given(line.sent(shapes.NodeCreate, ceiling=line.ceiling))
    try:
        await api.add_budget(body, line.key or new_key())
    except ApiProblem as problem:
        return await adding(request, api, year, refused(line.values(), problem), shown(problem))
    told = _("Anggaran ditambahkan. Pagunya berlaku setelah orang lain menyetujui.")
    return redirect(request, f"/petugas/anggaran/{year}", told)


async def moving(
    request: Request, api: ApiClient, year: int, form: Form, status: int = 200, *, about: str = ""
) -> Response:
    """`about`: the move whose decision was refused; otherwise `form` is the proposal."""
    return render(
        request, "officer/setup/budgets/moves.html", status=status, personal=True, form=form, about=about,
        budget=await api.budget(year), moves=await api.budget_moves(year), plans=plans(request),
    )  # fmt: skip


@router.get("/{year}/geser")
async def show_moves(request: Request, api: OfficerApi, year: int) -> Response:
    return await moving(request, api, year, Form({"key": new_key()}))


@router.post("/{year}/geser")
async def propose(request: Request, api: OfficerApi, year: int) -> Response:
    shift = Shift.of(await request.form())
    body = given(shift.sent(shapes.MoveCreate, amount=shift.amount))
    try:
        await api.propose_move(body, shift.key or new_key())
    except ApiProblem as problem:
        form = refused(shift.values(), problem)
        form.errors = {name or "to_id": text for name, text in form.errors.items()}
        return await moving(request, api, year, form, shown(problem))
    return redirect(request, f"/petugas/anggaran/{year}/geser", _("Diusulkan. Orang lain yang memutuskan."))


@router.post("/{year}/geser/{move_id}")
async def decide(request: Request, api: OfficerApi, year: int, move_id: UUID) -> Response:
    values = typed(await request.form(), DECIDED)
    body: shapes.MoveDecision = {"action": values["action"], "note": values["note"] or None}
    try:
        await prove(api, values)
        await api.decide_move(str(move_id), version_of(values), body)
    except ApiProblem as problem:
        form = refused(values | {"key": new_key()}, problem)
        return await moving(request, api, year, form, shown(problem), about=str(move_id))
    return redirect(request, f"/petugas/anggaran/{year}/geser", _("Keputusan tersimpan."))


@router.get("/{year}/geser/{move_id}")
async def back(year: int, move_id: UUID) -> Response:
    """The address of a decision that was refused, opened again."""
    return RedirectResponse(f"/petugas/anggaran/{year}/geser", 303)


async def prove(api: ApiClient, values: dict[str, str]) -> None:
    if values["code"]:
        await api.step_up(values["code"])


def version_of(values: dict[str, str]) -> int:
    return seen_version(values)
