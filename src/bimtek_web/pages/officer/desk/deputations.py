"""Who acts for whom: naming a deputy for one's own role, and ending it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/penunjukan")


class Deputation(Filled):
    deputy_email: Text
    role: Own
    letter_number: Text
    letter_dated_day: Own
    letter_dated_month: Own
    letter_dated_year: Own
    valid_from_day: Own
    valid_from_month: Own
    valid_from_year: Own
    valid_to_day: Own
    valid_to_month: Own
    valid_to_year: Own
    code: Own
    key: Own

    def body(self) -> shapes.DeputationCreate:
        role, region, programme, *_rest = [*self.role.split(":"), "", ""]
        typed = self.values()
        return {
            "deputy_email": self.deputy_email, "letter_number": self.letter_number, "role": role,
            "region_code": region or None, "programme_id": programme or None,
            "valid_from": date_of(typed, "valid_from"), "valid_to": date_of(typed, "valid_to"),
            "letter_dated": date_of(typed, "letter_dated"),
        }  # fmt: skip


async def one(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    own = [each for each in officer_of(request)["roles"] if not each["acting_for"]]
    roles = [{"code": code_of(each), "name": named(each)} for each in own]
    return render(
        request, "officer/desk/deputations/page.html", status=status, personal=True, form=form, roles=roles,
        deputations=await api.deputations(), fresh_key=new_key(),
    )  # fmt: skip


def code_of(role: shapes.RoleRead) -> str:
    """Role, region and programme, as the list of her roles names one."""
    return f"{role['role']}:{(role['region'] or {}).get('code', '')}:{role['programme_id'] or ''}"


def named(role: shapes.RoleRead) -> str:
    parts = [role["role_name"], role["region"]["name"] if role["region"] else _("seluruh Indonesia")]
    return ", ".join([*parts, role["programme_name"]] if role["programme_name"] else parts)


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return await one(request, api, Form({"key": new_key()}))


@router.post("")
async def name(request: Request, api: OfficerApi) -> Response:
    filled = Deputation.of(await request.form())
    try:
        if filled.code:
            await api.step_up(filled.code)
        await api.name_deputy(filled.body(), filled.key or new_key())
    except ApiProblem as problem:
        return await shown_again(request, api, filled, problem)
    return redirect(
        request, "/petugas/penunjukan", _("Pelaksana harian ditunjuk. Perannya berlaku sesudah ia menerimanya.")
    )


async def shown_again(request: Request, api: ApiClient, filled: Deputation, problem: ApiProblem) -> Response:
    """What concerns the period as a whole stands at its last day."""
    errors, status = refused(problem)
    places = {"not_your_role": "role", "holds_role": "deputy_email", "roles_clash": "deputy_email"}
    if place := places.get(problem.code):
        errors = {place: problem.detail}
    errors = {name or "valid_to": text for name, text in errors.items()}
    return await one(request, api, Form(filled.values(), errors, problem.detail), status)


@router.post("/{deputation_id}/akhiri")
async def end(request: Request, api: OfficerApi, deputation_id: UUID) -> Response:
    try:
        await api.end_deputation(str(deputation_id))
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, Form({}, errors, problem.detail), status)
    return redirect(request, "/petugas/penunjukan", _("Penunjukan berakhir."))


@router.post("/{deputation_id}/terima")
async def accept(request: Request, api: OfficerApi, deputation_id: UUID) -> Response:
    """By whoever was named; what is wrong with her code stands beside that deputation."""
    field = f"code_{deputation_id}"
    values = typed(await request.form(), (field, "fresh_key"))
    try:
        if values[field]:
            await api.step_up(values[field])
        await api.accept_deputation(str(deputation_id), values["fresh_key"] or new_key())
    except ApiProblem as problem:
        _errors, status = refused(problem)
        return await one(request, api, Form({"key": new_key()}, {field: problem.detail}, problem.detail), status)
    return redirect(request, "/petugas/penunjukan", _("Anda sekarang pelaksana harian."))
