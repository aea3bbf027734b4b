"""The address of the group's own page, and what the group says against the end of its case."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan")


@router.get("/{case_id}/tautan")
async def link(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    found, case = await api.case_link(str(case_id)), await api.application(str(case_id))
    address = f"{request.base_url}bantuan/{found['number']}/{found['secret']}"
    return render(request, "officer/cases/link/page.html", personal=True, case=case, address=address)


@router.post("/{case_id}/keberatan/{appeal_id}")
async def decide(request: Request, api: OfficerApi, case_id: UUID, appeal_id: UUID) -> Response:
    """Upheld or dismissed; a fresh code is handed in first when one was typed."""
    values = typed(await request.form(), ("outcome", "note", "code", "no_conflict", "version"))
    free = values["no_conflict"] == "yes"
    body: shapes.AppealDecision = {"outcome": values["outcome"], "note": values["note"], "no_conflict": free}
    if values["code"]:
        await api.step_up(values["code"])
    await api.decide_appeal(str(appeal_id), seen_version(values), body)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Keputusan tersimpan."))
