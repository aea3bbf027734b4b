"""Rubrics: the list, one edition, a new rubric, the next edition."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/rubrik")
ROWS = range(8)
NUMBERS = ("scorers", "most_spread", "lowest")
PARTS = (*NUMBERS, *(f"{part}_{row}" for row in ROWS for part in ("criterion", "weight")))


def manages(request: Request) -> bool:
    return "programme.manage" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    found = await api.rubrics()
    return render(request, "officer/cases/rubrics/page.html", personal=True, rubrics=found, manages=manages(request))


def form_page(request: Request, form: Form, rubric: shapes.RubricRead | None = None, status: int = 200) -> Response:
    return render(
        request, "officer/cases/rubrics/form.html", status=status, personal=True, form=form, rubric=rubric, rows=ROWS
    )


@router.get("/baru", dependencies=[only("programme.manage")])
async def new(request: Request, api: OfficerApi) -> Response:
    return form_page(request, Form({"key": new_key(), "scorers": "2", "most_spread": "20", "lowest": "60"}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("name", "code", "key", *PARTS))
    return await kept(request, api, values, (values["code"], 1))


@router.get("/{rubric_id}")
async def show(request: Request, api: OfficerApi, rubric_id: UUID) -> Response:
    rubric = await api.rubric(str(rubric_id))
    return render(request, "officer/cases/rubrics/one.html", personal=True, rubric=rubric, manages=manages(request))


@router.get("/{rubric_id}/ubah")
async def change(request: Request, api: OfficerApi, rubric_id: UUID) -> Response:
    rubric = await api.rubric(str(rubric_id))
    values = {"key": new_key(), "name": rubric["name"]} | {name: str(rubric[name]) for name in NUMBERS}
    for row, each in enumerate(rubric["criteria"]):
        values |= {f"criterion_{row}": each["name"], f"weight_{row}": str(each["weight"])}
    return form_page(request, Form(values), rubric)


@router.post("/{rubric_id}/ubah")
async def renew(request: Request, api: OfficerApi, rubric_id: UUID) -> Response:
    rubric = await api.rubric(str(rubric_id))
    values = typed(await request.form(), ("name", "key", *PARTS))
    return await kept(request, api, values, (rubric["code"], rubric["edition"] + 1), rubric)


async def kept(
    request: Request, api: ApiClient, values: dict[str, str], head: tuple[str, int],
    rubric: shapes.RubricRead | None = None,
) -> Response:  # fmt: skip
    """Records what was typed, or shows it again with what is wrong; `head` is code and edition."""
    used = [row for row in ROWS if values[f"criterion_{row}"].strip() or values[f"weight_{row}"].strip()]
    criteria = [
        given(shapes.CriterionTyped(name=values[f"criterion_{row}"], weight=values[f"weight_{row}"])) for row in used
    ]
    body = given(shapes.RubricCreate(
        code=head[0], edition=head[1], name=values["name"], criteria=criteria, scorers=values["scorers"],
        most_spread=values["most_spread"], lowest=values["lowest"],
    ))  # fmt: skip
    body["name"], body["code"] = values["name"], head[0]
    try:
        made = await api.create_rubric(body, values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {placed(pointer, used): text for pointer, text in problem.pointers.items()}
        return form_page(request, Form(values, errors, problem.detail), rubric, problem.status)
    return redirect(request, f"/petugas/rubrik/{made['id']}", _("Rubrik tersimpan."))


def placed(pointer: str, used: list[int]) -> str:
    """The field of a pointer like /criteria/0/weight; the first weight for what concerns all of them."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "criteria":
        return parts[0] or "weight_0"
    row = used[int(parts[1])] if len(parts) > 1 else 0
    return f"{'criterion' if parts[2:] == ['name'] else 'weight'}_{row}"
