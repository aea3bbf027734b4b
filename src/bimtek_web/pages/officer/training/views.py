"""Filters of the registrations table that an officer keeps under a name."""

from typing import cast
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import filters, urls
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/saringan")


async def page(request: Request, api: OfficerApi, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/training/views/page.html", status=status, personal=True, form=form, views=await api.views(),
        asked=filters.worth_keeping(request),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    """The views there are, and a form for the filters in the address."""
    return await page(request, api, Form())


@router.post("")
async def save(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("name",))
    asked = filters.worth_keeping(request)
    try:
        await api.save_view(values["name"], cast("shapes.ViewFiltersTyped", asked))
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        return await page(request, api, Form(values, problem.errors, problem.detail), problem.status)
    address = urls.with_query("/petugas/pendaftaran", **asked)
    return redirect(request, address, _("Saringan tersimpan. Anda menemukannya di atas tabel pendaftaran."))


@router.post("/{view_id}/hapus")
async def remove(request: Request, api: OfficerApi, view_id: UUID) -> Response:
    await api.remove_view(str(view_id))
    return redirect(request, "/petugas/saringan", _("Saringan dihapus."))
