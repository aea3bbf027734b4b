"""Machines after the handover: the list, and one with its state, keepers and labels."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.filled import Filled, Own
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, number_of, picked, refused
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/alat")


class Act(Filled):
    """Whatever may be done with a machine: each button uses its own part."""

    action: Own
    reason: Own
    why: Own
    keeper_id: Own
    place: Own
    letter_number: Own
    dated_day: Own
    dated_month: Own
    dated_year: Own
    version: Own
    ground: Own
    recall_id: Own
    note: Own
    key: Own


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", status: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "status": status, "cursor": cursor}
    page = await api.assets(**asked, limit=50)
    return render(request, "officer/aftercare/assets/page.html", personal=True, page=page, asked=asked)


@router.get("/label/{case_id}")
async def labels(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Stickers for every machine of a case."""
    content = await api.download(f"/v1/applications/{case_id}/labels")
    request.state.personal = True
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": "inline"})


async def one(request: Request, api: ApiClient, asset_id: UUID, form: Form, status: int = 200) -> Response:
    asset = await api.asset(str(asset_id))
    possible = {each["action"] for each in asset["available_actions"]}
    rights, history = officer_of(request)["permissions"], await api.history("assets", str(asset_id))
    return render(
        request, "officer/aftercare/asset/page.html", status=status, personal=True, asset=asset, form=form,
        history=history, possible=possible, watches="asset.watch" in rights,
        decides="asset.decide" in rights,
    )  # fmt: skip


@router.get("/{asset_id}")
async def show(request: Request, api: OfficerApi, asset_id: UUID) -> Response:
    return await one(request, api, asset_id, Form({"key": new_key()}))


@router.post("/{asset_id}")
async def act(request: Request, api: OfficerApi, asset_id: UUID) -> Response:
    """A state, another keeper, ownership, or the recall of what is owned: whichever button was pressed."""
    data = await request.form()
    done = Act.of(data)
    try:
        await send(api, str(asset_id), done, *await picked(data))
    except ApiProblem as problem:
        return await again(request, api, asset_id, done, problem)
    return redirect(request, f"/petugas/alat/{asset_id}", _("Tersimpan."))


async def again(
    request: Request, api: ApiClient, asset_id: UUID, done: Act, problem: ApiProblem
) -> Response:  # fmt: skip
    """The page as it was, with each fault beside its field."""
    errors, status = refused(problem)
    place = "why" if done.action in ("keep", "ask_recall") else "reason"
    if problem.code == "reason_required":
        errors = {"reason": problem.detail}
    errors = {place if name == "reason" else name: text for name, text in errors.items()}
    return await one(request, api, asset_id, Form(done.values(), errors, problem.detail), status)


async def send(api: ApiClient, asset_id: str, done: Act, name: str, paper: bytes) -> None:
    version, action, reason = number_of(done.version), done.action, done.why or done.reason
    if action == "ask_recall":
        told: shapes.AskRecallForm = {"ground": done.ground, "letter_number": done.letter_number, "reason": reason}
        await api.ask_recall(asset_id, told, name, paper, done.key or new_key())
    elif action == "keep":
        custody = shapes.CustodyWrite(keeper_id=done.keeper_id, place=done.place, reason=reason)
        await api.change_keeper(asset_id, version, given(custody))
    elif action == "title":
        title = given(shapes.TitleWrite(dated=date_of(done.values(), "dated"), letter_number=done.letter_number))
        await api.transfer_title(asset_id, version, title)
    elif action in ("approved", "declined"):
        decision: shapes.RecallDecision = {"outcome": action, "note": done.note or None}
        await api.decide_recall(done.recall_id, version, decision)
    else:
        await api.move_asset(asset_id, version, given(shapes.AssetMove(action=action, reason=reason)))
