"""Who may join: rules as data, the same everywhere, overruled by an officer with a reason only (C18, case 13)."""

from datetime import date
from typing import Any

import pytest
from httpx import AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.planning.schedule.eligibility import age_on
from tests import factories
from tests.api.sessions.enrolment.test_delegations import body as delegation

LEAP = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2028, 2, 28), 19), (date(2028, 2, 29), 20)],
)
async def test_a_leap_day_child_is_a_year_older_on_the_first_of_march(
    db: AsyncSession, day: date, years: int
) -> None:
    assert age_on(day, LEAP) == years
    asked = text("SELECT date_part('year', age(CAST(:day AS date), CAST(:born AS date)))")
    assert (await db.execute(asked, {"day": day, "born": LEAP})).scalar_one() == years


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 2), date(2060, 1, 1)))
def test_nobody_gets_younger(born: date, day: date) -> None:
    assert 0 <= age_on(day, born) <= day.year - born.year
    assert age_on(day, born) <= age_on(date(day.year + 1, 3, 1), born)


async def strict(db: AsyncSession, **rules: Any) -> Any:
    """A session with these rules and no others."""
    return await factories.session(db, eligibility={"min_age": 0} | rules)


@pytest.mark.parametrize(
    ("rules", "changes", "fault"),
    [
        ({"min_age": 60}, {}, ("/birth_date", "too_young")),
        ({"max_age": 30}, {}, ("/birth_date", "too_old")),
        ({"residents_only": True}, {"district": factories.BANYUASIN}, ("/district_code", "not_resident")),
        ({"same_trade": True}, {"trade": "welding"}, ("/trade", "other_trade")),
        ({"min_age": 18, "max_age": 60, "residents_only": True, "same_trade": True}, {}, None),
    ],
)
async def test_each_rule_says_where_and_why(
    client: AsyncClient, db: AsyncSession, rules: dict, changes: dict, fault: tuple[str, str] | None
) -> None:
    session = await strict(db, **rules)
    shown = (await client.get(f"/v1/sessions/{session.id}")).json()
    assert len(shown["rules"]) == len(rules)
    body = factories.registration(session.id, **changes)
    answers = [await factories.register(client, body), await client.post("/v1/registrations/checks", json=body)]
    if fault is None:
        assert answers[0].status_code == 201, answers[0].text
        return
    for answer in answers:
        assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [fault]
        assert answer.json()["errors"][0]["detail"].endswith(".")


async def test_the_oldest_age_is_still_young_enough_and_one_age_alone_is_a_rule(
    client: AsyncClient, db: AsyncSession
) -> None:
    """Survivors of a mutation run: nobody had registered at the very edge, nor asked for one age alone."""
    session = await strict(db, min_age=40, max_age=40)
    first = (await db.execute(text("SELECT starts_on FROM sessions WHERE id = :id"), {"id": session.id})).scalar_one()
    for years, status in ((39, 422), (40, 201), (41, 422)):
        born = first.replace(year=first.year - years)
        body = factories.registration(session.id, birth_date=born.isoformat(), nik=factories.nik(years, born=born))
        assert (await factories.register(client, body)).status_code == status, years


async def test_an_officer_takes_somebody_against_the_rules_with_a_reason(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await strict(db, min_age=60), await factories.officer(db, vault)
    body = factories.registration(session.id)
    for assistance in ({}, {"walk_in": True}, {"override_reason": " "}):
        refused = await factories.register(client, body | {"assistance": assistance}, **officer.headers)
        assert refused.status_code == 422
    reason = {"override_reason": "Diminta kepala dinas, surat 12/2026"}
    assert (await factories.register(client, body | {"assistance": reason})).status_code in (401, 403)
    made = await factories.register(client, body | {"assistance": reason}, **officer.headers)
    assert made.status_code == 201, made.text
    row = (await client.get(f"/v1/registrations?q={made.json()['number']}", headers=officer.headers)).json()["items"][
        0
    ]
    assert [each["code"] for each in row["warnings"]] == ["not_eligible"]
    history = await client.get(f"/v1/registrations/{row['id']}/history", headers=officer.headers)
    assert history.json()["items"][0]["reason"] == reason["override_reason"]


async def test_a_delegation_names_whom_the_rules_leave_out(client: AsyncClient, db: AsyncSession) -> None:
    session = await strict(db, max_age=40)
    sent = delegation(session.id, 2)
    sent["people"][1] |= {"nik": factories.nik(1, born=date(1950, 9, 4)), "birth_date": "1950-09-04"}
    refused = await client.post("/v1/delegations", json=sent, headers=factories.once())
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/people/1/birth_date"]


async def test_ages_that_exclude_everybody_are_refused(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    detail = await client.get(f"/v1/sessions/{(await strict(db)).id}", headers=officer.headers)
    plan = {name: detail.json()[name] for name in ("title", "venue", "address", "moderated")} | {"trade": "garment"}
    plan |= {name: detail.json()["registration"][name] for name in ("opens_at", "closes_at")}
    plan["days"] = [{name: day[name] for name in ("date", "starts_at", "ends_at")} for day in detail.json()["days"]]
    path, headers = f"/v1/sessions/{detail.json()['id']}", officer.headers | {"If-Match": detail.headers["etag"]}
    wrong = await client.put(path, json=plan | {"eligibility": {"min_age": 50, "max_age": 40}}, headers=headers)
    assert [each["code"] for each in wrong.json()["errors"]] == ["ages"]
    kept = await client.put(path, json=plan | {"eligibility": {"min_age": 18}}, headers=headers)
    assert kept.json()["eligibility"]["min_age"] == 18
