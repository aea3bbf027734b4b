"""Officers' complaints: the list, and one case with its answer."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, only
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pengaduan")
FIELDS = ("action", "reason", "answer", "outcome", "version")


class Told(Filled):
    """A complaint that an officer takes down."""

    channel: Text
    category: Text
    district_code: Text
    text: Text
    name: Text
    contact: Text
    key: Own


@router.get("")
async def show_list(
    request: Request, api: OfficerApi, status: str = "", category: str = "", overdue: str = "", cursor: str = ""
) -> Response:
    asked = {"status": status, "category": category, "overdue": overdue, "cursor": cursor}
    page = await api.complaint_cases(**asked, limit=50)
    return render(request, "officer/aftercare/complaints/page.html", personal=True, page=page, asked=asked)


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    channels = [(code, _(word)) for code, word in labels.complaints.CHANNELS.items() if code != "web"]
    return render(
        request, "officer/aftercare/complaint_new/page.html", status=status, personal=True, form=form,
        channels=channels, districts=await api.districts(),
    )  # fmt: skip


@router.get("/baru", dependencies=[only("complaint.handle")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form(Told.blank(key=new_key()).values()))


@router.post("/baru")
async def take_down(request: Request, api: OfficerApi) -> Response:
    """What somebody said; answers with the paper for her, also when it was sent twice."""
    told = Told.of(await request.form())
    try:
        made = await api.take_down_complaint(told.sent(shapes.CaseCreate), told.key or new_key())
    except ApiProblem as problem:
        if problem.status not in (403, 409, 422):
            raise
        return await form_page(request, api, Form(told.values(), problem.errors, problem.detail), problem.status)
    address = f"{request.base_url}pengaduan/{made['number']}/{made['secret']}"
    return render(request, "officer/aftercare/complaint_new/slip.html", personal=True, ticket=made, address=address)


async def one(request: Request, api: ApiClient, complaint_id: str, form: Form, status: int = 200) -> Response:
    case = await api.complaint_case(complaint_id)
    return render(
        request, "officer/aftercare/complaint/page.html", status=status, personal=True, case=case, form=form
    )


@router.get("/{complaint_id}")
async def show(request: Request, api: OfficerApi, complaint_id: UUID) -> Response:
    return await one(request, api, str(complaint_id), Form(dict.fromkeys(FIELDS, "")))


@router.post("/{complaint_id}")
async def act(request: Request, api: OfficerApi, complaint_id: UUID) -> Response:
    """A step of the case, or a message for the complainant: the reason's text."""
    values = typed(await request.form(), FIELDS)
    try:
        await send(api, str(complaint_id), values)
    except ApiProblem as problem:
        if problem.status not in (409, 412, 422):
            raise
        errors = {{"text": "reason"}.get(name, name): text for name, text in problem.errors.items()}
        return await one(request, api, str(complaint_id), Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/pengaduan/{complaint_id}", _("Tersimpan."))


async def send(api: ApiClient, complaint_id: str, values: dict[str, str]) -> None:
    if values["action"] == "message":
        await api.tell_complainant(complaint_id, values["reason"])
        return
    move = shapes.ComplaintsCaseMove(
        action=values["action"], reason=values["reason"], answer=values["answer"], outcome=values["outcome"]
    )
    await api.move_complaint(complaint_id, seen_version(values), given(move))
