"""Orders: the list, a new one from what was promised by decree, one with its goods and payments."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of
from bimtek_web.ui.orders import LINE_PARTS, order_page
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pesanan")
DAYS = tuple(f"{name}_{part}" for name in ("dated", "due_on") for part in ("day", "month", "year"))
HEAD = ("supplier_id", "number", "tax_percent", "key", "no_conflict", *DAYS)


@router.get("")
async def show_list(request: Request, api: OfficerApi, status: str = "", cursor: str = "") -> Response:
    asked = {"status": status, "cursor": cursor}
    page = await api.orders(**asked, limit=50)
    return render(
        request, "officer/goods/orders/page.html", personal=True, page=page, asked=asked,
        buys="order.place" in officer_of(request)["permissions"],
    )  # fmt: skip


async def form_page(request: Request, api: ApiClient, district: str, form: Form, status: int = 200) -> Response:
    """Without a district of hers she picks one first."""
    districts = await districts_of(request, api)
    if not district and len(districts) == 1:
        district = districts[0]["code"]
    wants = await api.wanted_goods(district) if district else []
    suppliers = await pickers.search(pickers.suppliers(api), form, "supplier_id")
    return render(
        request, "officer/goods/orders/form.html", status=status, personal=True, form=form, wants=wants,
        district=next((each for each in districts if each["code"] == district), None), districts=districts,
        suppliers=suppliers,
    )  # fmt: skip


@router.get("/baru", dependencies=[only("order.place")])
async def new(request: Request, api: OfficerApi, district: str = "") -> Response:
    return await form_page(request, api, district, Form({"key": new_key(), "tax_percent": "11"}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi, district: str = "") -> Response:
    data = await request.form()
    values = typed(data, (*HEAD, *(name for name in data if name.startswith(LINE_PARTS))))
    form = Form({**values, **pickers.typed_search(data)})
    if pickers.searches(data):
        return await form_page(request, api, district, form)
    try:
        made = await api.place_order(body_of(values), values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await form_page(request, api, district, Form(form.values, placed(errors), problem.detail), status)
    return redirect(request, f"/petugas/pesanan/{made['id']}", _("Pesanan tersimpan."))


def picked_lines(values: dict[str, str]) -> list[str]:
    """Items with a quantity."""
    named = [name.removeprefix("quantity_") for name in values if name.startswith("quantity_")]
    return [line for line in named if values[f"quantity_{line}"].strip() not in ("", "0")]


def body_of(values: dict[str, str]) -> shapes.OrderCreate:
    lines: list[shapes.OrderLineWrite] = []
    for line in picked_lines(values):
        part = shapes.OrderLineWrite(
            line_id=line, quantity=values[f"quantity_{line}"].strip(),
            price_rupiah=values[f"price_{line}"], deviation_reason=values.get(f"reason_{line}") or None,
        )  # fmt: skip
        lines.append(given(part))
    head = shapes.OrderCreate(
        supplier_id=values["supplier_id"], number=values["number"], tax_percent=values["tax_percent"],
        dated=date_of(values, "dated"), due_on=date_of(values, "due_on"), lines=lines,
        no_conflict=values["no_conflict"] == "yes",
    )  # fmt: skip
    return given(head)


def placed(errors: dict[str, str]) -> dict[str, str]:
    """What belongs to the lines as a whole stands above them; the dates name both."""
    return {"due_on" if name == "" else name: text for name, text in errors.items()}


@router.get("/{order_id}")
async def show(request: Request, api: OfficerApi, order_id: UUID) -> Response:
    return await order_page(request, api, str(order_id), Form({"key": new_key()}))


@router.post("/{order_id}")
async def close(request: Request, api: OfficerApi, order_id: UUID) -> Response:
    """Gives up what has not come."""
    values = typed(await request.form(), ("reason", "version"))
    try:
        body: shapes.OrderClose = {"action": "close_short", "reason": values["reason"]}
        await api.close_order(str(order_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await order_page(request, api, str(order_id), Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/pesanan/{order_id}", _("Pesanan ditutup."))
