"""An officer registers somebody: at the desk, at the door, or after the window with a reason."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import entries, questions
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/daftarkan")
OWN = ("way", "late_reason", "override_reason", "extra", "key", "form_version")
TEXTS = (*entries.PLAIN, *entries.BORN, *OWN)


def body_of(values: dict[str, Any], session_id: str, asked: list[dict[str, Any]]) -> dict[str, Any]:
    """The registration with how it came about."""
    body = entries.body_of(values, session_id) | {"answers": questions.answers_of(asked, values)}
    assistance: dict[str, Any] = {"walk_in": values["way"] == "walk_in", "extra": values["extra"] == "yes"}
    assistance |= {name: values[name] for name in ("late_reason", "override_reason") if values[name].strip()}
    return body | {"assistance": assistance}


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
    values: dict[str, Any] = dict.fromkeys(TEXTS, "") | {name: [] for name in entries.LISTS}
    values |= {"key": new_key(), "way": "assisted"}
    values["district_code"] = (await api.session(str(session_id)))["district"]["code"]
    return await page(request, api, str(session_id), Form(values))


@router.post("")
async def answer(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """Registers, or only shows the lists that follow from the district chosen."""
    data = await request.form()
    values = typed(data, TEXTS, entries.LISTS) | questions.given(data)
    if data.get("action") != "send":
        return await page(request, api, str(session_id), Form(values))
    session = await api.session(str(session_id))
    try:
        asked = await entries.questions_of(api, session)
        made = await api.register(body_of(values, session["id"], asked), values["key"] or new_key())
    except ApiProblem as problem:
        return await refused(request, api, session, values, problem)
    return redirect(request, f"/petugas/pendaftaran?q={made['number']}", told(made))


def told(made: dict[str, Any]) -> str:
    """What became of it; of somebody who was registered before, how she stands now."""
    said = _("Terdaftar dengan nomor %(number)s. Sebutkan atau catatkan nomor itu untuk peserta.")
    if made["earlier_stands"]:
        said = _("Sudah terdaftar sebelumnya. Nomor kiriman ini %(number)s; keadaannya: %(status)s.")
    return said % {"number": made["number"], "status": labels.registrations.status(made["status"], officer=True)[1]}


async def refused(
    request: Request, api: ApiClient, session: dict[str, Any], values: dict[str, Any], problem: ApiProblem
) -> Response:
    """The form with everything kept. Several fields wrong at once are all named, not only the first the API met."""
    if problem.status not in (403, 409, 422):
        raise problem
    asked = await entries.questions_of(api, session)
    errors = problem.errors
    if problem.status == 422:
        plain = {name: value for name, value in body_of(values, session["id"], asked).items() if name != "assistance"}
        errors = await api.check_registration(plain) | errors
    return await page(request, api, session["id"], Form(values, errors, problem.detail), max(problem.status, 409))
