"""Who belongs to a group, and its papers."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.downloads import in_the_browser
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, picked, refused, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import chosen_members, group_page, members_to_choose
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/kelompok/{group_id}")
DAYS = ("issued_on", "expires_on")
PAPER = ("kind", "number", *(f"{day}_{part}" for day in DAYS for part in ("day", "month", "year")))


async def members_page(request: Request, api: ApiClient, group_id: UUID, form: Form, status: int = 200) -> Response:
    """The members of today, and the participants of the officer's districts."""
    group = await api.group(str(group_id))
    people = await members_to_choose(api, form, group)
    return render(
        request, "officer/people/members/page.html", status=status, personal=True, form=form, group=group,
        people=people,
    )  # fmt: skip


@router.get("/anggota")
async def ask(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    return await members_page(request, api, group_id, Form())


@router.post("/anggota")
async def change(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    data = await request.form()
    values, search = typed(data, ("version",)), pickers.typed_search(data)
    shown = {**values, **search}
    if pickers.searches(data):
        return await members_page(request, api, group_id, Form(shown))
    try:
        await api.change_members(str(group_id), seen_version(values), {"members": chosen_members(search)})
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(shown, {name or "members": text for name, text in errors.items()}, problem.detail)
        return await members_page(request, api, group_id, form, status)
    return redirect(request, f"/petugas/kelompok/{group_id}", _("Anggota tersimpan."))


@router.post("/berkas")
async def keep_paper(request: Request, api: OfficerApi, group_id: UUID) -> Response:
    data = await request.form()
    values = typed(data, PAPER)
    try:
        await api.keep_group_paper(str(group_id), paper_of(values), *await picked(data))
    except ApiProblem as problem:
        errors, status = refused(problem)
        errors = errors or {"file": problem.detail}
        return await group_page(request, api, group_id, Form(values, errors, problem.detail), status)
    return redirect(request, f"/petugas/kelompok/{group_id}#berkas", _("Berkas tersimpan."))


@router.post("/berkas/{paper_id}/tarik")
async def withdraw_paper(request: Request, api: OfficerApi, group_id: UUID, paper_id: UUID) -> Response:
    name = f"reason_{paper_id}"
    values = typed(await request.form(), (name,)) | {"paper": str(paper_id)}
    try:
        await api.withdraw_group_paper(str(group_id), str(paper_id), {"reason": values[name]})
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(values, {name: errors.get("reason", problem.detail)}, problem.detail)
        return await group_page(request, api, group_id, form, status)
    return redirect(request, f"/petugas/kelompok/{group_id}#berkas", _("Berkas ditarik."))


def paper_of(values: dict[str, str]) -> shapes.GroupsKeepPaperForm:
    """The fields that were filled in."""
    paper = shapes.GroupsKeepPaperForm(
        kind=values["kind"], number=values["number"], issued_on=date_of(values, "issued_on") or "",
        expires_on=date_of(values, "expires_on") or "",
    )  # fmt: skip
    return given(paper)


@router.get("/berkas/{paper_id}")
async def show_paper(request: Request, api: OfficerApi, group_id: UUID, paper_id: UUID) -> Response:
    content = await api.download(f"/v1/groups/{group_id}/papers/{paper_id}")
    return in_the_browser(request, content)
