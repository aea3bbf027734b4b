"""C9: a plan is changed until the session begins, and a postponed session comes back with new days."""

from datetime import timedelta
from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.planning.schedule.models import TrainingSession
from tests import factories
from tests.api.sessions.enrolment.test_offers import move_session
from tests.api.sessions.seats import person, states


def plan(session: TrainingSession, **changes: Any) -> dict[str, Any]:
    """The session's plan as it stands, with changes; its days moved by a week."""
    days = [
        {"date": str(session.starts_on + timedelta(days=7 + index)), "starts_at": "09:00", "ends_at": "15:00"}
        for index in range(2)
    ]
    body = {
        "title": session.title, "trade": session.trade, "venue": session.venue, "address": session.address,
        "opens_at": session.opens_at.isoformat(), "closes_at": session.closes_at.isoformat(), "days": days,
    }  # fmt: skip
    return body | changes


async def change(
    client: AsyncClient, who: factories.TestOfficer, session_id: object, body: dict[str, Any]
) -> Response:
    seen = (await client.get(f"/v1/sessions/{session_id}", headers=who.headers)).headers["etag"]
    return await client.put(f"/v1/sessions/{session_id}", json=body, headers=who.headers | {"If-Match": seen})


async def test_a_plan_is_changed_and_says_what_changed(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    she = await person(client, session.id)
    body = plan(session, venue="Balai Baru")
    changed = await change(client, officer, session.id, body)
    assert (changed.status_code, changed.json()["venue"]) == (200, "Balai Baru"), changed.text
    assert [day["date"] for day in changed.json()["days"]] == [day["date"] for day in body["days"]]
    assert (changed.json()["starts_on"], changed.json()["days"][0]["starts_at"]) == (body["days"][0]["date"], "09:00")
    assert (await she.sees())["session"]["venue"] == "Balai Baru"
    told = (await client.get(f"/v1/sessions/{session.id}/history", headers=officer.headers)).json()["items"]
    assert "session.changed" in {each["name"] for each in told}


async def test_postponing_keeps_seats_and_needs_new_days(
    client: AsyncClient, db: AsyncSession, vault: Vault, at
) -> None:
    session, officer = await factories.session(db, starts_in=1), await factories.officer(db, vault)
    she = await person(client, session.id)
    await move_session(client, officer, session.id, "postpone", reason="Banjir")
    later = session.ends_on + timedelta(days=1)
    await at(f"{later}T05:00:00Z")
    officer = await factories.officer(db, vault)
    early = await move_session(client, officer, session.id, "republish")
    assert (early.status_code, early.json()["code"]) == (409, "new_days_first")
    moved = await change(client, officer, session.id, plan(session))
    assert moved.status_code == 200, moved.text
    again = await move_session(client, officer, session.id, "republish")
    assert (again.json()["status"], again.json()["registration"]["reason"]) == ("published", None)
    assert await states(she) == ["pending_review"]


async def test_a_running_session_or_a_foreign_one_is_not_replanned(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert (await change(client, stranger, session.id, plan(session))).status_code == 404
    await factories.placed(db, session, "in_progress")
    refused = await change(client, officer, session.id, plan(session))
    assert (refused.status_code, refused.json()["code"]) == (409, "started_already")
    stale = await client.put(
        f"/v1/sessions/{session.id}", json=plan(session), headers=officer.headers | {"If-Match": '"9"'}
    )
    assert stale.status_code == 412


async def test_a_plan_that_cannot_be_is_refused_by_field(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    for changes, code in (
        ({"closes_at": session.opens_at.isoformat()}, "window"),
        ({"days": plan(session)["days"][:1] * 2}, "days_repeated"),
        ({"days": []}, "required"),
        ({"title": ""}, "required"),
        ({"size": 40}, "unknown_field"),
        ({"offer_hours": 0}, "too_small"),
    ):
        answer = await change(client, officer, session.id, plan(session, **changes))
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code), answer.text
