"""Handovers: list, the form at the workshop, and the minutes."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import handovers
from bimtek_web.ui.dependencies import OfficerApi, only
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, number_of, typed
from bimtek_web.ui.handovers import Handover
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


async def zone_of(api: ApiClient, case: shapes.ApplicationRead) -> str:
    return (await api.district(case["district"]["code"]))["zone"]


@router.get("/baru/{case_id}", dependencies=[only("delivery.record")])
async def new(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Empty, or what the draft of this case holds."""
    case = await api.application(str(case_id))
    zone, drafts = await zone_of(api, case), await api.handover_drafts(str(case_id))
    filled = handovers.begun(case, zone, new_key())
    draft = next((each for each in drafts if each["status"] == "open"), None)
    filled = handovers.resumed(filled, draft, zone) if draft else filled
    return await form_page(request, api, str(case_id), Form(filled.values()))


@router.post("/baru/{case_id}")
async def record(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Minutes when everything is there; what lacks evidence is kept as a draft."""
    data = await request.form()
    filled = Handover.of(data)
    case = await api.application(str(case_id))
    try:
        filled = await handovers.keep_files(api, case["district"]["code"], data, filled)
        return await send(request, api, case, filled, draft=data.get("action") == "draft")
    except ApiProblem as problem:
        if problem.status not in SHOWN:
            raise
        form = Form(filled.values(), problem.errors, problem.detail)
        return await form_page(request, api, str(case_id), form, problem.status)


async def send(
    request: Request, api: ApiClient, case: shapes.ApplicationRead, filled: Handover, *, draft: bool
) -> Response:  # fmt: skip
    zone = await zone_of(api, case)
    if draft:
        return await keep_draft(request, api, case, filled, zone, _("Disimpan sebagai konsep."))
    head = {"application_id": case["id"], "version": number_of(filled.version)}
    try:
        body = filled.body(shapes.DeliveryCreate, case, zone, **head, no_conflict=filled.no_conflict == "yes")
        made = await api.record_delivery(body, filled.key or new_key())
    except ApiProblem as problem:
        if problem.code != "evidence_missing":
            raise
        return await keep_draft(request, api, case, filled, zone, problem.detail or "")
    return redirect(request, f"/petugas/serah-terima/{made['id']}", _("Serah terima tersimpan."))


async def keep_draft(
    request: Request, api: ApiClient, case: shapes.ApplicationRead, filled: Handover, zone: str, told: str
) -> Response:  # fmt: skip
    """No number, no minutes, no budget: the form goes on where it was."""
    body = given(filled.body(shapes.DraftWriteTyped, case, zone))
    if filled.draft_id:
        await api.change_handover_draft(filled.draft_id, number_of(filled.draft_version), body)
    else:
        await api.keep_handover_draft(case["id"], body, f"{filled.key or new_key()}-konsep")
    return redirect(request, f"/petugas/serah-terima/baru/{case['id']}", told, "wait")


@router.post("/baru/{case_id}/buang")
async def discard_draft(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """The form is empty again; when somebody went on with the draft meanwhile, it is shown as it is now."""
    values = typed(await request.form(), ("draft_id", "draft_version"))
    try:
        version = number_of(values["draft_version"])
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
