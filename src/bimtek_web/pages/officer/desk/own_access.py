"""One's own means of logging in: devices, codes on paper, another password or phone."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/akun")
NUMBERS = ("nik", "phone", "family_card")


async def page(
    request: Request, api: ApiClient, form: Form, status: int = 200, codes: list[str] | None = None
) -> Response:
    return render(
        request, "officer/desk/own_access/page.html", status=status, personal=True, form=form,
        logins=await api.logins(), codes=codes, notices=await api.notices(),
        replacements=await api.replacements(), key=new_key(),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi) -> Response:
    return await page(request, api, Form())


@router.post("/perangkat/{login_id}")
async def end(request: Request, api: OfficerApi, login_id: UUID) -> Response:
    """One device; what is wrong with the code stands beside that device."""
    field = f"code_{login_id}"
    values = typed(await request.form(), (field,))
    try:
        if values[field]:
            await api.step_up(values[field])
        await api.end_login(str(login_id))
    except ApiProblem as problem:
        errors, status = refused(problem)
        beside = dict.fromkeys([field] if errors else [], problem.detail)
        return await page(request, api, Form({}, beside, problem.detail), status)
    return redirect(request, "/petugas/akun", _("Perangkat itu sudah dikeluarkan."))


@router.post("/kode-cadangan")
async def renew(request: Request, api: OfficerApi) -> Response:
    """New codes are on this page once and nowhere else."""
    values = typed(await request.form(), ("code",))
    try:
        if values["code"]:
            await api.step_up(values["code"])
        codes = await api.renew_recovery_codes()
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await page(request, api, Form({}, errors, problem.detail), status)
    return await page(request, api, Form(), codes=codes)


@router.post("/identitas")
async def identify(request: Request, api: OfficerApi) -> Response:
    """The national id of an officer who has an account from before it was asked for."""
    values = typed(await request.form(), (*NUMBERS, "identity_code"))
    try:
        if values["identity_code"]:
            await api.step_up(values["identity_code"])
        nik, phone, card = (values[name] for name in NUMBERS)
        await api.confirm_identity({"nik": nik, "phone": phone, "family_card": card})
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"identity_code" if name == "code" else name: text for name, text in errors.items()}
        return await page(request, api, Form(values | {"identity_code": ""}, errors, problem.detail), status)
    return redirect(request, "/petugas/akun", _("Identitas Anda tercatat."))


@router.post("/ganti")
async def change(request: Request, api: OfficerApi) -> Response:
    """On to the activation page, as for somebody new."""
    values = typed(await request.form(), ("password", "code_change"))
    try:
        if values["code_change"]:
            await api.step_up(values["code_change"])
        link = await api.own_enrolment(values["password"])
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"code_change" if name == "code" else name: text for name, text in errors.items()}
        return await page(request, api, Form({}, errors, problem.detail), status)
    return redirect(request, f"/aktifkan/{link['token']}")


@router.post("/autentikator-baru/{enrolment_id}")
async def stop(request: Request, api: OfficerApi, enrolment_id: UUID) -> Response:
    """Somebody else may have asked for it with her paper."""
    values = typed(await request.form(), ("key",))
    try:
        await api.stop_replacement(str(enrolment_id), values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await page(request, api, Form({}, errors, problem.detail), status)
    return redirect(request, "/petugas/akun", _("Autentikator baru dibatalkan. Yang lama tetap berlaku."))


@router.post("/kabar")
async def seen(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("until",))
    await api.see_notices(values["until"])
    return redirect(request, "/petugas/akun")
