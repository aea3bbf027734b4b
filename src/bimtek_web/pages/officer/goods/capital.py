"""Capital in tranches on a page of its own: condition, preparing, sending, arriving, and the report on its use."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import refunds, returns
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/modal")
FIELDS = ("met", "request_number", "payment_order_number", "disbursement_number", "reason", "used_rupiah",
          "refunded_rupiah", "refund_number", "note")  # fmt: skip
PLAIN = ("action", "version", "key", "no_conflict", "code")
# Where a refusal of the API that names no field stands on the page.
PLACES = {"reason_required": "reason", "sums_differ": "used_rupiah", "refund_unproved": "note"}
# Where one about everything that was sent stands, by the button that was pressed.
WHOLE = {"send": "payment_order_number", "confirm": "day"}


async def one(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case = await api.application(str(case_id))
    return render(
        request, "officer/goods/capital/page.html", status=status, personal=True, case=case, form=form,
        capital=await api.capital(str(case_id)), refunded=await api.refunds(str(case_id)),
        rulings=await api.refund_rulings(str(case_id)),
        account=await api.account(case["group_id"]), rights=officer_of(request)["permissions"], key=new_key(),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await one(request, api, case_id, Form())


@router.post("/{index}")
async def act(request: Request, api: OfficerApi, case_id: UUID, index: int) -> Response:
    """One step of one tranche; its fields carry the tranche's number, so that each keeps what was typed in it."""
    data = await request.form()
    days = tuple(f"day_{index}_{part}" for part in ("day", "month", "year"))
    values = typed(data, (*PLAIN, *days, *(f"{name}_{index}" for name in FIELDS)))
    bare = {name.removesuffix(f"_{index}"): text for name, text in values.items()}
    try:
        tranches = (await api.capital(str(case_id)))["tranches"]
        await send(api, tranches[min(index, len(tranches) - 1)], bare, data, index)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, case_id, kept(values, errors, problem, index), status)
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Tersimpan."))


