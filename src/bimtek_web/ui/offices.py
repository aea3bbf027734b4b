"""Where the officer works: what a form may offer her."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.door import Json
from bimtek_web.ui.forms import Form
from bimtek_web.ui.labels import groups as labels
from bimtek_web.ui.rendering import render


def regions_of(request: Request) -> list[Json]:
    """The regions of her roles, each once; none when a role covers the whole country."""
    found = [role["region"] for role in request.state.officer["roles"]]
    return [] if None in found else list({each["code"]: each for each in found}.values())


async def districts_of(request: Request, api: ApiClient) -> list[Json]:
    """The districts in her regions."""
    regions, districts = regions_of(request), await api.districts()
    return [each for each in districts if not regions or any(each["code"].startswith(one["code"]) for one in regions)]


async def group_page(request: Request, api: ApiClient, group_id: UUID, form: Form, status: int = 200) -> Response:
    """One group with its members, papers and account; `form` is what was typed last."""
    return render(
        request, "pages/officer/group/page.html", status=status, personal=True, form=form,
        group=await api.group(str(group_id)), account=await api.account(str(group_id)), roles=labels,
    )  # fmt: skip


def programme_options(programmes: list[Json]) -> list[Json]:
    """Programmes as a list to choose from."""
    return [{"code": each["id"], "name": f"{each['name']} {each['fiscal_year']}"} for each in programmes]


async def member_choices(api: ApiClient, group: Json, form: Form) -> list[Json]:
    """Who may be chosen: the members of today and the participants of her districts; the form begins with today's."""
    others = (await api.participants(limit=200))["items"]
    people = {each["participant_id"]: each["name"] for each in group["people"]}
    people |= {each["id"]: each["name"] for each in others}
    if "members" not in form.values:
        chair = next((each["participant_id"] for each in group["people"] if each["role"] == "chair"), "")
        form.values |= {"chair": chair, "members": [each["participant_id"] for each in group["people"]]}
    return [{"code": code, "name": name} for code, name in people.items()]


def chosen_members(values: Json, group: Json) -> list[Json]:
    """Everybody who was chosen, and the chair once. Secretary and treasurer stay what they are in the group."""
    chosen = dict.fromkeys([*values["members"], *([values["chair"]] if values["chair"] else [])])
    roles = {each["participant_id"]: each["role"] for each in group["people"] if each["role"] != "chair"}
    roles |= {values["chair"]: "chair"}
    return [{"participant_id": each, "role": roles.get(each, "member")} for each in chosen]
