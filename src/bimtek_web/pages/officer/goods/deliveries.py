"""Handovers: list, the form at the workshop, and the minutes."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import handovers
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/serah-terima")
SHOWN = (403, 404, 409, 412, 422)


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    page = await api.deliveries(cursor=cursor, limit=50)
    return render(
        request, "officer/goods/deliveries/page.html", personal=True, page=page, asked={"cursor": cursor},
        ready=(await api.applications(status="decreed", limit=50))["items"]
        + (await api.applications(status="partly_delivered", limit=50))["items"],
    )  # fmt: skip


async def form_page(request: Request, api: ApiClient, case_id: str, form: Form, status: int = 200) -> Response:
    request.state.place = True
    case = await api.application(case_id)
    district = await api.district(case["district"]["code"])
    return render(
        request, "officer/goods/delivery_new/page.html", status=status, personal=True, form=form, case=case,
        zone=district["zone"], stock=await api.case_stock(case_id),
    )  # fmt: skip


async def zone_of(api: ApiClient, case: dict[str, Any]) -> str:
    return (await api.district(case["district"]["code"]))["zone"]


@router.get("/baru/{case_id}")
async def new(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Empty, or what the draft of this case holds."""
    case = await api.application(str(case_id))
    zone, drafts = await zone_of(api, case), await api.handover_drafts(str(case_id))
    values = handovers.begun(case, zone, new_key())
    draft = next((each for each in drafts if each["status"] == "open"), None)
    values = handovers.resumed(values, draft, zone) if draft else values
    return await form_page(request, api, str(case_id), Form(values))


@router.post("/baru/{case_id}")
async def record(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Minutes when everything is there; what lacks evidence is kept as a draft."""
    data = await request.form()
    values = typed(data, handovers.FIELDS, ("photos",)) | handovers.serials_of(data)
    case = await api.application(str(case_id))
    try:
        values |= await handovers.keep_files(api, case["district"]["code"], data, Form(values).many("photos"))
        return await send(request, api, case, values, draft=data.get("action") == "draft")
    except ApiProblem as problem:
        if problem.status not in SHOWN:
            raise
        return await form_page(
            request, api, str(case_id), Form(values, problem.errors, problem.detail), problem.status
        )


async def send(
    request: Request, api: ApiClient, case: dict[str, Any], values: dict[str, Any], *, draft: bool
) -> Response:  # fmt: skip
    body = handovers.body_of(case, values, await zone_of(api, case))
    if draft:
        return await keep_draft(request, api, case, values, body, _("Disimpan sebagai konsep."))
    try:
        made = await api.record_delivery(body | head_of(case, values), values["key"] or new_key())
    except ApiProblem as problem:
        if problem.code != "evidence_missing":
            raise
        return await keep_draft(request, api, case, values, body, problem.detail or "")
    return redirect(request, f"/petugas/serah-terima/{made['id']}", _("Serah terima tersimpan."))


def head_of(case: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    free = values["no_conflict"] == "yes"
    return {"application_id": case["id"], "version": seen_version(values), "no_conflict": free}


async def keep_draft(
    request: Request, api: ApiClient, case: dict[str, Any], values: dict[str, Any], body: dict[str, Any], told: str
) -> Response:  # fmt: skip
    """No number, no minutes, no budget: the form goes on where it was."""
    body = {name: value for name, value in body.items() if value != ""}
    if values["draft_id"]:
        version = seen_version({"version": values["draft_version"]})
        await api.change_handover_draft(values["draft_id"], version, body)
    else:
        await api.keep_handover_draft(case["id"], body, f"{values['key'] or new_key()}-konsep")
    return redirect(request, f"/petugas/serah-terima/baru/{case['id']}", told, "wait")


@router.post("/baru/{case_id}/buang")
async def discard_draft(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """The form is empty again; when somebody went on with the draft meanwhile, it is shown as it is now."""
    values = typed(await request.form(), ("draft_id", "draft_version"))
    try:
        version = seen_version({"version": values["draft_version"]})
        await api.discard_handover_draft(values["draft_id"], version)
    except ApiProblem as problem:
        if problem.status not in SHOWN:
            raise
        return redirect(request, f"/petugas/serah-terima/baru/{case_id}", problem.detail or "", "wait")
    return redirect(request, f"/petugas/serah-terima/baru/{case_id}", _("Konsep dibuang."))


@router.get("/{delivery_id}/berita-acara")
async def minutes(request: Request, api: OfficerApi, delivery_id: UUID) -> Response:
    content = await api.download(f"/v1/deliveries/{delivery_id}/minutes")
    request.state.personal = True
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": 'inline; filename="BAST.pdf"'}
    )
