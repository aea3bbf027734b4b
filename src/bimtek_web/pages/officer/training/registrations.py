"""Officers' table of registrations, and one registration with its decision."""

from collections.abc import Mapping
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import filters
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.downloads import in_the_browser
from bimtek_web.ui.filled import Filled, Own, Text, Texts
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, number_of, typed, upload_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pendaftaran")
REFUSALS = (409, 412, 422)


class Decision(Filled):
    action: Own
    reason: Text
    version: Own
    card_seen: Own
    fields: Texts

    def body(self) -> shapes.RegistrationMove:
        return {
            "action": self.action, "reason": self.reason or None, "fields": self.fields,
            "card_seen": self.action == "bind" and bool(self.card_seen),
        }  # fmt: skip


async def table(
    request: Request, api: ApiClient, asked: dict[str, str], results: Mapping[str, object] | None = None
) -> Response:
    page = await api.registrations(**asked, limit=50)
    session = await api.session(asked["session"]) if asked["session"] else None
    decides = "registration.decide" in officer_of(request)["permissions"]
    return render(
        request, "officer/training/registrations/page.html", block="table", personal=True, page=page, asked=asked,
        session=session, decides=decides, results=results, views=await api.views(),
    )  # fmt: skip


@router.get("")
async def show_table(request: Request, api: OfficerApi) -> Response:
    return await table(request, api, filters.of(request))


@router.post("")
async def decide_many(request: Request, api: OfficerApi) -> Response:
    """One action for the picked rows; what was skipped is said with its reason."""
    body = picked(await request.form())
    results = missing_of(body) or summed(await api.move_registrations(body))
    return await table(request, api, filters.of(request), results)


def picked(data: FormData) -> shapes.BulkMove:
    rows = [str(value).partition(":") for value in data.getlist("pick")]
    return {
        "action": str(data.get("action", "")), "reason": str(data.get("reason", "")) or None,
        "fields": [str(value) for value in data.getlist("fields") if value in labels.registrations.FIELDS],
        "items": [{"id": each[0], "version": each[2]} for each in rows if each[2].isdigit()],
    }  # fmt: skip


def missing_of(body: shapes.BulkMove) -> dict[str, object] | None:
    """What must be picked first."""
    if not body["items"]:
        return undone(_("Belum ada yang dipilih"), _("Pilih dahulu barisnya."))
    if body["action"] == "return" and not body.get("fields"):
        return undone(_("Belum ada yang dikembalikan"), _("Pilih isian yang harus diperbaiki."))
    return None


def undone(what: str, why: str) -> dict[str, object]:
    return {"done": 0, "skipped": [{"name": what, "reason": why}]}


def summed(results: list[shapes.BulkResult]) -> dict[str, object]:
    skipped = [each for each in results if each["outcome"] == "skipped"]
    return {"done": len(results) - len(skipped), "skipped": skipped}


async def case(request: Request, api: ApiClient, registration_id: str, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/training/registration/page.html", status=status, personal=True, form=form,
        registration=await api.registration(registration_id),
        history=await api.history("registrations", registration_id),
        messages=(await api.messages(registration=registration_id, limit=20))["items"],
    )  # fmt: skip


@router.get("/{registration_id}")
async def show_case(request: Request, api: OfficerApi, registration_id: UUID) -> Response:
    return await case(request, api, str(registration_id), Form({"reason": ""}))


@router.post("/{registration_id}")
async def decide(request: Request, api: OfficerApi, registration_id: UUID) -> Response:
    filled = Decision.of(await request.form())
    try:
        moved = await api.move_registration(str(registration_id), number_of(filled.version), filled.body())
    except ApiProblem as problem:
        if problem.status not in REFUSALS:
            raise
        form = Form(filled.values(), problem.errors, problem.detail)
        return await case(request, api, str(registration_id), form, problem.status)
    message = _("Tersimpan. Pendaftaran %(name)s sudah diputuskan.") % {"name": moved["name"]}
    return redirect(request, f"/petugas/pendaftaran/{registration_id}", message)


@router.post("/{registration_id}/persetujuan")
async def agree(request: Request, api: OfficerApi, registration_id: UUID) -> Response:
    """What a participant said about the use of her data, written down for her."""
    values = typed(await request.form(), ("purpose", "given"))
    await api.agree_for(str(registration_id), {"purpose": values["purpose"], "given": values["given"] == "yes"})
    return redirect(request, f"/petugas/pendaftaran/{registration_id}", _("Persetujuan peserta tercatat."))


@router.get("/{registration_id}/berkas/{key}")
async def read_file(request: Request, api: OfficerApi, registration_id: UUID, key: str) -> Response:
    content = await api.download(f"/v1/registrations/{registration_id}/files/{quote(key, safe='')}")
    return in_the_browser(request, content, "berkas")


@router.post("/{registration_id}/berkas/{key}")
async def send_file(request: Request, api: OfficerApi, registration_id: UUID, key: str) -> Response:
    """What somebody brought on paper, photographed at the desk."""
    content = await upload_of(await request.form())
    try:
        await api.send_file(str(registration_id), key, content)
    except ApiProblem as problem:
        if problem.status not in (*REFUSALS, 413):
            raise
        return await case(request, api, str(registration_id), Form({"reason": ""}, problem=problem.detail), 422)
    return redirect(request, f"/petugas/pendaftaran/{registration_id}", _("Berkas tersimpan."))
