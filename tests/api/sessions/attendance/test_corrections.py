"""A closed sheet is corrected by two people, outcome and certificate follow; certificates are made anew."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.office import photo_with_place
from tests.api.sessions.course import Course, course


class Closed:
    """A completed session of five days: who was there on how many, and two officers."""

    def __init__(self, running: Course, second: factories.TestOfficer) -> None:
        self.client, self.first, self.second = running.client, running.officer, second
        self.running, self.path = running, f"{running.path}/attendance-corrections"

    async def propose(self, row: int, day: int, mark: str, **more: Any) -> Response:
        sheet = await self.running.sheet()
        body = {
            "registration_id": sheet["rows"][row]["registration_id"], "day_id": sheet["days"][day]["id"],
            "mark": mark, "note": "Tanda tangan ada di daftar kertas.",
        }  # fmt: skip
        return await self.client.post(self.path, json=body | more, headers=self.first.headers | factories.once())

    async def decide(self, who: factories.TestOfficer, action: str = "approve") -> Response:
        listed = (await self.client.get(self.path, headers=who.headers)).json()["items"][0]
        path = f"/v1/attendance-corrections/{listed['id']}/decisions"
        headers = who.headers | {"If-Match": f'"{listed["version"]}"'}
        return await self.client.post(path, json={"action": action, "note": "Diperiksa."}, headers=headers)

    async def outcomes(self) -> list[str]:
        return [row["status"] for row in (await self.running.sheet())["rows"]]

    async def certificates(self) -> list[dict[str, Any]]:
        path = f"{self.running.path}/certificates"
        return (await self.client.get(path, headers=self.first.headers)).json()["items"]


@pytest.fixture
async def closed(client: AsyncClient, db: AsyncSession, vault: Vault) -> Closed:
    running = await course(client, db, vault, "A lulus", "B kurang", "C absen")
    assert (await running.mark_days(4, 3, 0)).status_code == 200
    assert (await running.move("complete")).status_code == 200
    return Closed(running, await factories.officer(db, vault))


async def test_an_approved_correction_changes_outcome_and_certificate(closed: Closed) -> None:
    proposed = await closed.propose(1, 4, "present")
    assert proposed.status_code == 201, proposed.text
    assert await closed.outcomes() == ["completed", "not_completed", "no_show"], "nothing changes before the decision"
    decided = await closed.decide(closed.second)
    assert decided.status_code == 200, decided.text
    item = decided.json()["items"][0]
    assert (item["status"], item["available_actions"]) == ("approved", [])
    assert await closed.outcomes() == ["completed", "completed", "no_show"]
    assert [each["name"] for each in await closed.certificates()] == ["A lulus", "B kurang"]


async def test_a_correction_may_take_the_certificate_away(closed: Closed) -> None:
    await closed.propose(0, 0, "absent")
    await closed.decide(closed.second)
    assert (await closed.outcomes())[0] == "not_completed"
    revoked = (await closed.certificates())[0]
    assert (bool(revoked["revoked_at"]), revoked["revoke_reason"]) == (True, "Tanda tangan ada di daftar kertas.")
    await closed.propose(2, 0, "late")
    await closed.decide(closed.second)
    assert (await closed.outcomes())[2] == "not_completed", "who came once is no no-show"


async def test_whoever_proposed_does_not_decide(closed: Closed, db: AsyncSession) -> None:
    await closed.propose(1, 4, "present")
    listed = (await closed.client.get(closed.path, headers=closed.first.headers)).json()["items"][0]
    assert [each["code"] for each in listed["unavailable_actions"]] == ["own_correction", "own_correction"]
    refused = await closed.decide(closed.first)
    assert (refused.status_code, refused.json()["code"]) == (409, "own_correction")
    with pytest.raises(IntegrityError, match="two_people"):
        await db.execute(
            text(
                "UPDATE attendance_corrections SET status = 'approved', decided_by = proposed_by, decided_at = now()"
                " WHERE decided_by IS NULL"
            )
        )


async def test_a_refused_correction_changes_nothing_and_another_may_follow(closed: Closed) -> None:
    await closed.propose(1, 4, "present")
    assert (await closed.propose(1, 4, "late")).json()["code"] == "correction_open"
    assert (await closed.decide(closed.second, "refuse")).json()["items"][0]["status"] == "refused"
    assert (await closed.outcomes())[1] == "not_completed"
    assert (await closed.propose(1, 4, "late")).status_code == 201


async def test_what_makes_no_sense_is_refused(
    closed: Closed, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    assert (await closed.propose(1, 0, "present")).json()["code"] == "nothing_to_correct"
    assert (await closed.propose(1, 4, "excused")).json()["code"] == "excuse_needs_reason"
    assert (await closed.propose(1, 4, "present", note=" ")).status_code == 422
    still = Closed(await course(client, db, vault, "Berjalan", starts_in=0, days=2), closed.second)
    assert (await still.propose(0, 0, "present")).json()["code"] == "sheet_open"


async def test_a_photo_of_the_signed_list_is_kept_and_hidden_from_strangers(
    closed: Closed, db: AsyncSession, vault: Vault
) -> None:
    path, day = f"{closed.running.path}/attendance/papers", (await closed.running.sheet())["days"][0]["id"]
    sent = {"files": {"photo": ("a.jpg", photo_with_place())}, "headers": closed.first.headers}
    kept = await closed.client.post(path, data={"day_id": day}, **sent)
    assert (kept.status_code, [each["day_id"] for each in kept.json()["papers"]]) == (201, [day]), kept.text
    one = f"{path}/{kept.json()['papers'][0]['id']}"
    read = await closed.client.get(one, headers=closed.first.headers)
    assert (read.status_code, read.content[:2]) == (200, b"\xff\xd8")
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert (await closed.client.get(one, headers=stranger.headers)).status_code == 404
    assert (await closed.client.post(path, data={"day_id": str(stranger.id)}, **sent)).status_code == 422


async def test_a_certificate_is_made_anew_with_a_corrected_name(closed: Closed) -> None:
    old = (await closed.certificates())[0]
    path, body = f"/v1/certificates/{old['code']}/reissues", {"reason": "Salah ketik", "name": "Ani Lulus"}
    assert (await closed.client.post(path, json=body, headers=closed.first.headers)).status_code == 204
    gone, new = await closed.certificates()
    assert (gone["number"], bool(gone["revoked_at"]), new["name"]) == (old["number"], True, "Ani Lulus")
    assert (await closed.client.get(f"/v1/certificates/{new['code']}")).json()["name"] == "Ani Lulus"
    assert (await closed.client.get(f"/v1/certificates/{old['code']}")).json()["status"] == "revoked"
    again = await closed.client.post(path, json=body, headers=closed.first.headers)
    assert (again.status_code, again.json()["code"]) == (409, "certificate_not_valid")


async def cells(running: Course, *marks: str) -> list[dict[str, str]]:
    """One mark per day of the first person."""
    sheet = await running.sheet()
    who = sheet["rows"][0]["registration_id"]
    return [
        {"registration_id": who, "day_id": day["id"], "mark": mark}
        for day, mark in zip(sheet["days"], marks, strict=True)
    ]


async def test_a_day_that_is_over_is_not_written_by_one_officer_alone(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running = await course(client, db, vault, "Aminah", starts_in=-1, days=2)
    sheet = await running.sheet()
    assert [day["over"] for day in sheet["days"]] == [True, False]
    yesterday, today = (day["id"] for day in sheet["days"])
    assert (await running.mark(await cells(running, "present", "late"))).status_code == 200
    assert list((await running.sheet())["rows"][0]["marks"]) == [today], "yesterday waits for the second officer"
    assert (await running.move("complete")).json()["code"] == "marks_missing"
    assert [each["code"] for each in await running.confirm(who=running.officer)] == ["own_correction"]
    assert [each["outcome"] for each in await running.confirm()] == ["done"]
    marks = (await running.sheet())["rows"][0]["marks"]
    assert {day: cell["mark"] for day, cell in marks.items()} == {yesterday: "present", today: "late"}
    assert (await running.mark(await cells(running, "present", "late"))).status_code == 200, (
        "what is so already stays"
    )
    assert (await running.move("complete")).status_code == 200


async def test_a_late_mark_says_why_and_waits_once(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await course(client, db, vault, "Aminah", starts_in=-1, days=2)
    headers = running.officer.headers | {"If-Match": f'"{(await running.sheet())["version"]}"'}
    silent = await client.put(
        f"{running.path}/attendance", json={"marks": await cells(running, "present", "late")}, headers=headers
    )
    assert [each["pointer"] for each in silent.json()["errors"]] == ["/note"]
    assert (await running.sheet())["rows"][0]["marks"] == {}, "all or nothing: today's mark waits for the reason too"
    assert (await running.mark(await cells(running, "present", "late"))).status_code == 200
    again = await running.mark(await cells(running, "absent", "late"))
    assert (again.status_code, again.json()["code"]) == (409, "correction_open")
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    path = f"{running.path}/attendance-corrections/decisions"
    body = {"action": "approve", "items": [{"id": str(stranger.id), "version": 1}]}
    assert (await client.post(path, json=body, headers=stranger.headers)).status_code == 404
    unknown = await client.post(path, json=body, headers=running.second.headers)
    assert [each["code"] for each in unknown.json()["results"]] == ["correction_not_found"]
