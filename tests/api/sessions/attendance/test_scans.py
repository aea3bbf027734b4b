"""The door: codes nobody can forge, devices that send late, twice and in any order."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.receipts import documents as passes
from tests import factories
from tests.api.sessions.course import Course
from tests.api.sessions.seats import Person, person


class Gate:
    """One session that begins today at 08.00, its officer, and accepted people with their codes."""

    def __init__(self, client: AsyncClient, officer: factories.TestOfficer, session: Any) -> None:
        self.client, self.officer, self.session = client, officer, session
        self.path = f"/v1/sessions/{session.id}/scans"

    def at(self, hour: int, minute: int = 0, day: int = 0) -> str:
        wib = datetime.combine(self.session.starts_on, datetime.min.time(), UTC) + timedelta(days=day, hours=hour - 7)
        return (wib + timedelta(minutes=minute)).isoformat()

    def reading(self, code: str, hour: int = 8, minute: int = 0, **more: Any) -> dict[str, Any]:
        return {"nonce": str(uuid4()), "code": code, "at": self.at(hour, minute, more.pop("day", 0))} | more

    async def send(self, *readings: dict[str, Any]) -> list[dict[str, Any]]:
        answer = await self.client.post(self.path, json={"scans": list(readings)}, headers=self.officer.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["results"]

    async def door(self) -> dict[str, Any]:
        return (await self.client.get(self.path, headers=self.officer.headers)).json()

    async def marks(self) -> list[list[str]]:
        answer = await self.client.get(self.path.replace("scans", "attendance"), headers=self.officer.headers)
        return [[cell["mark"] for cell in row["marks"].values()] for row in answer.json()["rows"]]


@pytest.fixture
async def gate(client: AsyncClient, db: AsyncSession, vault: Vault, at: Any) -> Gate:
    session = await factories.session(db, starts_in=0, days=2, moderated=False)
    await at(f"{session.starts_on}T11:00:00Z")
    opened = Gate(client, await factories.officer(db, vault), session)
    await at(opened.at(7))
    return opened


async def seated(gate: Gate, at: Any, **changes: Any) -> tuple[Person, str]:
    """Somebody with a seat, and the code on her receipt; then the clock goes on to the evening of the first day."""
    who = await person(gate.client, gate.session.id, **changes)
    code = (await who.sees())["pass_code"]
    await at(gate.at(18))
    return who, code


def told(results: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(each["outcome"], each["code"]) for each in results]


async def test_a_code_marks_her_present_and_late_after_a_quarter_of_an_hour(gate: Gate, at: Any) -> None:
    _, early = await seated(gate, at, name="A tepat")
    await at(gate.at(7))
    _, late = await seated(gate, at, name="B telat")
    results = await gate.send(gate.reading(early, 8, 15), gate.reading(late, 8, 16))
    assert [(each["outcome"], each["name"], each["mark"]) for each in results] == [
        ("accepted", "A tepat", "present"), ("accepted", "B telat", "late"),
    ]  # fmt: skip
    assert await gate.marks() == [["present"], ["late"]]
    door = await gate.door()
    assert (door["session"]["status"], door["expected"], [day["came"] for day in door["days"]]) == (
        "in_progress", 2, [2, 0],
    )  # fmt: skip


async def test_a_reading_sent_twice_is_one_and_a_second_entry_changes_nothing(gate: Gate, at: Any) -> None:
    _, code = await seated(gate, at)
    reading = gate.reading(code)
    first, again = await gate.send(reading), await gate.send(reading)
    assert first == again
    assert told(await gate.send(gate.reading(code, 9))) == [("repeated", "already_in")]
    assert await gate.marks() == [["present"]]
    assert (await gate.door())["days"][0]["came"] == 1


async def test_readings_may_arrive_in_any_order(gate: Gate, at: Any) -> None:
    """The exit first, then a late entry of one device, then an earlier entry of another."""
    _, code = await seated(gate, at)
    assert told(await gate.send(gate.reading(code, 16, direction="out"))) == [("accepted", "entry_missing")]
    assert [each["code"] for each in (await gate.door())["conflicts"]] == ["entry_missing"]
    assert told(await gate.send(gate.reading(code, 9))) == [("accepted", None)]
    assert (await gate.door())["conflicts"] == []
    assert await gate.marks() == [["late"]]
    assert told(await gate.send(gate.reading(code, 8, 1))) == [("repeated", "already_in")]
    assert await gate.marks() == [["present"]]
    assert [(day["came"], day["left"]) for day in (await gate.door())["days"]] == [(1, 1), (0, 0)]


async def test_every_false_code_has_its_reason(gate: Gate, at: Any, db: AsyncSession) -> None:
    _, code = await seated(gate, at)
    number, generation, mac = code.split(":")[1:]
    other = f"{'A' if mac[0] != 'A' else 'B'}{mac[1:]}"
    wrong = [
        ("hello", "pass_unreadable"), (number, "pass_unreadable"),
        (f"BIMTEK:{number}:{generation}:{other}", "pass_forged"),
        (f"BIMTEK:BT-0000-0000:1:{mac}", "pass_forged"), (f"BIMTEK:{number}:2:{mac}", "pass_forged"),
        (f"BIMTEK:{number}:९:{mac}", "pass_unreadable"),
    ]  # fmt: skip
    results = await gate.send(*(gate.reading(text) for text, _ in wrong))
    assert told(results) == [("refused", reason) for _, reason in wrong]
    assert told(
        await gate.send(
            gate.reading("BT-0000-0000", typed=True), gate.reading(code, 23), gate.reading(code, day=-1),
            gate.reading(number.lower(), typed=True),
        )
    ) == [
        ("refused", "number_unknown"), ("refused", "from_the_future"), ("refused", "no_meeting_day"),
        ("accepted", None),
    ]  # fmt: skip
    assert await gate.marks() == [["present"]]
    assert all(each["detail"] for each in results)


async def test_a_renewed_code_makes_the_old_one_void(gate: Gate, at: Any) -> None:
    who, old = await seated(gate, at)
    asked = f"/v1/registrations?q={who.number}"
    row = (await gate.client.get(asked, headers=gate.officer.headers)).json()["items"][0]
    renewed = await factories.move(gate.client, gate.officer, row["id"], "renew_pass", row["version"])
    assert renewed.status_code == 200, renewed.text
    new = (await who.sees())["pass_code"]
    assert told(await gate.send(gate.reading(old), gate.reading(new))) == [
        ("refused", "pass_renewed"), ("accepted", None),
    ]  # fmt: skip
    assert [each["code"] for each in (await gate.door())["conflicts"]] == ["pass_renewed"]


async def test_only_who_has_a_seat_in_this_session_comes_in(gate: Gate, at: Any, db: AsyncSession) -> None:
    other = await factories.session(db, moderated=False)
    elsewhere = await person(gate.client, other.id)
    waiting = await person(gate.client, gate.session.id)
    code = (await waiting.sees())["pass_code"]
    assert (await waiting.does("give_up")).status_code == 200
    assert (await waiting.sees())["pass_code"] is None
    await at(gate.at(18))
    results = await gate.send(
        gate.reading((await elsewhere.sees())["pass_code"]),
        gate.reading(code),
        gate.reading(elsewhere.number, typed=True),
    )
    assert told(results) == [("refused", "other_session"), ("refused", "not_accepted"), ("refused", "other_session")]
    assert [each["name"] is None for each in results] == [False, False, False]


async def test_paper_stays_unless_it_says_absent(gate: Gate, at: Any) -> None:
    _, code = await seated(gate, at)
    sheet = gate.path.replace("scans", "attendance")
    for mark, after in (("late", "present"), ("absent", "present")):
        seen = await gate.client.get(sheet, headers=gate.officer.headers)
        body = seen.json()
        row, day = body["rows"][0]["registration_id"], body["days"][0]["id"]
        headers = gate.officer.headers | {"If-Match": seen.headers["etag"]}
        marks = {"marks": [{"registration_id": row, "day_id": day, "mark": mark}]}
        assert (await gate.client.put(sheet, json=marks, headers=headers)).status_code == 200
        await gate.send(gate.reading(code, 8, 5))
        assert await gate.marks() == [[after]]


async def test_a_finished_session_keeps_the_reading_and_refuses_it(gate: Gate, at: Any, db: AsyncSession) -> None:
    _, code = await seated(gate, at)
    await factories.by_hand(db, f"UPDATE sessions SET status = 'completed' WHERE id = '{gate.session.id}'")
    assert told(await gate.send(gate.reading(code))) == [("refused", "session_over")]
    kept = await db.execute(text("SELECT count(*) FROM scans WHERE session_id = :id"), {"id": gate.session.id})
    assert kept.scalar_one() == 1


async def test_the_roster_knows_a_genuine_code_again_and_holds_no_contact(gate: Gate, at: Any) -> None:
    _, code = await seated(gate, at)
    path = gate.path.replace("scans", "roster")
    items = (await gate.client.get(path, headers=gate.officer.headers)).json()["items"]
    assert [set(each) for each in items] == [{"number", "name", "nik_last4", "fingerprint"}]
    assert items[0]["fingerprint"] == passes.fingerprint(code)


async def test_another_district_neither_scans_nor_reads(gate: Gate, db: AsyncSession, vault: Vault) -> None:
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    body = {"scans": [gate.reading("x")]}
    assert (await gate.client.post(gate.path, json=body, headers=stranger.headers)).status_code == 404
    assert (await gate.client.get(gate.path, headers=stranger.headers)).status_code == 404


async def test_what_arrives_after_its_day_waits_for_a_second_officer(
    gate: Gate, at: Any, db: AsyncSession, vault: Vault
) -> None:
    who, _ = await seated(gate, at)
    await at(gate.at(9, day=1))
    gate.officer = await factories.officer(db, vault)  # who logged in this morning
    backdated = gate.reading(who.number, typed=True)
    results = await gate.send(backdated, gate.reading(who.number, 8, 5, typed=True))
    assert [each["outcome"] for each in results] == ["accepted", "repeated"]
    await gate.send(backdated)
    assert await gate.marks() == [[]], "yesterday's hour is no way around the second officer"
    second = await factories.officer(db, vault)
    running = Course(gate.client, gate.officer, gate.session.id, second)
    assert [each["code"] for each in await running.confirm(who=gate.officer)] == ["own_correction"]
    assert [each["outcome"] for each in await running.confirm()] == ["done"]
    assert await gate.marks() == [["present"]]
