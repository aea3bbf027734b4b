"""One order as a page: its lines, deliveries and payments, and the forms below them."""

from fastapi import Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.ui.dependencies import officer_of
from bimtek_web.ui.forms import Form
from bimtek_web.ui.rendering import render

LINE_PARTS = ("quantity_", "price_", "reason_")


async def order_page(request: Request, api: ApiClient, order_id: str, form: Form, status: int = 200) -> Response:
    order, payments = await api.order(order_id), await api.payments(order_id)
    receipts = (await api.goods_receipts(order=order_id, limit=100))["items"]
    return render(
        request, "officer/goods/order/page.html", status=status, personal=True, order=order, payments=payments,
        receipts=receipts, form=form, blank=Form(), rights=officer_of(request)["permissions"],
        history=await api.history("orders", order_id),
        missing=sum(line["ordered"] - line["accepted"] for line in order["lines"]),
    )  # fmt: skip
