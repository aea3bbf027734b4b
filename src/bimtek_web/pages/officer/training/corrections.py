"""Corrections of a closed sheet or of a day that is over: propose, and decide what somebody else proposed."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, number_of, seen_version, typed
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/perbaikan")


class Correction(Filled):
    registration_id: Text
    day_id: Text
    mark: Text
    reason: Text
    note: Text
    key: Own


NEEDED = {
    "registration_id": N_("Pilih pesertanya."),
    "day_id": N_("Pilih harinya."),
    "mark": N_("Pilih kehadirannya."),
    "note": N_("Tulis mengapa harus diperbaiki."),
}


async def page(request: Request, api: ApiClient, session_id: str, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/training/corrections/page.html", status=status, personal=True, form=form,
        sheet=await api.attendance(session_id), corrections=await api.corrections(session_id),
        marks="attendance.mark" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, str(session_id), Form({"key": new_key()}))


@router.post("")
async def propose(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    filled = Correction.of(await request.form())
    values = filled.values()
    if missing := {name: _(text) for name, text in NEEDED.items() if not str(values[name]).strip()}:
        return await page(request, api, str(session_id), Form(values, missing), 422)
    body = filled.sent(shapes.CorrectionCreate)
    try:
        await api.propose_correction(str(session_id), body, filled.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, str(session_id), values, problem)
    return redirect(request, f"/petugas/sesi/{session_id}/perbaikan", _("Diusulkan. Petugas lain yang memutuskan."))


async def refused(
    request: Request, api: ApiClient, session_id: str, values: Mapping[str, object], problem: ApiProblem
) -> Response:
    if problem.status not in (409, 412, 422):
        raise problem
    return await page(request, api, session_id, Form(values, problem.errors, problem.detail), problem.status)


@router.post("/banyak")
async def decide_many(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """One decision on the chosen ones; who was skipped is told by name and why."""
    body = decision_of(await request.form())
    if not body["items"]:
        none = Form({"key": new_key()}, problem=_("Pilih paling sedikit satu."))
        return await page(request, api, str(session_id), none, 422)
    try:
        results = await api.decide_corrections(str(session_id), body)
    except ApiProblem as problem:
        return await refused(request, api, str(session_id), {"key": new_key()}, problem)
    return redirect(request, f"/petugas/sesi/{session_id}/perbaikan", summary(results))


def decision_of(data: FormData) -> shapes.BulkDecision:
    """The chosen corrections, each as `<id>:<version>`, and what is decided about them."""
    chosen = [str(each).rpartition(":") for each in data.getlist("item")]
    items: list[shapes.BulkItem] = [
        {"id": each, "version": number_of(version)} for each, _sep, version in chosen if version
    ]
    return {"action": str(data.get("action", "")), "note": str(data.get("note") or "") or None, "items": items[:100]}


def summary(results: list[shapes.BulkResult]) -> str:
    skipped = "; ".join(
        f"{each.get('name')}: {each.get('reason')}" for each in results if each["outcome"] == "skipped"
    )
    return _("Keputusan tersimpan.") + (" " + _("Dilewati: {who}").format(who=skipped) if skipped else "")


@router.post("/{correction_id}")
async def decide(request: Request, api: OfficerApi, session_id: UUID, correction_id: UUID) -> Response:
    values = typed(await request.form(), ("action", "note", "version"))
    version = seen_version(values)
    body: shapes.CorrectionDecision = {"action": values["action"], "note": values["note"] or None}
    try:
        await api.decide_correction(str(correction_id), version, body)
    except ApiProblem as problem:
        return await refused(request, api, str(session_id), {"key": new_key()}, problem)
    return redirect(request, f"/petugas/sesi/{session_id}/perbaikan", _("Keputusan tersimpan."))
