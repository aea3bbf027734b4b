"""Points before and after, and what attendees thought: once each, without names, nothing while too few have said."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.course import Course, course
from tests.api.sessions.seats import Person, people

GOOD = {"content": 5, "trainer": 4, "venue": 3, "organisation": 4, "usefulness": 5}


@pytest.fixture
async def running(client: AsyncClient, db: AsyncSession, vault: Vault) -> Course:
    made = await course(client, db, vault, "A", "B")
    await made.mark_days(5, 5)
    return made


async def record(running: Course, *scores: dict[str, Any]) -> Response:
    path = f"{running.path}/scores"
    seen = (await running.client.get(path, headers=running.officer.headers)).headers["etag"]
    headers = running.officer.headers | {"If-Match": seen}
    return await running.client.put(path, json={"scores": list(scores)}, headers=headers)


async def test_points_are_written_changed_and_taken_back(running: Course) -> None:
    first, second = (row["registration_id"] for row in (await running.sheet())["rows"])
    done = await record(
        running, {"registration_id": first, "pre": 40, "post": 90}, {"registration_id": second, "post": 70}
    )
    assert done.status_code == 200, done.text
    assert [(row["pre"], row["post"]) for row in done.json()["items"]] == [(40, 90), (None, 70)]
    assert (done.json()["average_pre"], done.json()["average_post"]) == (40.0, 80.0)
    again = await record(running, {"registration_id": first, "pre": 45})
    assert [(row["pre"], row["post"]) for row in again.json()["items"]] == [(45, None), (None, 70)]
    history = await running.client.get(f"/v1/registrations/{first}/history", headers=running.officer.headers)
    changes = [(each["before"], each["after"]) for each in history.json()["items"] if each["name"] == "test.scored"]
    assert sorted(changes, key=str) == [("40", "45"), ("90", None), (None, "40"), (None, "90")]


async def test_points_need_a_person_of_this_session_and_a_running_one(
    running: Course, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    stranger = (await (await course(client, db, vault, "Lain")).sheet())["rows"][0]["registration_id"]
    assert (await record(running, {"registration_id": stranger, "pre": 1})).status_code == 422
    own = (await running.sheet())["rows"][0]["registration_id"]
    assert (await record(running, {"registration_id": own, "pre": 101})).status_code == 422
    planned = Course(client, running.officer, (await factories.session(db)).id)
    assert (await record(planned, {"registration_id": own, "pre": 1})).json()["code"] == "results_not_yet"


async def attendees(client: AsyncClient, db: AsyncSession, vault: Vault, many: int) -> tuple[Course, list[Person]]:
    """People who were there on the only day, and one who only registered."""
    session = await factories.session(db, starts_in=0, days=1, moderated=False)
    found = await people(client, session.id, many + 1)
    running = Course(client, await factories.officer(db, vault), session.id)
    there = {row["registration_id"] for row in (await running.sheet())["rows"]}
    day = (await running.sheet())["days"][0]["id"]
    numbers = {each.number: each for each in found}
    rows = await client.get(f"/v1/registrations?session={session.id}", headers=running.officer.headers)
    ids = {row["number"]: row["id"] for row in rows.json()["items"]}
    assert set(ids.values()) == there
    marks = [{"registration_id": ids[number], "day_id": day, "mark": "present"} for number in list(numbers)[:many]]
    assert (await running.mark(marks)).status_code == 200
    return running, found


async def say(client: AsyncClient, who: Person, **changes: Any) -> Response:
    path = f"/v1/receipts/{who.number}/evaluation"
    return await client.post(path, json=GOOD | changes, headers=who.headers)


async def test_attendees_say_what_they_thought_once_and_without_names(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running, found = await attendees(client, db, vault, 3)
    path = f"{running.path}/evaluation"
    assert (await found[0].sees())["evaluation"] == "open"
    for who in found[:2]:
        assert (await say(client, who, comment=f"Bagus {who.number}")).status_code == 204
    few = (await client.get(path, headers=running.officer.headers)).json()
    assert (few["answers"], few["averages"], few["comments"]) == (2, {}, [])
    assert (await say(client, found[2], content=2)).status_code == 204
    all_of_them = (await client.get(path, headers=running.officer.headers)).json()
    assert (all_of_them["answers"], all_of_them["averages"]["content"], len(all_of_them["comments"])) == (3, 4.0, 2)
    again = await say(client, found[0])
    assert (again.status_code, again.json()["code"]) == (409, "evaluated_already")
    assert (await found[0].sees())["evaluation"] == "done"


async def test_who_was_not_there_has_no_say(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    _, found = await attendees(client, db, vault, 1)
    absent = found[-1]
    assert (await absent.sees())["evaluation"] is None
    assert (await say(client, absent)).json()["code"] == "not_attended"
    assert (await say(client, found[0], content=6)).status_code == 422
    thief = Person(client, found[0].number, "x" * 32)
    assert (await say(client, thief)).status_code == 404
