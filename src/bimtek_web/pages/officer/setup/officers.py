"""Officers and their access, for administrators."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.filled import Filled, Own
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, refused, typed
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.links import activation_page
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/petugas")
# What one administrator does at once: the client's call, and what is said when it is done.
ENDS = {
    "disable_officer": N_("Akun dinonaktifkan."),
    "end_logins": N_("Petugas itu sudah dikeluarkan dari semua perangkatnya."),
}
TAKEN = {"email_taken": "email", "nip_taken": "nip"}
REPLACED = {
    "agree": N_("Autentikator barunya berlaku sekarang."),
    "stop": N_("Autentikator barunya dibatalkan."),
}
INVITED = ("email", "name", "position", "nip", "nik")


class Asked(Filled):
    """What is done about one officer: each button uses its own part."""

    action: Own
    nik: Own
    role: Own
    region_code: Own
    programme_id: Own
    valid_from_day: Own
    valid_from_month: Own
    valid_from_year: Own
    valid_to_day: Own
    valid_to_month: Own
    valid_to_year: Own
    reason: Own
    code: Own
    key: Own

    def access(self, kind: str) -> shapes.AccessAsk:
        body: shapes.AccessAsk = {"kind": kind, "reason": self.reason}
        if kind == "role":
            body |= {
                "role": self.role or None, "region_code": self.region_code or None,
                "programme_id": self.programme_id or None, "valid_from": date_of(self.values(), "valid_from"),
                "valid_to": date_of(self.values(), "valid_to"),
            }  # fmt: skip
        return body


async def list_page(
    request: Request, api: ApiClient, asked: dict[str, str], form: Form, status: int = 200
) -> Response:
    return render(
        request, "officer/setup/officers/page.html", status=status, personal=True, asked=asked, form=form,
        page=await api.officers(**asked), waiting=len(await api.access_requests()), roles=await api.roles(),
    )  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", state: str = "", cursor: str = "") -> Response:
    return await list_page(request, api, {"q": q, "state": state, "cursor": cursor}, Form({"key": new_key()}))


@router.post("")
async def invite(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), (*INVITED, "code", "key"))
    try:
        link = await invited(api, values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        if place := TAKEN.get(problem.code):
            errors = {place: problem.detail}
        form = Form(values | {"code": ""}, errors, problem.detail)
        return await list_page(request, api, {"q": "", "state": "", "cursor": ""}, form, status)
    return activation_page(request, link, values["name"])


async def invited(api: ApiClient, values: dict[str, str]) -> shapes.EnrolmentLink:
    body: shapes.OfficerCreate = {
        "email": values["email"], "name": values["name"], "position": values["position"],
        "nip": values["nip"].replace(" ", "") or None, "nik": values["nik"],
    }  # fmt: skip
    if values["code"]:
        await api.step_up(values["code"])
    return await api.invite_officer(body, values["key"] or new_key())


async def one(request: Request, api: ApiClient, officer_id: UUID, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/setup/officer/page.html", status=status, personal=True, form=form,
        found=await api.officer(str(officer_id)), roles=await api.roles(),
        regions=[*await api.provinces(), *await api.districts()],
    )  # fmt: skip


@router.get("/{officer_id}")
async def show(request: Request, api: OfficerApi, officer_id: UUID) -> Response:
    return await one(request, api, officer_id, Form({"key": new_key()}))


@router.post("/{officer_id}")
async def act(request: Request, api: OfficerApi, officer_id: UUID) -> Response:
    """A role is asked for or ended, an officer shut out, let in again or recovered."""
    asked = Asked.of(await request.form())
    try:
        if asked.code:
            await api.step_up(asked.code)
        said = await do(api, str(officer_id), asked)
    except ApiProblem as problem:
        errors, status = at_fields(problem)
        return await one(request, api, officer_id, Form(asked.but(code="").values(), errors, problem.detail), status)
    return redirect(request, f"/petugas/petugas/{officer_id}", said)


def at_fields(problem: ApiProblem) -> tuple[dict[str, str], int]:
    """What concerns the period stands at its last day, what concerns her other roles at the role."""
    errors, status = refused(problem)
    if problem.code in ("roles_clash", "holds_role"):
        return {"role": problem.detail}, status
    return {name or "valid_to": text for name, text in errors.items()}, status


async def do(api: ApiClient, officer_id: str, asked: Asked) -> str:
    kind, _sep, assignment = asked.action.partition(":")
    if kind == "end":
        await api.end_role(assignment, asked.reason)
        return _("Peran diakhiri.")
    if kind == "paper":
        await api.read_paper(officer_id, asked.nik, asked.key or new_key())
        return _("Tersimpan. Halaman ini menunjukkan apakah keduanya sama.")
    if kind in REPLACED:
        decided: shapes.ReplacementDecision = {"agree": kind == "agree", "reason": asked.reason}
        await api.decide_replacement(officer_id, decided, asked.key or new_key())
        return _(REPLACED[kind])
    if kind in ENDS:
        await getattr(api, kind)(officer_id, asked.reason)
        return _(ENDS[kind])
    await api.ask_access(officer_id, asked.access(kind), asked.key or new_key())
    return _("Permintaan dikirim. Administrator lain memutuskannya.")
