"""Who must still be told, with a chat ready to send by hand."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/kabar")


@router.get("")
async def show_list(
    request: Request, api: OfficerApi, which: str = "", application: str = "", complaint: str = "", cursor: str = ""
) -> Response:
    """What must still be told, or everything; of one case or complaint where its page leads here."""
    about = {"application": application[:36], "complaint": complaint[:36]}
    page = await api.messages(untold="" if which == "all" else "true", cursor=cursor, limit=50, **about)
    asked = {"which": which, "cursor": cursor, **about}
    return render(request, "officer/desk/messages/page.html", personal=True, page=page, asked=asked)


@router.post("/{message_id}")
async def told(request: Request, api: OfficerApi, message_id: UUID) -> Response:
    """Told by somebody else meanwhile is told all the same."""
    try:
        await api.tell_person(str(message_id))
    except ApiProblem as problem:
        if problem.status != 409:
            raise
    return redirect(request, "/petugas/kabar", _("Tercatat: sudah disampaikan."))


@router.post("/{message_id}/ulang")
async def retry(request: Request, api: OfficerApi, message_id: UUID) -> Response:
    """Sent by somebody else meanwhile is sent all the same."""
    try:
        await api.retry_message(str(message_id))
    except ApiProblem as problem:
        if problem.status != 409:
            raise
    return redirect(request, "/petugas/kabar", _("Dikirim ulang. Lihat hasilnya sebentar lagi."))
