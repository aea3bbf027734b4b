"""Letters of a session: invitations to its people, assignments to its trainers."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.forms import Form
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/surat")
FILES = {"invitation": "surat-undangan", "assignment": "surat-tugas"}


async def page(request: Request, api: ApiClient, session_id: str, form: Form, status: int = 200) -> Response:
    session = await api.session(session_id)
    runs = "session.run" in officer_of(request)["permissions"]
    return render(
        request,
        "officer/training/letters/page.html",
        status=status,
        personal=True,
        form=form,
        session=session,
        runs=runs,
    )


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, str(session_id), Form())


@router.get("/cetak")
async def printed(
    request: Request,
    api: OfficerApi,
    session_id: UUID,
    kind: Literal["invitation", "assignment"],
    number: Annotated[str, Query(max_length=200)] = "",
    only: str = "",
) -> Response:
    """The PDF; when there is nobody to write to, the page again, which says what to do first."""
    asked = {"session": str(session_id), "kind": kind, "number": number.strip(), "only": only}
    try:
        content = await api.download("/v1/exports/letters", **asked)
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        form = Form({"number": number}, problem.errors, problem.detail)
        return await page(request, api, str(session_id), form, problem.status)
    request.state.personal = True
    headers = {"Content-Disposition": f'attachment; filename="{FILES[kind]}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
