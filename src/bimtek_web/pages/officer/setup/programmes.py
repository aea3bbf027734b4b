"""Programmes, and what each adds to its messages."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, chosen, given, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/program")
PARTS = ("kind", "text", "english")
ROWS = range(len(labels.messages.KINDS))
TEXT_FIELDS = tuple(f"{part}_{index}" for index in ROWS for part in PARTS)


class Programme(Filled):
    code: Text
    name: Text
    funding_source: Text
    fiscal_year: Text
    key: Own


def manages(request: Request) -> bool:
    return "programme.manage" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    return render(
        request, "officer/setup/programmes/page.html", personal=True, programmes=await api.programmes(),
        manages=manages(request),
    )  # fmt: skip


def form_page(request: Request, form: Form, status: int = 200) -> Response:
    return render(request, "officer/setup/programmes/new.html", status=status, personal=True, form=form)


@router.get("/baru", dependencies=[only("programme.manage")])
async def new(request: Request, api: OfficerApi) -> Response:
    return form_page(request, Form({"key": new_key()}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    filled = Programme.of(await request.form())
    try:
        made = await api.create_programme(filled.sent(shapes.ProgrammeCreate), filled.key or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        return form_page(request, Form(filled.values(), problem.errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/program/{made['id']}", _("Program tersimpan."))


async def one(request: Request, api: ApiClient, programme_id: UUID, form: Form, status: int = 200) -> Response:
    """As many rows as are filled, and two to fill. The policy as it is kept, unless its form was refused."""
    programme = await api.programme(str(programme_id))
    policy = {"version": str(programme["version"]), "handover_needs": programme["handover_needs"]}
    form.values = {**policy, "visit_window_days": str(programme["visit_window_days"]), **form.values}
    filled = [index for index in ROWS if form.text(f"text_{index}")]
    return render(
        request, "officer/setup/programmes/one.html", status=status, personal=True, form=form,
        programme=programme, manages=manages(request),
        rows=[index for index in ROWS if index <= max(filled, default=-1) + 2],
    )  # fmt: skip


@router.post("/{programme_id}/syarat")
async def write_policy(request: Request, api: OfficerApi, programme_id: UUID) -> Response:
    """What a handover must leave behind, and how early a visit may be reported."""
    data = await request.form()
    values, needs = typed(data, ("visit_window_days", "version")), chosen(data, "handover_needs")
    body = given(shapes.AidPolicyWrite(handover_needs=needs, visit_window_days=values["visit_window_days"]))
    try:
        await api.write_aid_policy(str(programme_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form({**await texts_of(api, programme_id), **values, "handover_needs": needs}, errors, problem.detail)
        return await one(request, api, programme_id, form, status)
    return redirect(request, f"/petugas/program/{programme_id}", _("Syarat tersimpan."))


async def texts_of(api: ApiClient, programme_id: UUID) -> dict[str, str]:
    values = {"kind_0": "all"}
    for index, each in enumerate(await api.programme_texts(str(programme_id))):
        values |= {f"{part}_{index}": each[part] or "" for part in PARTS}
    return values


@router.get("/{programme_id}")
async def show(request: Request, api: OfficerApi, programme_id: UUID) -> Response:
    return await one(request, api, programme_id, Form(await texts_of(api, programme_id)))


@router.post("/{programme_id}")
async def write(request: Request, api: OfficerApi, programme_id: UUID) -> Response:
    """Rows without words are left out; a wrong one is named where it stands."""
    values = typed(await request.form(), TEXT_FIELDS)
    kept = [index for index in ROWS if values[f"text_{index}"].strip() or values[f"english_{index}"].strip()]
    try:
        await api.write_programme_texts(str(programme_id), [item_of(values, index) for index in kept])
    except ApiProblem as problem:
        if problem.status != 422:
            raise
        errors = {placed(pointer, kept): text for pointer, text in problem.pointers.items()}
        return await one(request, api, programme_id, Form(values, errors, problem.detail), 422)
    return redirect(request, f"/petugas/program/{programme_id}", _("Tambahan kabar tersimpan."))


def item_of(values: dict[str, str], index: int) -> shapes.TextWrite:
    return {"kind": values[f"kind_{index}"], "text": values[f"text_{index}"], "english": values[f"english_{index}"]}


def placed(pointer: str, kept: list[int]) -> str:
    """The field of a pointer like /items/1/text; the first kind for what concerns the whole."""
    parts = pointer.strip("/").split("/")
    if len(parts) < 2 or not parts[1].isdigit():
        return "kind_0"
    part = parts[2] if len(parts) > 2 and parts[2] in PARTS else "kind"
    return f"{part}_{kept[int(parts[1])]}"
