"""Scoring one case: points for every criterion, each scorer alone."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan/{case_id}/nilai")
FIELDS, POINTS = ("note", "no_conflict", "version"), [f"points_{row}" for row in range(12)]


async def form_page(request: Request, api: ApiClient, case_id: UUID, form: Form, status: int = 200) -> Response:
    case, scores = await api.application(str(case_id)), await api.case_scores(str(case_id))
    possible = "score" in {each["action"] for each in case["available_actions"]} and not scores["scored_by_you"]
    return render(
        request, "officer/cases/scores/page.html", status=status, personal=True, form=form, case=case, scores=scores,
        possible=possible,
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await form_page(request, api, case_id, Form())


@router.post("")
async def give(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    values = typed(data := await request.form(), (*FIELDS, *POINTS))
    try:
        body = body_of(values, [name for name in POINTS if name in data])
        await api.give_score(str(case_id), seen_version(values), body)
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = {placed(pointer): text for pointer, text in problem.pointers.items()} or errors
        errors |= {name: _("Pilih angka 1 sampai 5.") for name in errors if name.startswith("points_")}
        return await form_page(request, api, case_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/permohonan/{case_id}/nilai", _("Nilai tersimpan."))


def body_of(values: dict[str, str], asked: list[str]) -> shapes.ScoreCreate:
    points: list[int | str] = [values[name] for name in asked]
    free = values["no_conflict"] == "yes"
    return {"points": points, "note": values["note"] or None, "no_conflict": free}


def placed(pointer: str) -> str:
    """The field of a pointer like /points/2; the first criterion for what concerns all of them."""
    parts = pointer.strip("/").split("/")
    return parts[0] if parts[0] != "points" else f"points_{parts[1] if len(parts) > 1 else 0}"
