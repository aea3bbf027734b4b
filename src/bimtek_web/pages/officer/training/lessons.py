"""Who teaches what when in one session."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, seen_version
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.pickers import Choice
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/pelajaran")
PARTS = ("trainer_id", "starts_at", "ends_at", "topic")
SPARE = 2


def name(part: str, day_id: str, row: int) -> str:
    return f"{part}:{day_id}:{row}"


def values_of(session: shapes.SessionDetail, lessons: shapes.Lessons) -> dict[str, str]:
    """The lessons as the form holds them: rows by day, and some empty ones."""
    values = {"version": str(lessons["version"])}
    for day in session["days"]:
        taught = [each for each in lessons["items"] if each["day_id"] == day["id"]]
        for row, each in enumerate(taught):
            values |= {name(part, day["id"], row): each[part] for part in PARTS}
    return values


def rows_of(session: shapes.SessionDetail, values: Mapping[str, object]) -> dict[str, range]:
    """How many rows each day shows."""
    found = {}
    for day in session["days"]:
        used = [row for row in range(20) if any(values.get(name(part, day["id"], row)) for part in PARTS)]
        found[day["id"]] = range((max(used) + 1 if used else 0) + SPARE)
    return found


def typed_lessons(session: shapes.SessionDetail, data: FormData) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """What was typed, and which rows hold a lesson, in the order they are sent."""
    values = {key: str(value)[:200] for key, value in data.multi_items() if key.count(":") == 2}
    values["version"] = str(data.get("version", ""))
    filled = [
        (day["id"], row)
        for day in session["days"]
        for row in range(20)
        if values.get(name("trainer_id", day["id"], row)) or values.get(name("topic", day["id"], row))
    ]
    return values, filled


async def page(
    request: Request, api: ApiClient, session: shapes.SessionDetail, form: Form | None = None, status: int = 200
) -> Response:
    lessons = await api.lessons(session["id"])
    form = form or Form(values_of(session, lessons))
    known = [Choice(each["trainer_id"], each["trainer_name"]) for each in lessons["items"]]
    chosen = [str(value) for key, value in form.values.items() if key.startswith("trainer_id:") and value]
    found = await pickers.search(
        pickers.trainers(api), form, "trainer", [*chosen, *(each.code for each in known)], known
    )
    return render(
        request, "officer/training/lessons/page.html", status=status, personal=True, form=form, session=session,
        lessons=lessons, rows=rows_of(session, form.values), cell_name=name,
        trainers=found,
        plans="session.plan" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, await api.session(str(session_id)))


@router.post("")
async def save(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    session, data = await api.session(str(session_id)), await request.form()
    values, filled = typed_lessons(session, data)
    form = Form(values | pickers.typed_search(data))
    if pickers.searches(data):
        return await page(request, api, session, form)
    try:
        await api.plan_lessons(session["id"], seen_version(values), body_of(values, filled))
    except ApiProblem as problem:
        return await refused(request, api, session, form, problem, filled)
    return redirect(request, f"/petugas/sesi/{session_id}/pelajaran", _("Jadwal pelajaran tersimpan."))


async def refused(
    request: Request, api: ApiClient, session: shapes.SessionDetail, form: Form, problem: ApiProblem,
    filled: list[tuple[str, int]],
) -> Response:  # fmt: skip
    if problem.status not in (409, 412, 422):
        raise problem
    errors = {place(pointer, filled): text for pointer, text in problem.pointers.items()}
    return await page(request, api, session, Form(form.values, errors, problem.detail), problem.status)


def body_of(values: dict[str, str], filled: list[tuple[str, int]]) -> list[shapes.LessonWrite]:
    lessons: list[shapes.LessonWrite] = []
    for day, row in filled:
        trainer, begins, ends, topic = (values.get(name(part, day, row), "") for part in PARTS)
        lessons.append({"day_id": day, "trainer_id": trainer, "starts_at": begins, "ends_at": ends, "topic": topic})
    return lessons


def place(pointer: str, filled: list[tuple[str, int]]) -> str:
    """The form's field a pointer such as `/lessons/3/topic` means."""
    parts = pointer.strip("/").split("/")
    index = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    day, row = filled[min(index, len(filled) - 1)] if filled else ("", 0)
    return name(parts[2] if len(parts) > 2 and parts[2] in PARTS else "starts_at", day, row)
