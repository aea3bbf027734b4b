"""Other people for a recipient in force: proposed here, decided on the page of the decree."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, given, refused, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import chosen_members, members_to_choose
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sk/{decree_id}/anggota/{case_id}")
FIELDS = ("letter_number", "letter_dated_day", "letter_dated_month", "letter_dated_year", "reason", "key")


async def form_page(
    request: Request, api: ApiClient, ids: tuple[UUID, UUID], form: Form, status: int = 200
) -> Response:
    decree, case = await api.decree(str(ids[0])), await api.application(str(ids[1]))
    people = await members_to_choose(api, form, await api.group(case["group_id"]))
    return render(
        request, "officer/cases/decree_members/page.html", status=status, personal=True, decree=decree, case=case,
        people=people, form=form,
    )  # fmt: skip


@router.get("")
async def ask(request: Request, api: OfficerApi, decree_id: UUID, case_id: UUID) -> Response:
    return await form_page(request, api, (decree_id, case_id), Form({"key": new_key()}))


@router.post("")
async def propose(request: Request, api: OfficerApi, decree_id: UUID, case_id: UUID) -> Response:
    data = await request.form()
    values, search = typed(data, FIELDS), pickers.typed_search(data)
    if pickers.searches(data):
        return await form_page(request, api, (decree_id, case_id), Form({**values, **search}))
    try:
        body = body_of(values, chosen_members(search), case_id)
        await api.propose_member_change(str(decree_id), body, values["key"] or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form({**values, **search}, {name or "members": text for name, text in errors.items()}, problem.detail)
        return await form_page(request, api, (decree_id, case_id), form, status)
    return redirect(request, f"/petugas/sk/{decree_id}", _("Usulan tersimpan. Orang lain yang memutuskan."))


def body_of(
    values: dict[str, str], members: list[shapes.GroupsMemberWrite], case_id: UUID
) -> shapes.MembersChangeCreate:
    body = shapes.MembersChangeCreate(
        letter_number=values["letter_number"], reason=values["reason"], application_id=str(case_id),
        letter_dated=date_of(values, "letter_dated"), members=members,
    )  # fmt: skip
    return given(body)
