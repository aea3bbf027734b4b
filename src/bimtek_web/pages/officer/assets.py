"""Machines after the handover: the list, and one with its state, keepers and labels."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.callers import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/alat")
FIELDS = ("action", "reason", "why", "keeper_id", "place", "letter_number", "dated_day", "dated_month", "dated_year",
          "version", "group_id")  # fmt: skip
MOVE = ("action", "reason", "letter_number", "keeper_id", "place", "group_id")


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", status: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "status": status, "cursor": cursor}
    page = await api.assets(**asked, limit=50)
    return render(request, "pages/officer/assets/page.html", personal=True, page=page, asked=asked)


@router.get("/label/{case_id}")
async def labels(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Stickers for every machine of a case."""
    content = await api.download(f"/v1/applications/{case_id}/labels")
    request.state.personal = True
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": "inline"})


async def one(request: Request, api: ApiClient, asset_id: UUID, form: Form, status: int = 200) -> Response:
    """When it goes to another group, that group's members are asked for as well."""
    asset = await api.asset(str(asset_id))
    possible = {each["action"] for each in asset["available_actions"]}
    groups = (await api.groups(limit=200))["items"] if "reassign" in possible else []
    group = await api.group(form.text("group_id")) if form.text("group_id") else None
    rights, history = request.state.officer["permissions"], await api.history("assets", str(asset_id))
    return render(
        request, "pages/officer/asset/page.html", status=status, personal=True, asset=asset, form=form, groups=groups,
        group=group, history=history, possible=possible, watches="asset.watch" in rights,
        decides="asset.decide" in rights,
    )  # fmt: skip


@router.get("/{asset_id}")
async def show(request: Request, api: OfficerApi, asset_id: UUID, group_id: UUID | None = None) -> Response:
    return await one(request, api, asset_id, Form({"group_id": str(group_id or "")}))


@router.post("/{asset_id}")
async def act(request: Request, api: OfficerApi, asset_id: UUID) -> Response:
    """A state, another keeper, another group, or ownership: whichever button was pressed."""
    values = typed(await request.form(), FIELDS)
    try:
        await send(api, str(asset_id), values)
    except ApiProblem as problem:
        errors, status = refused(problem)
        place = "why" if values["action"] in ("keep", "reassign") else "reason"
        if problem.code == "reason_required":
            errors = {"reason": problem.detail}
        errors = {place if name == "reason" else name: text for name, text in errors.items()}
        return await one(request, api, asset_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/alat/{asset_id}", _("Tersimpan."))


async def send(api: ApiClient, asset_id: str, values: dict[str, Any]) -> None:
    version, action = seen_version(values), values["action"]
    values = values | {"reason": values["why"] or values["reason"]}
    if action == "keep":
        body = {name: values[name] for name in ("keeper_id", "place", "reason") if values[name]}
        await api.change_keeper(asset_id, version, body)
    elif action == "title":
        body = {"dated": date_of(values, "dated")}
        body |= {"letter_number": values["letter_number"]} if values["letter_number"] else {}
        await api.transfer_title(asset_id, version, body)
    else:
        await api.move_asset(asset_id, version, {name: values[name] for name in MOVE if values[name]})
