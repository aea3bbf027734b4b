"""What an office already owns: listed with its paper, looked at by another officer, then in stock."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.inspections import noted, units_of
from bimtek_web.ui.offices import districts_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/persediaan-awal")
CHOOSE = N_("Pilih kabupaten atau kota")
FIELDS = ("district", "source", "place", "case", "pieces", "key")


def keeps(request: Request) -> bool:
    return "stock.keep" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    page, asked = await api.openings(cursor=cursor, limit=50), {"cursor": cursor}
    return render(
        request, "officer/goods/openings/page.html", personal=True, page=page, asked=asked, keeps=keeps(request)
    )  # fmt: skip


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    districts, cases = await districts_of(request, api), []
    for status_of_case in ("decreed", "partly_delivered"):
        cases += (await api.applications(status=status_of_case, limit=50))["items"]
    return render(
        request, "officer/goods/openings/new.html", status=status, personal=True, form=form, districts=districts,
        cases=[{"code": each["id"], "name": f"{each['group_name']}, {each['number']}"} for each in cases],
    )  # fmt: skip


@router.get("/baru", dependencies=[only("stock.keep")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form({"key": new_key()}))


@router.post("/baru")
async def enter(request: Request, api: OfficerApi) -> Response:
    data = await request.form()
    values = typed(data, FIELDS) | {"pieces": str(data.get("pieces") or "")[:100_000].replace("\0", "")}
    try:
        opening_id = await send(api, values, *await picked(data))
    except ApiProblem as problem:
        errors, status = ({"district": CHOOSE}, 422) if problem.status == 404 else refused(problem)
        named = {name if name == "district" else placed(name): _(text) for name, text in errors.items()}
        return await form_page(request, api, Form(values, named, problem.detail), status)
    return redirect(request, f"/petugas/persediaan-awal/{opening_id}", _("Tersimpan, menunggu pemeriksa."))


async def send(api: ApiClient, values: dict[str, str], name: str, paper: bytes) -> str:
    """The list, and its paper where it was picked already."""
    body: shapes.OpeningCreate = {
        "source": values["source"],
        "place": values["place"],
        "pieces": pieces_of(values["pieces"]),
    }
    if values["case"]:
        keep_for(body["pieces"], await api.application(values["case"]))
    made = await api.enter_opening(values["district"] or "-", body, values["key"] or new_key())
    if paper:
        await api.keep_opening_paper(made["id"], name, paper)
    return made["id"]


def keep_for(pieces: list[shapes.OwnedPiece], case: shapes.ApplicationRead) -> None:
    """Pieces that bear the name of an item of the case are kept for it."""
    lines = {line["name"].lower(): line["id"] for line in case["lines"] if line["kind"] == "goods"}
    for piece in pieces:
        if line_id := lines.get(piece["name"].lower()):
            piece["line_id"] = line_id


def placed(name: str) -> str:
    return name if name in ("source", "place", "file", "code") else "pieces"


def pieces_of(text: str) -> list[shapes.OwnedPiece]:
    """One piece a line: name, number, value; a sheet's cells come with tabs between them."""
    found: list[shapes.OwnedPiece] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        name, serial, value = ([each.strip() for each in line.replace("\t", ";").split(";")] + ["", "", ""])[:3]
        found.append({"name": name, "serial": serial, "cost_rupiah": value})
    return found


async def one(request: Request, api: ApiClient, opening_id: UUID, form: Form, status: int = 200) -> Response:
    opening = await api.opening(str(opening_id))
    return render(
        request, "officer/goods/openings/one.html", status=status, personal=True, opening=opening, form=form,
        keeps=keeps(request),
    )  # fmt: skip


@router.get("/{opening_id}")
async def show(request: Request, api: OfficerApi, opening_id: UUID) -> Response:
    return await one(request, api, opening_id, Form())


@router.post("/{opening_id}/bukti")
async def keep_paper(request: Request, api: OfficerApi, opening_id: UUID) -> Response:
    try:
        await api.keep_opening_paper(str(opening_id), *await picked(await request.form()))
    except ApiProblem as problem:
        errors, status = refused(problem)
        text = next(iter(errors.values()), problem.detail)
        return await one(request, api, opening_id, Form({}, {"file": text}, problem.detail), status)
    return redirect(request, f"/petugas/persediaan-awal/{opening_id}", _("Bukti tersimpan."))


@router.post("/{opening_id}")
async def inspect(request: Request, api: OfficerApi, opening_id: UUID) -> Response:
    """Every piece with its condition; what was typed stays when something is missing."""
    data = await request.form()
    marks = tuple(name for name in data if name.startswith(("found_", "note_")))
    values = typed(data, (*marks, "no_conflict", "version"))
    body: shapes.InspectionCreate = {"units": units_of(values), "no_conflict": values["no_conflict"] == "yes"}
    try:
        await api.inspect_opening(str(opening_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, opening_id, Form(values, noted(errors), problem.detail), status)
    return redirect(request, f"/petugas/persediaan-awal/{opening_id}", _("Pemeriksaan tersimpan."))
