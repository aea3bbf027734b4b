"""Packages of equipment: the list, one edition, a new package, the next edition."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/paket")
PARTS = ("name", "unit", "quantity", "price_rupiah", "price_source", "price_year", "specification", "report_days")
ROWS = range(40)
ITEMS = tuple(f"{part}_{index}" for index in ROWS for part in PARTS)
HEAD, EMPTY = ("code", "name", "trade", "key"), 3


def manages(request: Request) -> bool:
    return "programme.manage" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    return render(
        request, "officer/cases/packages/page.html", personal=True, packages=await api.packages(),
        manages=manages(request),
    )  # fmt: skip


async def form_page(
    request: Request, api: ApiClient, form: Form, package: shapes.PackageDetail | None = None, status: int = 200
) -> Response:
    """As many rows as are filled, and three to fill."""
    filled = [index for index in ROWS if form.text(f"name_{index}")]
    return render(
        request, "officer/cases/packages/form.html", status=status, personal=True, form=form, package=package,
        trades=await api.trades(), rows=[index for index in ROWS if index <= max(filled, default=-1) + EMPTY],
    )  # fmt: skip


@router.get("/baru", dependencies=[only("programme.manage")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form({"key": new_key()}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), (*HEAD, *ITEMS))
    body: shapes.PackageCreate = {
        "code": values["code"], "name": values["name"], "trade": values["trade"], "items": items_of(values),
    }  # fmt: skip
    try:
        made = await api.create_package(body, values["key"] or new_key())
    except ApiProblem as problem:
        return await refused(request, api, values, problem)
    return redirect(request, f"/petugas/paket/{made['id']}", _("Paket tersimpan."))


@router.get("/{package_id}")
async def show(request: Request, api: OfficerApi, package_id: UUID) -> Response:
    return render(
        request, "officer/cases/packages/one.html", personal=True, package=await api.package(str(package_id)),
        manages=manages(request),
    )  # fmt: skip


@router.get("/{package_id}/ubah")
async def change(request: Request, api: OfficerApi, package_id: UUID) -> Response:
    package = await api.package(str(package_id))
    values = {"key": new_key(), "name": package["name"]}
    for index, item in enumerate(package["items"]):
        values |= {f"{part}_{index}": str(item[part] or "") for part in PARTS}
    return await form_page(request, api, Form(values), package)


@router.post("/{package_id}/ubah")
async def renew(request: Request, api: OfficerApi, package_id: UUID) -> Response:
    values = typed(await request.form(), ("name", "key", *ITEMS))
    body: shapes.EditionCreate = {"name": values["name"], "items": items_of(values)}
    try:
        made = await api.renew_package(str(package_id), body, values["key"] or new_key())
    except ApiProblem as problem:
        return await refused(request, api, values, problem, await api.package(str(package_id)))
    return redirect(request, f"/petugas/paket/{made['id']}", _("Edisi baru tersimpan."))


def kept_rows(values: dict[str, str]) -> list[int]:
    """Rows in which anything was typed."""
    return [index for index in ROWS if any(values[f"{part}_{index}"].strip() for part in PARTS)]


def items_of(values: dict[str, str]) -> list[shapes.ItemWrite]:
    rows: list[shapes.ItemWrite] = []
    for index in kept_rows(values):
        part = {name: values[f"{name}_{index}"].strip() for name in PARTS}
        price = values[f"price_rupiah_{index}"]
        item = shapes.ItemWrite(
            name=part["name"], unit=part["unit"], quantity=part["quantity"],
            price_rupiah=price or part["price_rupiah"], price_source=part["price_source"],
            price_year=part["price_year"], specification=part["specification"], report_days=part["report_days"],
            kind="capital" if part["report_days"] else "",
        )  # fmt: skip
        rows.append(given(item))
    return rows


async def refused(
    request: Request,
    api: ApiClient,
    values: dict[str, str],
    problem: ApiProblem,
    package: shapes.PackageDetail | None = None,
) -> Response:
    """The form with everything kept; a wrong cell is named where it stands."""
    if problem.status not in (409, 422):
        raise problem
    kept = kept_rows(values)
    errors = {placed(pointer, kept): text for pointer, text in problem.pointers.items()}
    return await form_page(request, api, Form(values, errors, problem.detail), package, problem.status)


def placed(pointer: str, kept: list[int]) -> str:
    """The field of a pointer like /items/1/unit; the first name for what concerns all items."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "items":
        return parts[0]
    row = kept[int(parts[1])] if len(parts) > 1 and parts[1].isdigit() else 0
    return f"{parts[2] if len(parts) > 2 else 'name'}_{row}"
