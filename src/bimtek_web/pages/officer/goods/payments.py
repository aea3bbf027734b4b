"""Paying a supplier: prepared by one treasurer, released by another, on the order's page."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import returns
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.orders import order_page

router = APIRouter(prefix="/petugas/pesanan")
PREPARE = ("amount_rupiah", "request_number", "replaces_id", "no_conflict", "key")
MOVE = ("action", "payment_order_number", "disbursement_number", "paid_on_day", "paid_on_month", "paid_on_year",
        "reason_paid", "no_conflict", "code", "version")  # fmt: skip


@router.post("/{order_id}/bayar")
async def prepare(request: Request, api: OfficerApi, order_id: UUID) -> Response:
    values = typed(await request.form(), PREPARE)
    body = shapes.PaymentCreate(
        amount_rupiah=values["amount_rupiah"], request_number=values["request_number"],
        replaces_id=values["replaces_id"], no_conflict=values["no_conflict"] == "yes",
    )  # fmt: skip
    try:
        await api.prepare_payment(str(order_id), given(body), values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await order_page(request, api, str(order_id), Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/pesanan/{order_id}", _("Pembayaran disiapkan."))


@router.post("/{order_id}/bayar/{payment_id}")
async def move(request: Request, api: OfficerApi, order_id: UUID, payment_id: UUID) -> Response:
    """Release or cancel: whichever button was pressed; a fresh code proves who presses."""
    values = typed(await request.form(), MOVE)
    try:
        if values["code"]:
            await api.step_up(values["code"])
        await api.move_payment(str(payment_id), seen_version(values), asked(values))
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(values | {"payment": str(payment_id)}, renamed(errors), problem.detail)
        return await order_page(request, api, str(order_id), form, status)
    return redirect(request, f"/petugas/pesanan/{order_id}", _("Pembayaran diperbarui."))


@router.post("/{order_id}/bayar/{payment_id}/kembali")
async def take_back(request: Request, api: OfficerApi, order_id: UUID, payment_id: UUID) -> Response:
    """The bank sent the money back; its paper comes along."""
    data, mark = await request.form(), str(payment_id)
    values = returns.values_of(data, mark)
    try:
        if values["code"]:
            await api.step_up(values["code"])
        await api.record_return(mark, seen_version(values), *await returns.sent_by(data, values, mark))
    except ApiProblem as problem:
        return await order_page(request, api, str(order_id), *returns.form_of(values, problem, mark))
    return redirect(request, f"/petugas/pesanan/{order_id}", _("Uang kembali tercatat."))


def asked(values: dict[str, str]) -> shapes.PaymentMove:
    move = shapes.PaymentMove(
        action=values["action"], payment_order_number=values["payment_order_number"],
        disbursement_number=values["disbursement_number"], paid_on=date_of(values, "paid_on"),
        reason=values["reason_paid"] or None, no_conflict=values["no_conflict"] == "yes",
    )  # fmt: skip
    return given(move)


def renamed(errors: dict[str, str]) -> dict[str, str]:
    """What is about the numbers as a whole stands at the first of them."""
    names = {"": "payment_order_number", "reason": "reason_paid"}
    return {names.get(name, name): text for name, text in errors.items()}
