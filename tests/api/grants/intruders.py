"""One person on every path there is into the people of a case: the group's list, or an amending decree."""

from typing import Any

from httpx import Response

from tests import factories
from tests.api.grants.town import Town

# How, and whom: a member of the other case, an officer, somebody new, or those the group began with.
SWAPS = ("swap_other", "swap_officer", "swap_stranger", "swap_back", "amend_other", "amend_officer", "amend_stranger")
NOWHERE = "00000000-0000-7000-8000-000000000000"


async def swap(town: Town, act: str, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    """The last member makes room for somebody else."""
    how, whom = act.split("_")
    path = f"/v1/groups/{case['group_id']}"
    shown = await town.desk.client.get(path, headers=who.headers)
    if shown.status_code != 200:
        return shown
    group = shown.json()
    now = [each["participant_id"] for each in group["people"]]
    first = town.first[case["group_id"]]
    people = first if whom == "back" else [*now[:4], await candidate(town, whom, case, who)]
    members = [{"participant_id": each, "role": "member" if n else "chair"} for n, each in enumerate(people)]
    if how == "swap":
        headers = who.headers | factories.once() | {"If-Match": f'"{group["version"]}"'}
        return await town.desk.client.put(f"{path}/members", json={"members": members}, headers=headers)
    body = {"letter_number": "2", "letter_dated": town.records.day(), "reason": "Uji.", "application_id": case["id"],
            "members": members}  # fmt: skip
    decree = (case["decree"] or {}).get("id") or NOWHERE
    return await town.decided(await town.desk.post(f"/v1/decrees/{decree}/member-changes", body, who), who)


async def candidate(town: Town, whom: str, case: dict[str, Any], who: factories.TestOfficer) -> str:
    if whom == "officer":
        return await town.register(town.people[(town.people.index(who) + 1) % len(town.people)])
    if whom == "other":
        groups = [each for each in town.first if each != case["group_id"]]
        return town.first[groups[-1]][1]
    return await town.stranger(new=True)
