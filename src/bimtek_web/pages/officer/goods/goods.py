"""Goods come in, are inspected and wait in stock."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, instant_of, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.inspections import noted, units_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas")
HEAD = ("delivery_note", "place", "handed_by")
WHEN = ("received_at_day", "received_at_month", "received_at_year", "received_at_time", "key")


@router.get("/gudang")
async def show_stock(request: Request, api: OfficerApi, q: str = "", status: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "status": status, "cursor": cursor}
    page, ages = await api.stock(**asked, limit=50), await api.stock_ages()
    return render(request, "officer/goods/stock/page.html", personal=True, page=page, asked=asked, ages=ages)


async def receive_page(request: Request, api: ApiClient, order_id: UUID, form: Form, status: int = 200) -> Response:
    order = await api.order(str(order_id))
    zone = (await api.district(order["district"]["code"]))["zone"]
    return render(
        request, "officer/goods/order/receive.html", status=status, personal=True, order=order, form=form, zone=zone
    )  # fmt: skip


@router.get("/pesanan/{order_id}/terima")
async def ask_receipt(request: Request, api: OfficerApi, order_id: UUID) -> Response:
    return await receive_page(request, api, order_id, Form({"key": new_key()}))


@router.post("/pesanan/{order_id}/terima")
async def receive(request: Request, api: OfficerApi, order_id: UUID) -> Response:
    data = await request.form()
    values = typed(data, (*HEAD, *WHEN, *(name for name in data if name.startswith("serials:"))))
    try:
        district = (await api.order(str(order_id)))["district"]["code"]
        body = came(values, (await api.district(district))["zone"])
        made = await api.receive_goods(str(order_id), body, values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"lines" if name == "" else name: text for name, text in errors.items()}
        return await receive_page(request, api, order_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/penerimaan/{made['id']}", _("Penerimaan tersimpan, menunggu pemeriksa."))


def came(values: dict[str, str], zone: str) -> shapes.ReceiptCreate:
    """What was typed: one serial number a line for each item."""
    lines: list[shapes.LineReceived] = [
        {"order_line_id": name.removeprefix("serials:"), "serials": numbers}
        for name in values
        if name.startswith("serials:")
        and (numbers := [each.strip() for each in values[name].splitlines() if each.strip()])
    ]
    return {
        "delivery_note": values["delivery_note"], "place": values["place"], "handed_by": values["handed_by"],
        "received_at": instant_of(values, "received_at", zone), "lines": lines,
    }  # fmt: skip


async def receipt_page(request: Request, api: ApiClient, receipt_id: UUID, form: Form, status: int = 200) -> Response:
    receipt = await api.goods_receipt(str(receipt_id))
    return render(
        request, "officer/goods/goods_receipt/page.html", status=status, personal=True, receipt=receipt, form=form
    )  # fmt: skip


@router.get("/penerimaan/{receipt_id}")
async def show_receipt(request: Request, api: OfficerApi, receipt_id: UUID) -> Response:
    return await receipt_page(request, api, receipt_id, Form())


@router.post("/penerimaan/{receipt_id}")
async def inspect(request: Request, api: OfficerApi, receipt_id: UUID) -> Response:
    """Every piece with its condition; what was typed stays when something is missing."""
    data = await request.form()
    pieces = tuple(name for name in data if name.startswith(("found_", "note_")))
    values = typed(data, (*pieces, "no_conflict", "version"))
    body: shapes.InspectionCreate = {"units": units_of(values), "no_conflict": values["no_conflict"] == "yes"}
    try:
        await api.inspect_goods(str(receipt_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await receipt_page(request, api, receipt_id, Form(values, noted(errors), problem.detail), status)
    return redirect(request, f"/petugas/penerimaan/{receipt_id}", _("Pemeriksaan tersimpan."))


@router.get("/penerimaan/{receipt_id}/berita-acara")
async def minutes(request: Request, api: OfficerApi, receipt_id: UUID) -> Response:
    content = await api.download(f"/v1/goods-receipts/{receipt_id}/minutes")
    request.state.personal = True
    headers = {"Content-Disposition": 'inline; filename="BAPP.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
