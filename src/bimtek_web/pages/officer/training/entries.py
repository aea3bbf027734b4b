"""An officer registers somebody: at the desk, at the door, or after the window with a reason."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import entries
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.entries import Entry
from bimtek_web.ui.filled import Own
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/daftarkan")


class Assisted(Entry):
    """How it came about that an officer registers somebody."""

    way: Own
    late_reason: Own
    override_reason: Own
    extra: Own

    def assistance(self) -> shapes.Assistance:
        found: shapes.Assistance = {"walk_in": self.way == "walk_in", "extra": self.extra == "yes"}
        if self.late_reason.strip():
            found["late_reason"] = self.late_reason
        if self.override_reason.strip():
            found["override_reason"] = self.override_reason
        return found


async def page(request: Request, api: ApiClient, session_id: str, form: Form, status: int = 200) -> Response:
    session = await api.session(session_id)
    return render(
        request, "officer/training/entry/page.html", block="place", status=status, personal=True, form=form,
        session=session, entry=f"/petugas/sesi/{session_id}/daftarkan", notice=await api.notice(),
        districts=await api.districts(), trades=await api.trades(), equipment=await api.equipment(),
        asked=await entries.questions_of(api, session), **await entries.places(api, form),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    session = await api.session(str(session_id))
    typed = Assisted.blank(key=new_key(), way="assisted", district_code=session["district"]["code"])
    return await page(request, api, str(session_id), Form(typed.values()))


@router.post("")
async def answer(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """Registers, or only shows the lists that follow from the district chosen."""
    data = await request.form()
    typed = Assisted.of(data)
    if data.get("action") != "send":
        return await page(request, api, str(session_id), Form(typed.values()))
    session = await api.session(str(session_id))
    try:
        asked = await entries.questions_of(api, session)
        body = typed.body(session["id"], asked)
        made = await api.register({**body, "assistance": typed.assistance()}, typed.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, session, typed, problem)
    return redirect(request, f"/petugas/pendaftaran?q={made['number']}", told(made))


def told(made: shapes.ReceiptsReceiptRead) -> str:
    """What became of it; of somebody who was registered before, how she stands now."""
    said = _("Terdaftar dengan nomor %(number)s. Sebutkan atau catatkan nomor itu untuk peserta.")
    if made["earlier_stands"]:
        said = _("Sudah terdaftar sebelumnya. Nomor kiriman ini %(number)s; keadaannya: %(status)s.")
    return said % {"number": made["number"], "status": labels.registrations.status(made["status"], officer=True)[1]}


async def refused(
    request: Request, api: ApiClient, session: shapes.SessionDetail, typed: Assisted, problem: ApiProblem
) -> Response:
    """The form with everything kept. Several fields wrong at once are all named, not only the first the API met."""
    if problem.status not in (403, 409, 422):
        raise problem
    asked = await entries.questions_of(api, session)
    errors = problem.errors
    if problem.status == 422:
        errors = await api.check_registration(typed.body(session["id"], asked)) | errors
    form = Form(typed.values(), errors, problem.detail)
    return await page(request, api, session["id"], form, max(problem.status, 409))
