"""Points before and after, and what attendees thought."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, number_of
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/nilai")
KINDS = ("pre", "post")


async def page(
    request: Request, api: ApiClient, session_id: str, form: Form | None = None, status: int = 200
) -> Response:
    scores = await api.scores(session_id)
    return render(
        request, "officer/training/results/page.html", status=status, personal=True, scores=scores,
        session=await api.session(session_id), form=form or Form(values_of(scores)),
        opinions=await api.evaluation(session_id), marks="attendance.mark" in officer_of(request)["permissions"],
    )  # fmt: skip


def values_of(scores: shapes.Scores) -> dict[str, str]:
    return {
        f"{kind}:{row['registration_id']}": "" if row[kind] is None else str(row[kind])
        for row in scores["items"]
        for kind in KINDS
    }


def rows_of(values: dict[str, str]) -> list[shapes.ScoreWrite]:
    """One row per person; an empty box is a test without points."""
    people = dict.fromkeys(name.partition(":")[2] for name in values if name.partition(":")[0] in KINDS)
    rows: list[shapes.ScoreWrite] = []
    for person in people:
        pre, post = (values.get(f"{kind}:{person}", "").strip() or None for kind in KINDS)
        rows.append({"registration_id": person, "pre": pre, "post": post})
    return rows


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, str(session_id))


@router.post("")
async def save(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    data = await request.form()
    values = {name: str(value)[:10] for name, value in data.multi_items() if ":" in name}
    rows, version = rows_of(values), str(data.get("version", ""))
    try:
        await api.record_scores(str(session_id), number_of(version), rows)
    except ApiProblem as problem:
        if problem.status not in (409, 412, 422):
            raise
        errors = {place(pointer, rows): text for pointer, text in problem.pointers.items()}
        return await page(request, api, str(session_id), Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/sesi/{session_id}/nilai", _("Nilai tersimpan."))


def place(pointer: str, rows: list[shapes.ScoreWrite]) -> str:
    """The form's field a pointer such as `/scores/3/post` means."""
    parts = pointer.strip("/").split("/")
    index = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() and int(parts[1]) < len(rows) else 0
    kind = parts[2] if len(parts) > 2 and parts[2] in KINDS else "pre"
    return f"{kind}:{rows[index]['registration_id']}" if rows else ""
