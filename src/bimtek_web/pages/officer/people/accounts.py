"""The bank account of a group: recorded by the district, verified by a treasurer who types it again."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import group_page

router = APIRouter(prefix="/petugas/kelompok/{group_id}/rekening")
AT_THE_NUMBER = (
    "number_differs", "no_bank_paper", "verifies_own", "holder_differs", "holder_matches", "clears_own",
)  # fmt: skip
FIELDS = ("bank", "account_number", "holder")


def placed(problem: ApiProblem, own: str) -> tuple[dict[str, str], int]:
    """What the API says about the number stands at the field of this form."""
    errors, status = refused(problem)
    if problem.code in (
        "number_differs",
        "no_bank_paper",
        "verifies_own",
        "holder_differs",
        "holder_matches",
        "clears_own",
    ):
        errors = {own: problem.detail}
    return {own if name == "number" else name: text for name, text in errors.items()}, status


@router.post("")
async def keep(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    body: shapes.AccountWrite = {
        "bank": values["bank"], "number": values["account_number"], "holder": values["holder"],
    }  # fmt: skip
    try:
        await api.keep_account(str(group_id), body)
    except ApiProblem as problem:
        errors, status = placed(problem, "account_number")
        return await group_page(request, api, group_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/kelompok/{group_id}", _("Rekening tersimpan; bendahara memeriksanya."))


@router.post("/periksa")
async def verify(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    values = typed(await request.form(), ("number_again", "version"))
    try:
        await api.verify_account(str(group_id), seen_version(values), {"number": values["number_again"]})
    except ApiProblem as problem:
        errors, status = placed(problem, "number_again")
        return await group_page(request, api, group_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/kelompok/{group_id}", _("Rekening diperiksa."))


@router.post("/setujui")
async def clear_holder(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    """A further officer says yes to an account in another name."""
    data = await request.form()
    values = typed(data, ("clearance_reason", "version"))
    try:
        told: shapes.ClearHolderForm = {"reason": values["clearance_reason"]}
        await api.clear_holder(str(group_id), seen_version(values), told, *await picked(data, "clearance_file"))
    except ApiProblem as problem:
        errors, status = refused(problem)
        names = {"reason": "clearance_reason", "file": "clearance_file"}
        named = {names.get(name, name): text for name, text in errors.items()} or {"clearance_file": problem.detail}
        return await group_page(request, api, group_id, Form(values, named, problem.detail), status)
    return redirect(request, f"/petugas/kelompok/{group_id}#rekening", _("Rekening disetujui."))
