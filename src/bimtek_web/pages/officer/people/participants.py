"""Participants of the officer's districts."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/peserta")


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "cursor": cursor}
    page = await api.participants(**asked, limit=50)
    return render(request, "officer/people/participants/page.html", personal=True, page=page, asked=asked)


async def person(
    request: Request, api: ApiClient, participant_id: str, form: Form, cursor: str = "", status: int = 200,
    nik: str | None = None,
) -> Response:  # fmt: skip
    officer = officer_of(request)
    regions = [role["region"]["code"] for role in officer["roles"] if role["region"]]
    found = await api.participant(participant_id)
    invites = "registration.decide" in officer["permissions"]
    look = pickers.open_sessions(api, regions[0] if regions else "")
    return render(
        request, "officer/people/participant/page.html", status=status, personal=True, form=form, person=found,
        sessions=await pickers.search(look, form, "session_id") if invites else None, key=new_key(), nik=nik,
        history=await api.history("participants", participant_id, cursor=cursor),
    )  # fmt: skip


@router.get("/{participant_id}")
async def show(request: Request, api: OfficerApi, participant_id: UUID, cursor: str = "") -> Response:
    return await person(request, api, str(participant_id), Form(), cursor)


async def not_invited(
    request: Request, api: ApiClient, participant_id: UUID, values: Mapping[str, object],
    problem: ApiProblem | None = None,
) -> Response:  # fmt: skip
    """Without a session, or refused: with everything typed."""
    if problem is None:
        wrong = Form(values, {"session_id": _("Pilih sesinya.")})
        return await person(request, api, str(participant_id), wrong, status=422)
    if problem.status not in (409, 422):
        raise problem
    return await person(request, api, str(participant_id), Form(values, {}, problem.detail), status=409)


@router.post("/{participant_id}/undangan")
async def invite(request: Request, api: OfficerApi, participant_id: UUID) -> Response:
    """A seat is held for her until she answers."""
    data = await request.form()
    values = typed(data, ("session_id", "key"))
    shown = {**values, **pickers.typed_search(data)}
    if pickers.searches(data):
        return await person(request, api, str(participant_id), Form(shown))
    if not values["session_id"]:
        return await not_invited(request, api, participant_id, shown)
    try:
        made = await api.invite(values["session_id"], str(participant_id), values["key"] or new_key())
    except ApiProblem as problem:
        return await not_invited(request, api, participant_id, shown, problem)
    return redirect(request, f"/petugas/pendaftaran/{made['id']}", _("Diundang. Kursinya disimpan sampai dijawab."))


@router.post("/{participant_id}/kartu-keluarga")
async def keep_family_card(request: Request, api: OfficerApi, participant_id: UUID) -> Response:
    values = typed(await request.form(), ("family_card",))
    try:
        await api.keep_family_card(str(participant_id), {"number": values["family_card"]})
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"family_card": next(iter(errors.values()), problem.detail)}
        return await person(request, api, str(participant_id), Form(values, errors, problem.detail), status=status)
    return redirect(request, f"/petugas/peserta/{participant_id}", _("Kartu keluarga tersimpan."))


@router.post("/{participant_id}/nik")
async def reveal_nik(request: Request, api: OfficerApi, participant_id: UUID) -> Response:
    """The whole number stands on this answer and nowhere else."""
    values = typed(await request.form(), ("nik_reason",))
    try:
        nik = await api.reveal_nik(str(participant_id), values["nik_reason"])
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"nik_reason": errors.get("reason", problem.detail)}
        return await person(request, api, str(participant_id), Form(values, errors, problem.detail), status=status)
    return await person(request, api, str(participant_id), Form(), nik=nik)
