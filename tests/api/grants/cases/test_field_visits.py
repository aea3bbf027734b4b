"""The visit to the workshop: by another officer, every member, the site ready, a drawn signature (G4, G10)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import Office, photo_with_place, refused_by_the_database

SITE = {"power": True, "space": True, "floor": True, "air": True, "water": True, "access": True}


@dataclass
class Field:
    """A case in a call that asks for a visit, and the officer who goes there."""

    desk: Office
    bayu: factories.TestOfficer
    case_id: str

    async def case(self) -> dict[str, Any]:
        return await self.desk.case(self.case_id)

    async def keep(self, kind: str, who: factories.TestOfficer | None = None) -> Response:
        path, part = f"/v1/applications/{self.case_id}/{kind}", "photo" if kind == "field-photos" else "signature"
        files = {part: ("x.jpg", photo_with_place())}
        return await self.desk.client.post(path, files=files, headers=(who or self.bayu).headers)

    async def visit(self, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        case = await self.case()
        people = [each["participant_id"] for each in case["members"]]
        content = {
            "result": "fit", "visited_at": datetime.now(UTC).isoformat(), "latitude": -2.990934,
            "longitude": 104.756554, "accuracy_m": 12, "power_watts": 2200, "site": SITE,
            "members": [{"participant_id": each, "found": "met"} for each in people], "signer_id": people[0],
            "signature_id": (await self.keep("signatures")).json()["id"],
            "photos": [(await self.keep("field-photos")).json()["id"]], "no_conflict": True, "note": "Sesuai.",
        }  # fmt: skip
        path = f"/v1/applications/{self.case_id}/field-visits"
        return await self.desk.post(path, content | body, who or self.bayu, case["version"])

    async def move(self, action: str, who: factories.TestOfficer) -> Response:
        path, body = f"/v1/applications/{self.case_id}/transitions", {"action": action, "reason": "Listrik."}
        return await self.desk.post(path, body, who, (await self.case())["version"])


async def announce(desk: Office, sari: factories.TestOfficer) -> None:
    """A call like the first one that also asks for a visit."""
    body = {
        "number": f"PGL/{uuid4().hex[:6]}", "name": "Uji", "budget_line_id": str(desk.call["line"]),
        "opens_on": "2026-01-01", "closes_on": "2099-01-01", "packages": [desk.call["package"]],
        "rule_set_id": desk.call["rule_set"], "policy_id": desk.call["policy"], "field_visit": True,
    }  # fmt: skip
    made = await desk.post("/v1/calls", body, sari)
    assert (made.status_code, made.json()["field_visit"]) == (201, True)
    desk.call["id"] = made.json()["id"]


@pytest.fixture
async def field(desk: Office, db: AsyncSession, vault: Vault) -> Field:
    await announce(desk, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None))
    bayu = await factories.officer(db, vault, Role.DESK_VERIFIER)
    case_id = (await desk.submit()).json()["id"]
    assert (await desk.check(case_id)).json()["status"] == "in_field_check"
    return Field(desk, bayu, case_id)


async def visits(field: Field) -> list[dict[str, Any]]:
    path = f"/v1/applications/{field.case_id}/field-visits"
    return (await field.desk.client.get(path, headers=field.bayu.headers)).json()["items"]


async def test_a_fit_visit_opens_the_vote_and_leaves_a_report(field: Field) -> None:
    assert (await field.desk.vote(field.case_id)).json()["code"] == "wrong_step"
    done = await field.visit()
    assert (done.status_code, done.json().get("status")) == (201, "in_approval"), done.text
    (found,) = await visits(field)
    assert (found["latitude"], found["result"], len(found["members"]), len(found["photos"])) == (
        -2.990934,
        "fit",
        5,
        1,
    )
    paper = await field.desk.client.get(f"/v1/files/{found['paper_id']}", headers=field.bayu.headers)
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert (await field.desk.vote(field.case_id, version=done.json()["version"])).status_code == 201


async def test_the_visitor_is_another_officer_than_the_checker(field: Field) -> None:
    refused = await field.visit(field.desk.verifier)
    assert (refused.status_code, refused.json()["code"]) == (409, "duty_held")
    assert (await field.visit(field.desk.approver)).status_code == 403
    assert (await field.visit(no_conflict=False)).json()["code"] == "conflict_not_declared"


async def test_fit_means_every_member_met_and_the_site_ready(field: Field) -> None:
    people = [each["participant_id"] for each in (await field.case())["members"]]
    found = [{"participant_id": each, "found": "met"} for each in people]
    assert (await field.visit(members=found[:-1])).json()["code"] == "every_member"
    assert (await field.visit(members=[*found, found[0]])).json()["code"] == "every_member"
    one_away = [*found[:-1], found[-1] | {"found": "absent"}]
    refused = (await field.visit(members=one_away, site=SITE | {"power": False})).json()
    assert (refused["code"], "anggota" in refused["detail"], "tempat" in refused["detail"]) == ("not_fit", True, True)
    assert (await field.visit(members=one_away, signer_id=people[-1], result="unfit")).json()[
        "code"
    ] == "signer_not_met"


@pytest.mark.parametrize("part", sorted(SITE))
async def test_each_part_of_the_site_is_asked_for(field: Field, part: str) -> None:
    unasked = {name: ready for name, ready in SITE.items() if name != part}
    assert (await field.visit(site=SITE | {part: False})).json()["code"] == "not_fit"
    assert (await field.visit(site=unasked)).json()["errors"][0]["pointer"] == f"/site/{part}"


async def test_the_database_asks_for_a_fit_visit_before_a_round(field: Field, db: AsyncSession) -> None:
    round_ = (
        "INSERT INTO approval_rounds (application_id, number, votes_needed, levels, snapshot, snapshot_hash)"
        " VALUES (:case, 1, '{1}', '{district}', '{}', 'x')"
    )
    assert "fit visit" in await refused_by_the_database(db, round_, case=field.case_id)


async def test_unfit_waits_for_a_second_visit_or_the_end(field: Field) -> None:
    assert (await field.visit(result="unfit", note=None)).json()["status"] == "field_failed"
    assert (await field.visit()).json()["code"] == "wrong_step"
    assert (await field.move("visit_again", field.desk.verifier)).json()["status"] == "in_field_check"
    assert (await field.visit()).json()["status"] == "in_approval"
    assert [each["result"] for each in await visits(field)] == ["unfit", "fit"]


async def test_unfit_may_end_the_case_and_frees_the_members(field: Field) -> None:
    await field.visit(result="unfit")
    assert (await field.move("close_ineligible", field.desk.verifier)).json()["status"] == "ineligible"
    assert (await field.desk.submit()).status_code == 201


async def test_place_time_and_files_are_real(field: Field) -> None:
    late = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert (await field.visit(visited_at=late)).json()["code"] == "visit_in_future"
    assert (await field.visit(visited_at="2026-01-01T00:00:00Z")).json()["code"] == "visit_before_case"
    nowhere = {"latitude": None, "longitude": None}
    assert (await field.visit(**nowhere)).json()["errors"][0]["code"] == "place_required"
    assert (await field.visit(latitude=None)).json()["errors"][0]["code"] == "place_incomplete"
    assert (await field.visit(latitude=91)).status_code == 422
    swapped = (await field.keep("field-photos")).json()["id"]
    assert (await field.visit(signature_id=swapped)).json()["code"] == "file_not_found"
    assert (await field.keep("signatures", field.desk.approver)).status_code == 403
    assert (await field.visit(**nowhere, no_place_reason="Tidak ada sinyal.")).status_code == 201


async def test_where_no_visit_is_asked_the_vote_opens_at_once(desk: Office) -> None:
    case_id = (await desk.submit()).json()["id"]
    assert (await desk.check(case_id)).json()["status"] == "in_approval"
