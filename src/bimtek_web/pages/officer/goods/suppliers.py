"""Suppliers: the list, one with its record, a new one."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/penyedia")
PARTS = ("nib", "name", "address", "phone")
OWNER = ("owner_name", "owner_nik", "bank", "account_number", "account_holder")
LIST, ONE = "officer/goods/suppliers/page.html", "officer/goods/suppliers/one.html"


def buys(request: Request) -> bool:
    return "order.place" in officer_of(request)["permissions"]


async def listed(
    request: Request, api: ApiClient, form: Form, asked: dict[str, str] | None = None, status: int = 200
) -> Response:
    asked = asked or {"q": "", "cursor": ""}
    page = await api.suppliers(**asked, limit=50)
    return render(request, LIST, status=status, personal=True, page=page, asked=asked, form=form, buys=buys(request))


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    return await listed(request, api, Form({"key": new_key()}), {"q": q, "cursor": cursor})


@router.post("")
async def create(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), (*PARTS, "key"))
    try:
        body: shapes.SupplierWrite = {
            "nib": values["nib"], "name": values["name"], "address": values["address"], "phone": values["phone"],
        }  # fmt: skip
        made = await api.record_supplier(body, values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await listed(request, api, Form(values, errors, problem.detail), status=status)
    return redirect(request, f"/petugas/penyedia/{made['id']}", _("Penyedia tersimpan."))


async def one(
    request: Request, api: ApiClient, supplier_id: UUID, owner: Form | None = None, status: int = 200
) -> Response:
    supplier, record = await api.supplier(str(supplier_id)), await api.supplier_record(str(supplier_id))
    orders = (await api.orders(supplier=str(supplier_id), limit=50))["items"]
    return render(
        request, ONE, status=status, personal=True, supplier=supplier, record=record, orders=orders,
        buys=buys(request), owner_form=owner or Form(),
    )  # fmt: skip


@router.get("/{supplier_id}")
async def show(request: Request, api: OfficerApi, supplier_id: UUID) -> Response:
    return await one(request, api, supplier_id)


@router.post("/{supplier_id}/pemilik")
async def record_owner(request: Request, api: OfficerApi, supplier_id: UUID) -> Response:
    values = typed(await request.form(), (*OWNER, "version"))
    body: shapes.OwnerWrite = {
        "owner_name": values["owner_name"], "owner_nik": values["owner_nik"], "bank": values["bank"],
        "account_number": values["account_number"], "account_holder": values["account_holder"],
    }  # fmt: skip
    try:
        await api.record_supplier_owner(str(supplier_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, supplier_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/penyedia/{supplier_id}", _("Pemilik dan rekening tersimpan."))
