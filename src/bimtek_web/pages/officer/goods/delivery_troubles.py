"""One handover with its scans and disputes, and goods that were not taken."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats, handovers, refusals, whole_refusals
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Owns, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, moment_of, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/serah-terima")
DISPUTE, BACK = ("reason", "note", "outcome", "dispute_id", "version"), "back:"


class Attempt(Filled):
    """A handover that did not come about."""

    kind: Text
    place: Text
    reason: Text
    date: Own
    time: Own
    next_on_day: Own
    next_on_month: Own
    next_on_year: Own
    no_conflict: Own
    key: Own
    pieces: Owns  # that the page listed: item and serial number
    receiver_id: Text
    giver_signature_id: Text
    receiver_signature_id: Text

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return {**refusals.typed_of(data)}

    def body(self, zone: str) -> shapes.AttemptCreate:
        """Which pieces were refused, by whom, signed by both; nothing of it where nobody came. What is no time is
        refused as a time."""
        came = self.kind == "refused"
        told = self if came else self.but(receiver_id="", giver_signature_id="", receiver_signature_id="")
        lines = whole_refusals.by_line(self.values(), self.pieces).items() if came else ()
        return told.sent(
            shapes.AttemptCreate, attempted_at=moment_of(self.date, self.time, zone),
            next_on=date_of(self.values(), "next_on"), no_conflict=self.no_conflict == "yes",
            lines=[{"line_id": line_id, "refused": pieces} for line_id, pieces in lines],
        )  # fmt: skip


async def attempt_page(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case, stock = await api.application(str(case_id)), await api.case_stock(str(case_id))
    return render(
        request, "officer/goods/attempt/page.html", status=status, personal=True, case=case, form=form, stock=stock,
        anchors=whole_refusals.anchors(stock),
    )  # fmt: skip


@router.get("/gagal/{case_id}", dependencies=[only("delivery.record")])
async def ask(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    local = formats.now().astimezone(ZoneInfo(formats.ZONES[await zone_of(api, case_id)]))
    values = {"key": new_key(), "date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}
    return await attempt_page(request, api, case_id, Form(values))


async def zone_of(api: ApiClient, case_id: UUID) -> str:
    case = await api.application(str(case_id))
    return (await api.district(case["district"]["code"]))["zone"]


@router.post("/gagal/{case_id}")
async def record(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Refused, every piece with its reason, or nobody came."""
    data = await request.form()
    filled = Attempt.of(data)
    body = None
    try:
        filled = await with_files(api, case_id, data, filled)
        body = filled.body(await zone_of(api, case_id))
        await api.record_attempt(str(case_id), body, filled.key or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(filled.values(), beside(errors, problem, body, filled), problem.detail)
        return await attempt_page(request, api, case_id, form, status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Tersimpan. Barang menunggu penyerahan berikutnya."))


def beside(
    errors: dict[str, str], problem: ApiProblem, body: shapes.AttemptCreate | None, filled: Attempt
) -> dict[str, str]:  # fmt: skip
    """Errors by the box they stand beside; what is about the pieces, beside the piece."""
    pieces = whole_refusals.faults(problem.pointers, body, filled.values()) if body else {}
    rest = {name or "lines": told for name, told in errors.items() if not (pieces and name == "lines")}
    return rest | pieces


async def with_files(api: ApiClient, case_id: UUID, data: FormData, filled: Attempt) -> Attempt:
    """Signatures and photos first, so that they are not lost when the form is refused."""
    district = (await api.application(str(case_id)))["district"]["code"]
    signed = await handovers.keep_signatures(api, district, data)
    return filled.but(**signed).with_rows(filled.rest | await refusals.keep_photos(api, district, data))


async def one(request: Request, api: ApiClient, delivery_id: UUID, form: Form, status: int = 200) -> Response:
    delivery, rights = await api.delivery(str(delivery_id)), officer_of(request)["permissions"]
    return render(
        request, "officer/goods/delivery/page.html", status=status, personal=True, delivery=delivery, form=form,
        records="delivery.record" in rights, watches="asset.watch" in rights, decides="asset.decide" in rights,
    )  # fmt: skip


@router.get("/{delivery_id}")
async def show(request: Request, api: OfficerApi, delivery_id: UUID) -> Response:
    return await one(request, api, delivery_id, Form())


@router.post("/{delivery_id}/pindaian")
async def keep_scan(request: Request, api: OfficerApi, delivery_id: UUID) -> Response:
    name, content = await picked(await request.form())
    try:
        await api.keep_minutes_scan(str(delivery_id), name, content)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form({}, {"file": errors.get("file", problem.detail)}, problem.detail)
        return await one(request, api, delivery_id, form, status)
    return redirect(request, f"/petugas/serah-terima/{delivery_id}", _("Pindaian tersimpan."))


@router.post("/{delivery_id}/sanggahan")
async def dispute(request: Request, api: OfficerApi, delivery_id: UUID) -> Response:
    """Opened with a reason, or decided with a note."""
    data = await request.form()
    values = typed(data, (*DISPUTE, *(name for name in data if name.startswith(BACK))))
    try:
        await send(api, str(delivery_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {"pieces" if name == "" else name: text for name, text in errors.items()}
        return await one(request, api, delivery_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/serah-terima/{delivery_id}", _("Tersimpan."))


async def send(api: ApiClient, delivery_id: str, values: dict[str, str]) -> None:
    if values["dispute_id"]:
        body = given(shapes.DisputeDecision(outcome=values["outcome"], note=values["note"]))
        if values["outcome"] == "upheld":
            body["pieces"] = [
                {"serial": name.removeprefix(BACK), "follows": values[name]}
                for name in values
                if name.startswith(BACK) and values[name]
            ]
        await api.decide_dispute(values["dispute_id"], seen_version(values), body)
        return
    await api.dispute_delivery(delivery_id, given(shapes.DisputeCreate(reason=values["reason"])))