@router.post("/{index}/kembali/{payment_id}")
async def take_back(request: Request, api: OfficerApi, case_id: UUID, index: int, payment_id: UUID) -> Response:
    """The bank sent a tranche back; its paper comes along."""
    data, mark = await request.form(), str(payment_id)
    values = returns.values_of(data, mark)
    try:
        if values["code"]:
            await api.step_up(values["code"])
        await api.record_tranche_return(mark, seen_version(values), *await returns.sent_by(data, values, mark))
    except ApiProblem as problem:
        return await one(request, api, case_id, *returns.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Uang kembali tercatat."))


@router.post("/minta/{payment_id}")
async def demand(request: Request, api: OfficerApi, case_id: UUID, payment_id: UUID) -> Response:
    """Money that arrived is asked back; somebody else decides."""
    data, mark = await request.form(), str(payment_id)
    values = refunds.values_of(data, mark, asking=mark)
    try:
        await api.demand_refund(mark, refunds.demanded(values, mark))
    except ApiProblem as problem:
        return await one(request, api, case_id, *refunds.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Permintaan tercatat, menunggu keputusan."))


@router.post("/minta/{demand_id}/putusan")
async def decide_demand(request: Request, api: OfficerApi, case_id: UUID, demand_id: UUID) -> Response:
    data, mark = await request.form(), str(demand_id)
    values = refunds.values_of(data, mark)
    given_word: shapes.DemandDecision = {"action": values["action"], "note": values[f"note_{mark}"] or None}
    try:
        await api.decide_refund_demand(mark, seen_version(values), given_word)
    except ApiProblem as problem:
        return await one(request, api, case_id, *refunds.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Tersimpan."))


@router.post("/minta/{demand_id}/usulan")
async def ask_ruling(request: Request, api: OfficerApi, case_id: UUID, demand_id: UUID) -> Response:
    """An approved demand is withdrawn, or its rest let go; somebody else decides."""
    data, mark = await request.form(), str(demand_id)
    values = refunds.values_of(data, mark, ruling=mark)
    try:
        await api.ask_refund_ruling(mark, refunds.ruled(values, mark))
    except ApiProblem as problem:
        return await one(request, api, case_id, *refunds.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Usulan tercatat, menunggu keputusan."))


@router.post("/usulan/{ruling_id}/putusan")
async def decide_ruling(request: Request, api: OfficerApi, case_id: UUID, ruling_id: UUID) -> Response:
    data, mark = await request.form(), str(ruling_id)
    values = refunds.values_of(data, mark)
    word: shapes.RulingDecision = {"action": values["action"], "note": values[f"note_{mark}"] or None}
    try:
        await api.decide_refund_ruling(mark, seen_version(values), word)
    except ApiProblem as problem:
        return await one(request, api, case_id, *refunds.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Tersimpan."))


@router.post("/setor/{payment_id}")
async def pay_back(request: Request, api: OfficerApi, case_id: UUID, payment_id: UUID) -> Response:
    """What the group paid back, with the bank's paper; another treasurer confirms it."""
    data, mark = await request.form(), str(payment_id)
    values = refunds.values_of(data, mark, paying=mark)
    try:
        await api.record_refund(mark, refunds.paid_back(values, mark), *await picked(data, f"refund_file_{mark}"))
    except ApiProblem as problem:
        return await one(request, api, case_id, *refunds.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Setoran tercatat, menunggu disahkan."))


@router.post("/setor/{receipt_id}/putusan")
async def decide_refund(request: Request, api: OfficerApi, case_id: UUID, receipt_id: UUID) -> Response:
    """By a fresh code; confirmed, it is booked."""
    data, mark = await request.form(), str(receipt_id)
    values = refunds.values_of(data, mark)
    given_word: shapes.RefundDecision = {"action": values["action"], "note": values[f"note_{mark}"] or None}
    try:
        if values["code"]:
            await api.step_up(values["code"])
        await api.decide_refund(mark, seen_version(values), given_word)
    except ApiProblem as problem:
        return await one(request, api, case_id, *refunds.form_of(values, problem, mark))
    return redirect(request, f"/petugas/permohonan/{case_id}/modal", _("Tersimpan."))


def kept(values: dict[str, str], errors: dict[str, str], problem: ApiProblem, index: int) -> Form:
    """Everything typed, and each error beside the field of its tranche."""
    if problem.code == "reason_required" and values["action"] == "return":
        errors = {"note": problem.detail}
    elif place := PLACES.get(problem.code):
        errors = {place: problem.detail}
    names = {"": WHOLE.get(values["action"], ""), "note": "met" if values["action"] == "condition" else "note"}
    errors = {names.get(name, name): text for name, text in errors.items()}
    named = {name if name == "code" else f"{name}_{index}": text for name, text in errors.items() if name}
    return Form(values, named, problem.detail)


async def send(
    api: ApiClient, tranche: shapes.TrancheRead, values: dict[str, str], data: FormData, index: int
) -> None:
    """Whichever button was pressed."""
    action, report = values["action"], tranche["report"]
    if action == "condition":
        await api.confirm_condition(tranche["line_id"], {"note": values["met"]})
    elif action == "prepare":
        free = values["no_conflict"] == "yes"
        body: shapes.TranchePrepare = {"request_number": values["request_number"], "no_conflict": free}
        await api.prepare_tranche(tranche["line_id"], body, values["key"] or new_key())
    elif report and action == "submit":
        told = shapes.HandInFundsReportForm(
            refund_number=values["refund_number"], note=values["note"], used_rupiah=values["used_rupiah"],
            refunded_rupiah=values["refunded_rupiah"],
        )  # fmt: skip
        await api.hand_in_funds_report(report["id"], given(told), *await picked(data, f"file_{index}"))
    elif report and action in ("accept", "return"):
        decision: shapes.FundsDecision = {"action": action, "note": values["note"] or None}
        await api.decide_funds_report(report["id"], seen_version(values), decision)
    else:
        if values["code"]:
            await api.step_up(values["code"])
        await api.move_tranche(tranche["payments"][-1]["id"], seen_version(values), moved(values, index))


def moved(values: dict[str, str], index: int) -> shapes.TrancheMove:
    move = shapes.TrancheMove(
        action=values["action"], payment_order_number=values["payment_order_number"], reason=values["reason"],
        disbursement_number=values["disbursement_number"], day=date_of(values, f"day_{index}"),
        no_conflict=values["no_conflict"] == "yes",
    )  # fmt: skip
    return given(move)
