"""C14, C15, C19: offers from the waiting list, and every way a seat frees."""

from datetime import datetime, timedelta

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.seats import service as rules
from tests import factories
from tests.api.sessions.seats import consistent, people, person, set_quotas, states


async def test_a_freed_seat_is_offered_held_and_accepted(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=1)
    first, second, third = await people(client, session.id, 3)
    assert (await first.does("give_up")).json()["status"] == "withdrawn"
    assert await states(first, second, third) == ["withdrawn", "offered", "waitlisted"]
    told = await second.sees()
    assert (told["offers"], told["session"]["seats"]["free"]) == (1, 0)
    assert {each["action"] for each in told["actions"]} == {"accept_offer", "decline_offer", "give_up"}
    assert (await second.does("accept_offer")).json()["status"] == "pending_review"
    await consistent(db)


async def test_an_unmoderated_session_confirms_whoever_accepts(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=1, moderated=False)
    first, second = await people(client, session.id, 2)
    await first.does("give_up")
    assert (await second.does("accept_offer")).json()["status"] == "confirmed"


async def test_a_declined_offer_goes_to_the_next_and_its_owner_may_come_back_once(
    client: AsyncClient, db: AsyncSession
) -> None:
    session = await factories.session(db, size=1)
    first, second, third = await people(client, session.id, 3)
    await first.does("give_up")
    await second.does("decline_offer")
    assert await states(second, third) == ["declined", "offered"]
    await second.does("rejoin")
    assert (await second.sees())["queue"]["position"] == 1
    await third.does("decline_offer")
    assert await states(second, third) == ["offered", "declined"]
    await second.does("decline_offer")
    refused = await second.does("rejoin")
    assert (refused.status_code, refused.json()["code"]) == (409, "rejoined_already")
    await consistent(db)


async def test_an_offer_that_ran_out_is_over_without_any_worker(client: AsyncClient, db: AsyncSession, at) -> None:
    session = await factories.session(db, size=1)
    first, second, third = await people(client, session.id, 3)
    await first.does("give_up")
    ends = (await second.sees())["hold"]["ends_at"]
    now = await clock.now(db)
    assert timedelta(hours=47) < clock_of(ends) - now <= timedelta(hours=48), "by phone only: twice 24 hours"
    await at(ends)
    assert await states(second) == ["offer_lapsed"]
    late = await second.does("accept_offer")
    assert (late.status_code, late.json()["code"]) == (409, "wrong_step")
    newcomer = await person(client, session.id)
    assert await states(third, newcomer) == ["offered", "waitlisted"]
    await consistent(db)


async def test_the_worker_finds_what_the_clock_has_to_do(client: AsyncClient, db: AsyncSession, at) -> None:
    session = await factories.session(db, size=1)
    first, second, third = await people(client, session.id, 3)
    await first.does("give_up")
    assert session.id not in await rules.due(db)
    await at((await second.sees())["hold"]["ends_at"])
    assert session.id in await rules.due(db)
    await rules.settle(db, session.id)
    await rules.settle(db, session.id)
    assert await states(second, third) == ["offer_lapsed", "offered"]
    assert (await third.sees())["offers"] == 1, "nobody is promoted twice"


async def test_no_offer_outlives_the_end_of_registration(client: AsyncClient, db: AsyncSession, at) -> None:
    session = await factories.session(db, size=1)
    first, second = await people(client, session.id, 2)
    await at((session.closes_at - timedelta(hours=1)).isoformat())
    await first.does("give_up")
    assert clock_of((await second.sees())["hold"]["ends_at"]) == session.closes_at
    await at(session.closes_at.isoformat())
    assert await states(second) == ["offer_lapsed"]
    assert (await second.does("rejoin")).json()["code"] == "registration_closed"


async def test_someone_promoted_who_cancels_frees_the_seat_at_once(client: AsyncClient, db: AsyncSession) -> None:
    """Case 3."""
    session = await factories.session(db, size=1)
    first, second, third = await people(client, session.id, 3)
    await first.does("give_up")
    await second.does("accept_offer")
    await second.does("give_up")
    assert await states(second, third) == ["withdrawn", "offered"]
    assert (await second.sees())["queue"] is None
    await consistent(db)


