"""Holding a case until something else is cleared up, and letting it go on; the case's page has the link."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/penahanan")


async def one(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case = await api.application(str(case_id))
    return render(request, "officer/cases/holds/page.html", status=status, personal=True, form=form, case=case)


@router.get("")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await one(request, api, case_id, Form())


@router.post("")
async def act(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    """Held or let go, whichever the form asked for."""
    values = typed(await request.form(), ("action", "reason", "reference", "note"))
    try:
        if values["action"] == "release":
            await api.release_case(str(case_id), {"note": values["note"]})
        else:
            await api.hold_case(str(case_id), {"reason": values["reason"], "reference": values["reference"]})
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await one(request, api, case_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Tersimpan."))
