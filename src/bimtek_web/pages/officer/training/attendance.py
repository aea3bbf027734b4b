"""The attendance sheet of a session."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, number_of, upload_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/kehadiran")


async def sheet(request: Request, api: ApiClient, session_id: str, form: Form, status: int = 200) -> Response:
    found = await api.attendance(session_id)
    editable = "attendance.mark" in officer_of(request)["permissions"] and found["session"]["status"] in (
        "published",
        "in_progress",
    )
    return render(
        request, "officer/training/attendance/page.html", status=status, personal=True, form=form, sheet=found,
        editable=editable,
    )  # fmt: skip


def marks_of(data: FormData) -> list[shapes.MarkWrite]:
    """The chosen cells: fields named `mark:<registration>:<day>`, a reason beside each."""
    marks: list[shapes.MarkWrite] = []
    for name, value in data.multi_items():
        kind, _sep, cell = name.partition(":")
        if kind == "mark" and value:
            registration_id, _sep, day_id = cell.partition(":")
            reason = str(data.get(f"reason:{cell}") or "") or None
            mark: shapes.MarkWrite = {"registration_id": registration_id, "day_id": day_id, "mark": str(value)}
            marks.append({**mark, "reason": reason if value == "excused" else None})
    return marks


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await sheet(request, api, str(session_id), Form())


@router.post("")
async def save(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    data = await request.form()
    marks, version = marks_of(data), str(data.get("version", ""))
    if not marks:
        nothing = Form(problem=_("Belum ada kehadiran yang dipilih. Pilih paling sedikit satu."))
        return await sheet(request, api, str(session_id), nothing, 422)
    try:
        note = str(data.get("note") or "").strip()
        saved = await api.mark_attendance(str(session_id), number_of(version), marks, note)
    except ApiProblem as problem:
        return await refused(request, api, str(session_id), data, problem)
    return redirect(request, f"/petugas/sesi/{session_id}/kehadiran", said(saved, marks))


def said(saved: shapes.Sheet, marks: list[shapes.MarkWrite]) -> str:
    """Whether everything sent is on the sheet now, or waits for the second officer."""
    rows = {row["registration_id"]: row["marks"] for row in saved["rows"]}
    written = {(person, day, cell["mark"]) for person, cells in rows.items() for day, cell in cells.items()}
    if all((each["registration_id"], each["day_id"], each["mark"]) in written for each in marks):
        return _("Kehadiran tersimpan.")
    return _("Kehadiran tersimpan. Hari yang sudah lewat menunggu pengesahan petugas lain.")


async def refused(request: Request, api: ApiClient, session_id: str, data: FormData, problem: ApiProblem) -> Response:
    """The sheet again with everything as it was chosen, and why nothing was saved."""
    if problem.status not in (409, 412, 422):
        raise problem
    values = {name: str(value) for name, value in data.items()}
    errors = {name: text for name, text in problem.errors.items() if name == "note"}
    form = Form(values, errors, problem=problem.detail)
    return await sheet(request, api, session_id, form, problem.status)


@router.post("/foto")
async def keep_paper(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """A photo of the list people signed."""
    data = await request.form()
    try:
        await api.keep_attendance_paper(str(session_id), str(data.get("day_id", "")), await upload_of(data, "photo"))
    except ApiProblem as problem:
        if problem.status not in (409, 413, 422):
            raise
        return await sheet(request, api, str(session_id), Form(problem=problem.detail), 422)
    return redirect(request, f"/petugas/sesi/{session_id}/kehadiran", _("Foto tersimpan."))


@router.get("/foto/{paper_id}")
async def show_paper(request: Request, api: OfficerApi, session_id: UUID, paper_id: UUID) -> Response:
    content = await api.download(f"/v1/sessions/{session_id}/attendance/papers/{paper_id}")
    request.state.personal = True
    return Response(content, media_type="image/jpeg")
