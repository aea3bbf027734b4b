"""Sets of rules: the list, one edition, a new set, the next edition."""

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
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/aturan")
NUMBERS = ("fewest", "percent", "months")
PARTS = tuple(f"{part}_{code}" for code in labels.catalogue.RULES for part in ("severity", *NUMBERS))


def manages(request: Request) -> bool:
    return "programme.manage" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    found = (await api.rule_sets())["items"]
    return render(request, "officer/cases/rules/page.html", personal=True, sets=found, manages=manages(request))


async def form_page(
    request: Request, api: ApiClient, form: Form, found: shapes.RuleSetRead | None = None, status: int = 200
) -> Response:
    severities = [
        {"code": code, "name": labels.word(labels.catalogue.SEVERITIES, code)} for code in labels.catalogue.SEVERITIES
    ]
    return render(
        request, "officer/cases/rules/form.html", status=status, personal=True, form=form, found=found,
        kinds=(await api.rule_sets())["kinds"], severities=severities,
    )  # fmt: skip


@router.get("/baru", dependencies=[only("programme.manage")])
async def new(request: Request, api: OfficerApi) -> Response:
    return await form_page(request, api, Form({"key": new_key()}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("name", "code", "key", *PARTS))
    return await kept(request, api, values, (values["code"], 1))


@router.get("/{rule_set_id}")
async def show(request: Request, api: OfficerApi, rule_set_id: UUID) -> Response:
    found = await api.rule_set(str(rule_set_id))
    return render(request, "officer/cases/rules/one.html", personal=True, found=found, manages=manages(request))


@router.get("/{rule_set_id}/ubah")
async def change(request: Request, api: OfficerApi, rule_set_id: UUID) -> Response:
    found = await api.rule_set(str(rule_set_id))
    values = {"key": new_key(), "name": found["name"]}
    for rule in found["rules"]:
        values |= {f"{part}_{rule['code']}": str(rule[part] or "") for part in ("severity", *NUMBERS)}
    return await form_page(request, api, Form(values), found)


@router.post("/{rule_set_id}/ubah")
async def renew(request: Request, api: OfficerApi, rule_set_id: UUID) -> Response:
    found = await api.rule_set(str(rule_set_id))
    values = typed(await request.form(), ("name", "key", *PARTS))
    return await kept(request, api, values, (found["code"], found["edition"] + 1), found)


async def kept(
    request: Request, api: ApiClient, values: dict[str, str], head: tuple[str, int],
    found: shapes.RuleSetRead | None = None,
) -> Response:  # fmt: skip
    """Records what was typed, or shows it again with what is wrong; `head` is code and edition."""
    used = [code for code in labels.catalogue.RULES if values[f"severity_{code}"]]
    body = shapes.RuleSetCreate(
        code=head[0], edition=head[1], name=values["name"], rules=[rule_of(values, code) for code in used]
    )
    try:
        made = await api.create_rule_set(body, values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {placed(pointer, used): text for pointer, text in problem.pointers.items()}
        return await form_page(request, api, Form(values, errors, problem.detail), found, problem.status)
    return redirect(request, f"/petugas/aturan/{made['id']}", _("Aturan tersimpan."))


def rule_of(values: dict[str, str], code: str) -> shapes.Rule:
    fewest, percent, months = (values[f"{name}_{code}"].strip() for name in NUMBERS)
    severity = values[f"severity_{code}"]
    return given(shapes.Rule(code=code, severity=severity, fewest=fewest, percent=percent, months=months))


def placed(pointer: str, used: list[str]) -> str:
    """The field of a pointer like /rules/1/months; a rule's first field for what concerns it whole."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "rules":
        return parts[0] or "name"
    code = used[int(parts[1])] if len(parts) > 1 else next(iter(labels.catalogue.RULES))
    return f"{parts[2] if len(parts) > 2 else 'severity'}_{code}"
