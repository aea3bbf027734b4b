"""Officers' list of sessions, and one session with what can be done with it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi")


def home_region(request: Request) -> str:
    """The officer's own region, so that she sees her sessions and not the whole country's."""
    regions = [role["region"]["code"] for role in officer_of(request)["roles"] if role["region"]]
    return regions[0] if len(regions) == 1 else ""


def plans(request: Request) -> bool:
    return "session.plan" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", status: str = "", cursor: str = "") -> Response:
    asked = {"q": q, "status": status, "cursor": cursor}
    page = await api.sessions(**asked, district=home_region(request), limit=50)
    return render(
        request, "officer/training/sessions/page.html", personal=True, page=page, asked=asked, plans=plans(request)
    )


async def one(request: Request, api: ApiClient, session_id: str, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/training/session/page.html", status=status, personal=True, form=form,
        plans=plans(request), session=await api.session(session_id),
        history=await api.history("sessions", session_id),
    )  # fmt: skip


@router.get("/{session_id}")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await one(request, api, str(session_id), Form({"reason": ""}))


@router.post("/{session_id}")
async def move(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    values = typed(await request.form(), ("action", "reason", "version"))
    body: shapes.Move = {"action": values["action"], "reason": values["reason"] or None}
    version = seen_version(values)
    try:
        await api.move_session(str(session_id), version, body)
    except ApiProblem as problem:
        if problem.status not in (409, 412, 422):
            raise
        return await one(request, api, str(session_id), Form(values, problem.errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/sesi/{session_id}", _("Tersimpan."))
