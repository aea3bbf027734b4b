"""Where the officer works: what a form may offer her."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.ui import pickers
from bimtek_web.ui.dependencies import officer_of
from bimtek_web.ui.forms import Form
from bimtek_web.ui.pickers import Choice, Picker
from bimtek_web.ui.rendering import render


def regions_of(request: Request) -> list[shapes.Ref]:
    """The regions of her roles, each once; none when a role covers the whole country."""
    found = [role["region"] for role in officer_of(request)["roles"]]
    regions = {each["code"]: each for each in found if each}
    return [] if None in found else list(regions.values())


async def districts_of(request: Request, api: ApiClient) -> list[shapes.District]:
    """The districts in her regions."""
    regions, districts = regions_of(request), await api.districts()
    return [each for each in districts if not regions or any(each["code"].startswith(one["code"]) for one in regions)]


async def group_page(request: Request, api: ApiClient, group_id: UUID, form: Form, status: int = 200) -> Response:
    """One group with its members, papers and account; `form` is what was typed last."""
    return render(
        request, "officer/people/group/page.html", status=status, personal=True, form=form,
        group=await api.group(str(group_id)), account=await api.account(str(group_id)),
    )  # fmt: skip


def programme_options(programmes: list[shapes.ProgrammeRead]) -> list[dict[str, str]]:
    """Programmes as a list to choose from."""
    return [{"code": each["id"], "name": f"{each['name']} {each['fiscal_year']}"} for each in programmes]


async def members_to_choose(api: ApiClient, form: Form, group: shapes.GroupRead | None = None) -> Picker:
    """Everybody with a part, the members of today, and the participants of her districts that match.

    A form of a group begins with the parts its members have.
    """
    people = group["people"] if group else []
    if group and "named" not in form.values:
        parts = {f"{pickers.ROLE}{each['participant_id']}": each["role"] for each in people}
        form.values = {**form.values, **parts}
    of_today = [
        Choice(each["participant_id"], each["name"], f"NIK •••• {each['nik_last4'] or '–'}") for each in people
    ]
    shown = [*pickers.with_part(form.values), *(each.code for each in of_today)]
    return await pickers.search(pickers.people(api), form, "members", shown, of_today)


def chosen_members(values: Mapping[str, object]) -> list[shapes.GroupsMemberWrite]:
    """Everybody with a part in the form."""
    return [
        {"participant_id": each, "role": str(values[f"{pickers.ROLE}{each}"])} for each in pickers.with_part(values)
    ]


async def groups_to_choose(api: ApiClient, form: Form) -> Picker:
    """The group the page was opened for comes first, wherever it stands in the list."""
    known = []
    if (chosen := form.text("group_id")) and "named" not in form.values:
        group = await api.group(chosen)
        known = [Choice(group["id"], *pickers.group(group))]
    return await pickers.search(pickers.groups(api), form, "group_id", known=known)
