"""Grant applications: list, a new one, and the case with its decision."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import pickers
from bimtek_web.ui.case_page import case_page
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Owns, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, refused, results_told, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.offices import groups_to_choose
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/permohonan")
CHECKLIST = (
    "members",
    *(f"{part}_{kind}" for part in ("result", "note") for kind in labels.cases.PAPERS),
    *(f"due_on_{part}" for part in ("day", "month", "year")),
)
DECISION = ("action", "note", "code", "version", "no_conflict")


class Many(Filled):
    """One decision on every picked case."""

    decision: Text
    note: Text
    no_conflict: Own
    code: Own
    pick: Owns


async def list_page(
    request: Request, api: ApiClient, asked: dict[str, str], form: Form, status: int = 200
) -> Response:
    """The list; while it shows what waits for votes, an approver may decide many at once."""
    rights = officer_of(request)["permissions"]
    votes = "application.vote" in rights and asked["status"] == "in_approval"
    return render(
        request, "officer/cases/applications/page.html", status=status, personal=True, asked=asked, form=form,
        page=await api.applications(**asked, limit=50), proposes="application.propose" in rights, votes=votes,
    )  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "", status: str = "", cursor: str = "") -> Response:
    return await list_page(request, api, {"q": q, "status": status, "cursor": cursor}, Form())


@router.post("")
async def vote_on_many(request: Request, api: OfficerApi) -> Response:
    """The same decision on every picked case; says how many were done and why the others were not."""
    many = Many.of(await request.form())
    try:
        results = await cast_many(api, many)
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(many.but(code="").values(), errors, problem.detail)
        return await list_page(request, api, {"q": "", "status": "in_approval", "cursor": ""}, form, status)
    return redirect(request, "/petugas/permohonan?status=in_approval", *results_told(results))


async def cast_many(api: ApiClient, many: Many) -> list[shapes.VoteResult]:
    picked = [each.partition(":") for each in many.pick]
    items: list[shapes.VoteOn] = [{"application_id": case, "version": version} for case, _sep, version in picked]
    body: shapes.VotesCast = {
        "decision": many.decision, "note": many.note or None, "items": items,
        "no_conflict": many.no_conflict == "yes",
    }  # fmt: skip
    if many.code:
        await api.step_up(many.code)
    return await api.vote_on_many(body)


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    calls = [await api.call_for_aid(each["id"]) for each in await api.calls() if each["state"] == "open"]
    choices = [(f"{call['id']}:{package['id']}", call, package) for call in calls for package in call["packages"]]
    return render(
        request, "officer/cases/application_new/page.html", status=status, personal=True, form=form,
        choices=choices, groups=await groups_to_choose(api, form),
    )  # fmt: skip


@router.get("/baru", dependencies=[only("application.propose")])
async def new(request: Request, api: OfficerApi, group: str = "") -> Response:
    return await form_page(request, api, Form({"group_id": group, "choice": "", "key": new_key()}))


@router.post("/baru")
async def submit(request: Request, api: OfficerApi) -> Response:
    data = await request.form()
    values = typed(data, ("group_id", "choice", "key", "draft"))
    form = Form({**values, **pickers.typed_search(data)})
    if pickers.searches(data):
        return await form_page(request, api, form)
    try:
        made = await api.submit_application(wanted(values), values["key"] or new_key())
    except ApiProblem as problem:
        return await not_submitted(request, api, form, problem)
    return redirect(request, f"/petugas/permohonan/{made['id']}", _("Permohonan tercatat."))


def wanted(values: dict[str, str]) -> shapes.ApplicationCreate:
    call, _sep, package = values["choice"].partition(":")
    return given(
        shapes.ApplicationCreate(
            call_id=call, package_id=package, group_id=values["group_id"], draft=bool(values["draft"])
        )
    )


async def not_submitted(request: Request, api: ApiClient, form: Form, problem: ApiProblem) -> Response:
    if problem.status not in (404, 409, 422):
        raise problem
    renamed = {"call_id": "choice", "package_id": "choice"}
    errors = {renamed.get(name, name): text for name, text in problem.errors.items()}
    return await form_page(request, api, Form(form.values, errors, problem.detail), problem.status)


@router.get("/{case_id}")
async def show(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    return await case_page(request, api, str(case_id), Form(dict.fromkeys(DECISION, "")))


@router.post("/{case_id}")
async def decide(request: Request, api: OfficerApi, case_id: UUID) -> Response:
    values = typed(await request.form(), (*DECISION, *CHECKLIST))
    try:
        await act(api, str(case_id), values)
    except ApiProblem as problem:
        errors, status = decision_refused(problem, values)
        return await case_page(
            request, api, str(case_id), Form(values | {"code": ""}, errors, problem.detail), status
        )
    return redirect(request, f"/petugas/permohonan/{case_id}", _("Keputusan tersimpan."))


async def act(api: ApiClient, case_id: str, values: dict[str, str]) -> None:
    """A check or a vote; a fresh code is handed in first when one was typed."""
    version, action, free = seen_version(values), values["action"], values["no_conflict"] == "yes"
    if values["code"]:
        await api.step_up(values["code"])
    if action in labels.cases.CHECKS:
        check: shapes.CheckCreate = {
            "action": action, "note": values["note"] or None, "no_conflict": free, "papers": findings_of(values),
            "members": bool(values["members"]), "due_on": date_of(values, "due_on"),
        }  # fmt: skip
        await api.check_application(case_id, version, check)
    else:
        vote: shapes.VoteCast = {"decision": action, "note": values["note"] or None, "no_conflict": free}
        await api.vote(case_id, version, vote)


def findings_of(values: dict[str, str]) -> list[shapes.VerificationFindingWrite]:
    """A finding for every paper that got a result."""
    return [
        {"kind": kind, "result": values[f"result_{kind}"], "note": values[f"note_{kind}"] or None}
        for kind in labels.cases.PAPERS
        if values[f"result_{kind}"]
    ]


def decision_refused(problem: ApiProblem, values: dict[str, str]) -> tuple[dict[str, str], int]:
    """The errors where they stand: /papers/1/result is the second paper that got a result."""
    errors, status = refused(problem)
    given = [each["kind"] for each in findings_of(values)]
    for pointer, text in problem.pointers.items():
        parts = pointer.strip("/").split("/")
        if parts[0] == "papers":
            kind = given[int(parts[1])] if len(parts) > 1 else next(iter(labels.cases.PAPERS))
            errors = errors | {f"result_{kind}": text}
            errors.pop("papers", None)
    return errors, status
