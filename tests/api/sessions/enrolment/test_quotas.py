"""C12, C15: shares of seats beside the room, released at a set time, and who is next."""

from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.seats import service as rules
from tests import factories
from tests.api.sessions.seats import MAN, consistent, people, person, set_quotas, states

WOMEN = {"kind": "target", "value": "women", "seats": 1}
HOME = {"kind": "district", "value": factories.PALEMBANG, "seats": 2}
AWAY = {"district": factories.BANYUASIN}


async def test_a_share_keeps_seats_for_its_group_only(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, size=3), await factories.officer(db, vault)
    made = await set_quotas(client, officer, session.id, size=3, shares=[WOMEN])
    assert (made.status_code, made.json()["shares"][0]["name"]) == (200, "Perempuan"), made.text
    men = await people(client, session.id, 3, **MAN)
    assert await states(*men) == ["pending_review", "pending_review", "waitlisted"]
    assert (await men[2].sees())["queue"]["full"] == [{"kind": "target", "value": "women", "name": "Perempuan"}]
    woman = await person(client, session.id)
    assert await states(woman) == ["pending_review"], "her share was kept for her, past the man who waits"
    await consistent(db)


async def test_three_quotas_hold_at_once(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, size=4), await factories.officer(db, vault)
    first = {"kind": "target", "value": "first_timers", "seats": 3}
    await set_quotas(client, officer, session.id, size=4, shares=[HOME, first])
    away = await people(client, session.id, 3, **AWAY)
    assert await states(*away) == ["pending_review", "waitlisted", "waitlisted"], (
        "one outside the first-timers' share"
    )
    fresh = await people(client, session.id, 2, first_timer=True, **AWAY)
    assert await states(*fresh) == ["pending_review", "waitlisted"], "two outside the district's share"
    local = await people(client, session.id, 3, first_timer=True)
    assert await states(*local) == ["pending_review", "pending_review", "waitlisted"]
    quotas = (await client.get(f"/v1/sessions/{session.id}/quotas", headers=officer.headers)).json()
    assert [(each["held"], each["outside"], each["outside_most"]) for each in quotas["shares"]] == [
        (2, 2, 2),
        (3, 1, 1),
    ]
    await consistent(db)


async def test_a_released_share_is_open_to_all(client: AsyncClient, db: AsyncSession, vault: Vault, at) -> None:
    session, officer = await factories.session(db, size=2), await factories.officer(db, vault)
    released = session.closes_at - timedelta(days=2)
    share = WOMEN | {"released_at": released.isoformat()}
    await set_quotas(client, officer, session.id, size=2, shares=[share])
    men = await people(client, session.id, 3, **MAN)
    assert await states(*men) == ["pending_review", "waitlisted", "waitlisted"]
    await at(released.isoformat())
    assert session.id in await rules.due(db)
    await rules.settle(db, session.id)
    assert await states(*men) == ["pending_review", "offered", "waitlisted"]
    await consistent(db)


async def test_the_order_is_kept_and_who_is_passed_over_sees_why(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """Case 36: a free seat goes to the first in the order who can take it."""
    session, officer = await factories.session(db, size=2), await factories.officer(db, vault)
    await set_quotas(client, officer, session.id, size=2, shares=[WOMEN])
    man, woman, second_man, second_woman = (
        await person(client, session.id, **MAN),
        await person(client, session.id),
        await person(client, session.id, **MAN),
        await person(client, session.id),
    )
    head = (await client.get(f"/v1/sessions/{session.id}/quotas", headers=officer.headers)).json()["next"]
    assert [(each["servable"], each["full"]) for each in head] == [
        (False, ["room", "target:women"]),
        (False, ["room"]),
    ]
    await woman.does("give_up")
    assert await states(second_man, second_woman) == ["waitlisted", "offered"]
    await man.does("give_up")
    assert await states(second_man) == ["offered"]
    await consistent(db)


async def test_shares_added_later_count_who_is_there(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, size=3), await factories.officer(db, vault)
    men = await people(client, session.id, 2, **MAN)
    made = await set_quotas(client, officer, session.id, size=3, shares=[WOMEN | {"seats": 2}])
    assert [(each["held"], each["outside"], each["outside_most"]) for each in made.json()["shares"]] == [(0, 2, 1)]
    assert await states(*men, await person(client, session.id, **MAN)) == ["pending_review"] * 2 + ["waitlisted"]
    gone = await set_quotas(client, officer, session.id, size=3, shares=[])
    assert gone.json()["shares"] == []
    await consistent(db)


async def test_extra_places_take_no_seat_and_free_none(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    """Case 37."""
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    _, waiting = await people(client, session.id, 2)
    body = factories.registration(session.id, assistance={"extra": True, "walk_in": True})
    assert (await factories.register(client, body)).status_code == 403, "the public has no extra places"
    extra = await factories.register(client, body, **officer.headers)
    assert (extra.status_code, extra.json()["status"]) == (201, "pending_review")
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    gone = await factories.move(client, officer, rows[-1]["id"], "withdraw", reason="Salah catat")
    assert gone.json()["status"] == "withdrawn"
    assert await states(waiting) == ["waitlisted"]
    await consistent(db)


async def test_a_late_entry_needs_an_officer_and_a_reason(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    session.closes_at = session.opens_at + timedelta(days=1)
    await db.flush()
    body = factories.registration(session.id)
    assert (await factories.register(client, body, **officer.headers)).json()["code"] == "registration_closed"
    late = body | {"assistance": {"late_reason": "Sinyal di desanya mati tiga hari"}}
    made = await factories.register(client, late, **officer.headers)
    assert made.status_code == 201, made.text
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    detail = (await client.get(f"/v1/registrations/{rows[0]['id']}", headers=officer.headers)).json()
    assert (detail["channel"], detail["late_reason"]) == ("officer", "Sinyal di desanya mati tiga hari")


async def test_bad_quotas_are_refused(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    for body, code in (
        ({"size": 0}, "too_small"),
        ({"size": 5, "shares": [WOMEN, WOMEN]}, "share_twice"),
        ({"size": 5, "shares": [WOMEN | {"seats": 6}]}, "share_too_large"),
        ({"size": 5, "shares": [WOMEN | {"value": "tinggi"}]}, "share_unknown"),
        ({"size": 5, "shares": [HOME | {"value": "99.99"}]}, "share_unknown"),
    ):
        answer = await set_quotas(client, officer, session.id, **body)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code), answer.text
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    path = f"/v1/sessions/{session.id}/quotas"
    headers = stranger.headers | {"If-Match": '"1"'}
    assert (await client.put(path, json={"size": 5}, headers=headers)).status_code == 404


async def test_the_database_itself_refuses_a_seat_too_many(db: AsyncSession) -> None:
    session = await factories.session(db, size=1)
    raise_by = "UPDATE seat_counters SET taken = taken + 2 WHERE session_id = :id"
    with pytest.raises(IntegrityError, match="no seat is free"):
        async with db.begin_nested():
            await db.execute(text(raise_by), {"id": session.id})
