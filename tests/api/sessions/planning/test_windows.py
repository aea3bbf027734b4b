"""Deadlines: a day ends at 24:00 in the district's zone, and the database's clock decides."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.sessions.planning.schedule.models import SessionStatus
from tests import factories

DAY = datetime(2026, 12, 1, tzinfo=UTC).date()


@pytest.mark.parametrize(("zone", "last_second"), [("WIB", "16:59:59"), ("WITA", "15:59:59"), ("WIT", "14:59:59")])
async def test_a_deadline_lasts_until_midnight_of_its_zone(
    client: AsyncClient, db: AsyncSession, at, zone: str, last_second: str
) -> None:
    await at("2026-11-25T03:00:00Z")
    session = await factories.session(db, closes_at=clock.end_of(DAY, zone))
    session.zone = zone
    await at(f"2026-12-01T{last_second}.999Z")
    assert (await factories.register(client, factories.registration(session.id))).status_code == 201
    await at(clock.end_of(DAY, zone).isoformat())
    late = await factories.register(client, factories.registration(session.id))
    assert (late.status_code, late.json()["code"]) == (409, "registration_closed")


async def test_before_the_window_nobody_gets_in(client: AsyncClient, db: AsyncSession, at) -> None:
    session = await factories.session(db)
    await at("2026-01-01T00:00:00Z")
    early = await factories.register(client, factories.registration(session.id))
    assert (early.status_code, early.json()["code"]) == (409, "registration_not_open")


async def test_a_draft_or_an_unknown_session_does_not_exist_for_the_public(
    client: AsyncClient, db: AsyncSession
) -> None:
    draft = await factories.session(db, status=SessionStatus.DRAFT)
    answers = [await factories.register(client, factories.registration(each)) for each in (draft.id, uuid4())]
    bodies = [each.json() | {"request_id": ""} for each in answers]
    assert [each.status_code for each in answers] == [404, 404]
    assert bodies[0] == bodies[1]


async def test_an_old_notice_must_be_read_again(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    answer = await factories.register(client, factories.registration(session.id, notice_version="2020-01"))
    assert (answer.status_code, answer.json()["code"]) == (409, "notice_outdated")


async def test_the_catalogue_is_asked_by_first_day(client: AsyncClient, db: AsyncSession) -> None:
    early, late = await factories.session(db, starts_in=10), await factories.session(db, starts_in=20)
    between = str(early.starts_on + timedelta(days=1))
    for asked, found in (
        ({"starts_from": between}, [late]),
        ({"starts_until": between}, [early]),
        ({"starts_from": str(early.starts_on), "starts_until": str(late.starts_on)}, [early, late]),
        ({"starts_from": between, "starts_until": between}, []),
    ):
        page = (await client.get("/v1/sessions", params=asked)).json()
        assert [each["id"] for each in page["items"]] == [str(each.id) for each in found]