async def test_raised_capacity_is_offered_and_lowered_takes_nothing_away(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    crowd = await people(client, session.id, 4)
    raised = await set_quotas(client, officer, session.id, size=3)
    assert (raised.status_code, raised.json()["taken"]) == (200, 3), raised.text
    assert await states(*crowd) == ["pending_review", "offered", "offered", "waitlisted"]
    await set_quotas(client, officer, session.id, size=1)
    assert await states(*crowd) == ["pending_review", "offered", "offered", "waitlisted"]
    await crowd[0].does("give_up")
    assert await states(crowd[3]) == ["waitlisted"], "three seats are held, one exists"
    await consistent(db)


async def test_a_pause_stops_offers_and_its_end_runs_them(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    first, second = await people(client, session.id, 2)
    paused = await move_session(client, officer, session.id, "pause", reason="Aula sedang diperbaiki")
    assert paused.json()["registration"] | {"opens_at": 0, "closes_at": 0} == {
        "state": "paused", "reason": "Aula sedang diperbaiki", "opens_at": 0, "closes_at": 0,
    }  # fmt: skip
    refused = await factories.register(client, factories.registration(session.id))
    assert (refused.status_code, refused.json()["code"]) == (409, "registration_paused")
    await first.does("give_up")
    await rules.settle(db, session.id)
    assert await states(second) == ["waitlisted"]
    await move_session(client, officer, session.id, "resume")
    assert await states(second) == ["offered"]


async def test_cancelling_tells_everybody(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    first, second = await people(client, session.id, 2)
    await move_session(client, officer, session.id, "cancel", reason="Narasumber sakit")
    assert await states(first, second) == ["cancelled_by_office", "cancelled_by_office"]
    assert (await first.sees())["session"]["registration"]["reason"] == "Narasumber sakit"
    await consistent(db)


async def test_whoever_missed_a_session_is_served_after_the_others(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer = await factories.officer(db, vault)
    missed = await factories.session(db, starts_in=0, days=1)
    body = factories.registration(missed.id)
    await factories.register(client, body)
    other = await person(client, missed.id)
    rows = (await client.get(f"/v1/registrations?session={missed.id}", headers=officer.headers)).json()["items"]
    for row in rows:
        await factories.move(client, officer, row["id"], "accept")
    await attend_only(client, officer, missed.id, rows[1]["id"], [row["id"] for row in rows])
    assert (await other.sees())["status"] == "completed"
    session = await factories.session(db, size=1)
    first = await person(client, session.id)
    truant = (await factories.register(client, body | {"session_id": str(session.id)})).json()
    waiting = await person(client, session.id)
    assert (await waiting.sees())["queue"]["position"] == 1, "within a class by time, and her class comes first"
    await first.does("give_up")
    assert await states(waiting) == ["offered"]
    shown = await client.get(f"/v1/receipts/{truant['number']}", headers={"Receipt-Secret": truant["secret"]})
    assert shown.json()["status"] == "waitlisted"


async def attend_only(
    client: AsyncClient, officer: factories.TestOfficer, session_id: object, present: str, everybody: list[str]
) -> None:
    """One was there, the others were not; then the session ends."""
    path = f"/v1/sessions/{session_id}/attendance"
    sheet = await client.get(path, headers=officer.headers)
    day = sheet.json()["days"][0]["id"]
    marks = [
        {"registration_id": each, "day_id": day, "mark": "present" if each == present else "absent"}
        for each in everybody
    ]
    headers = officer.headers | {"If-Match": sheet.headers["etag"]}
    assert (await client.put(path, json={"marks": marks}, headers=headers)).status_code == 200
    assert (await move_session(client, officer, session_id, "complete")).status_code == 200


async def move_session(client: AsyncClient, who: factories.TestOfficer, session_id: object, action: str, **body: str):
    seen = (await client.get(f"/v1/sessions/{session_id}", headers=who.headers)).headers["etag"]
    path = f"/v1/sessions/{session_id}/transitions"
    return await client.post(path, json={"action": action} | body, headers=who.headers | {"If-Match": seen})


def clock_of(text: str) -> datetime:

    return datetime.fromisoformat(text)
