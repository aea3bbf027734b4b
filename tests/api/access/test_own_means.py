"""integrity.md 4: links open once, codes on paper read, another authenticator waits; wrong codes end a log-in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest
import structlog
from httpx import AsyncClient, Response
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from bimtek_api.access.enrolments import replacements
from bimtek_api.access.logins import stepping
from bimtek_api.access.officers.models import Officer
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_assignments import GOOD, NEW, activated, code_of
from tests.api.grants.office import refused_by_the_database


async def by_paper(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> tuple[factories.TestOfficer, dict[str, str]]:
    """An officer with her codes on paper, and the headers of a log-in with one of them."""
    officer = await factories.present(db, vault)
    codes = (await client.post("/v1/recovery-codes", headers=officer.headers)).json()["codes"]
    body = {"email": officer.email, "password": factories.PASSWORD, "code": codes[0]}
    answer = await client.post("/v1/logins", json=body)
    assert answer.status_code == 201, answer.text
    return officer, {"Authorization": f"Bearer {answer.json()['token']}"}


async def asked(client: AsyncClient, headers: dict[str, str]) -> Response:
    """Another password and authenticator, made by a link she asked for herself."""
    link = await client.post("/v1/enrolments", json={"password": factories.PASSWORD}, headers=headers)
    assert link.status_code == 201, link.text
    return await activated(client, link.json()["token"])


async def can_log_in(client: AsyncClient, db: AsyncSession, who: factories.TestOfficer) -> int:
    await db.execute(update(Officer).where(Officer.person_id == who.id).values(totp_last_step=0))
    body = {"email": who.email, "password": factories.PASSWORD, "code": who.totp.now()}
    return (await client.post("/v1/logins", json=body)).status_code


async def told(db: AsyncSession, officer_id: UUID) -> list[str]:
    query = text("SELECT name FROM events WHERE subject_id = :id ORDER BY position")
    return list((await db.execute(query, {"id": officer_id})).scalars())


async def test_a_repeated_invitation_shows_no_link_and_opens_nothing(admins: Admins) -> None:
    """integrity.md 4: the replayed invitation gave one administrator a link for a live account."""
    key = admins.first.headers | factories.once()
    first = await admins.client.post("/v1/officers", json=NEW, headers=key)
    early = await admins.client.post("/v1/officers", json=NEW, headers=key)
    assert (early.status_code, early.json()) == (201, first.json() | {"token": None})
    done = await activated(admins.client, first.json()["token"])
    assert done.status_code == 201, "the repeat did not end her link"
    late = await admins.client.post("/v1/officers", json=NEW, headers=key)
    assert late.json()["token"] is None
    links = await admins.db.execute(text("SELECT count(*) FROM enrolments"))
    assert links.scalar_one() == 1


async def test_a_link_opens_again_by_two_only_in_the_database_as_well(admins: Admins) -> None:
    """integrity.md 4: reopening is an act of two with an event."""
    officer = await admins.plain()
    new = (
        "INSERT INTO enrolments (officer_id, token_hash, totp_sealed, made_by, expires_at, request_id)"
        " VALUES (:who, :hash, :hash, :maker, bimtek_now() + interval '1 day', :request)"
    )
    facts = {"who": officer.id, "hash": b"x", "maker": admins.first.id, "request": None}
    assert "opens again by two" in await refused_by_the_database(admins.db, new, **facts)
    request = await admins.asked(officer.id, kind="recovery", reason="Ponsel hilang.")
    assert "opens again by two" in await refused_by_the_database(admins.db, new, **facts | {"request": UUID(request)})
    decided = await admins.decide(request)
    assert decided.json()["token"]
    again = await refused_by_the_database(admins.db, new, **facts | {"request": UUID(request)})
    assert "uq_enrolments_request_id" in again, "one recovery, one link"
    assert (await told(admins.db, officer.id))[-1] == "officer.recovered"


async def test_wrong_codes_end_the_log_in_and_its_owner_hears_of_it(
    client: AsyncClient, db: AsyncSession, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """integrity.md 4: 152 wrong step-up codes in 12 s, no limit, no line in a log."""
    monkeypatch.setattr(stepping, "log", structlog.get_logger())
    officer = await factories.officer(db, vault)
    with capture_logs() as said:
        answers = [await step_up(client, officer.headers, "000000") for _ in range(6)]
    assert [code_of(each) for each in answers[:4]] == [(401, "login_failed")] * 4
    assert code_of(answers[4]) == (401, "login_ended")
    assert answers[5].status_code == 401
    lines = [line["event"] for line in said if line.get("account") == str(officer.id)]
    assert lines == ["code_refused"] * 5 + ["login_ended_after_codes"]
    body = {"email": officer.email, "password": factories.PASSWORD, "code": officer.totp.now()}
    login = await client.post("/v1/logins", json=body)
    headers = {"Authorization": f"Bearer {login.json()['token']}"}
    assert (login.status_code, login.json()["officer"]["notices"]) == (201, 1), "the right code still passes"
    notices = (await client.get("/v1/me/notices", headers=headers)).json()["items"]
    assert [each["kind"] for each in notices] == ["officer.code_guessed"]
    seen = await client.put("/v1/me/notices", json={"until": notices[0]["at"]}, headers=headers)
    assert seen.status_code == 204
    assert (await client.get("/v1/me", headers=headers)).json()["notices"] == 0


async def step_up(client: AsyncClient, headers: dict[str, str], code: str) -> Response:
    return await client.post("/v1/logins/current/step-ups", json={"code": code}, headers=headers)


async def test_right_codes_are_not_counted_and_a_code_works_once(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 4: codes are used once, also to prove oneself again."""
    officer = await factories.officer(db, vault)
    for _ in range(8):
        await db.execute(update(Officer).where(Officer.person_id == officer.id).values(totp_last_step=0))
        assert (await step_up(client, officer.headers, officer.totp.now())).status_code == 204
    assert code_of(await step_up(client, officer.headers, officer.totp.now())) == (401, "login_failed")


async def test_many_log_ins_give_no_more_codes_and_a_stranger_ends_only_her_own(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 4: counted per officer, too."""
    officer, thief = await factories.officer(db, vault), []
    for _ in range(4):
        await db.execute(update(Officer).where(Officer.person_id == officer.id).values(totp_last_step=0))
        body = {"email": officer.email, "password": factories.PASSWORD, "code": officer.totp.now()}
        thief.append({"Authorization": f"Bearer {(await client.post('/v1/logins', json=body)).json()['token']}"})
    codes = [code_of(await step_up(client, each, "000000"))[1] for each in thief for _ in range(3)]
    assert codes == ["login_failed"] * 9 + ["login_ended"] + ["login_expired"] * 2
    assert (await client.get("/v1/me", headers=officer.headers)).status_code == 200


async def test_guessing_the_password_inside_a_log_in_ends_it(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 4, sibling: the password asked for again."""
    officer = await factories.present(db, vault)
    wrong = [
        await client.post("/v1/enrolments", json={"password": f"salah {n}"}, headers=officer.headers)
        for n in range(5)
    ]
    assert [each.status_code for each in wrong] == [422] * 4 + [401]
    unproved = await factories.officer(db, vault)
    link = await client.post("/v1/enrolments", json={"password": factories.PASSWORD}, headers=unproved.headers)
    assert code_of(link) == (403, "step_up_required"), "an open log-in and the password are not two factors"


async def test_a_code_on_paper_lets_in_to_read_and_nothing_else(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 4: password and paper code replaced the authenticator and bound at once."""
    officer, paper = await by_paper(client, db, vault)
    me = (await client.get("/v1/me", headers=paper)).json()
    assert (me["reading_only"], me["notices"]) == (True, 1)
    assert (await client.get("/v1/registrations", headers=paper)).status_code == 200
    session = await factories.session(db)
    for method, path, body in (
        ("POST", "/v1/logins/current/step-ups", {"code": officer.totp.now()}),
        ("POST", "/v1/registrations", factories.registration(session.id)),
        ("POST", f"/v1/sessions/{session.id}/transitions", {"action": "cancel", "reason": "x"}),
        ("PUT", "/v1/me/views", {"name": "Uji", "filters": {}}),
    ):
        sent = await client.request(method, path, json=body, headers=paper | factories.once())
        assert code_of(sent) == (403, "paper_code_reads"), path
    ended = "UPDATE logins SET {} WHERE by_paper"
    assert "paper stays" in await refused_by_the_database(db, ended.format("by_paper = false"))
    assert "paper_reads" in await refused_by_the_database(db, ended.format("stepped_up_at = bimtek_now()"))
    assert (await client.delete("/v1/logins/current", headers=paper)).status_code == 204


async def test_an_authenticator_asked_for_by_paper_waits_and_its_owner_stops_it(
    client: AsyncClient, db: AsyncSession, vault: Vault, at: Any
) -> None:
    """integrity.md 4: a new authenticator binds after a waiting time with a message to the owner."""
    officer, paper = await by_paper(client, db, vault)
    done = await asked(client, paper)
    assert (done.status_code, done.json()["codes"]) == (201, [])
    assert (await told(db, officer.id))[-1] == "officer.replacement_asked"
    assert await can_log_in(client, db, officer) == 201, "until then the old means hold"
    waiting = (await client.get("/v1/enrolments", headers=officer.headers)).json()["items"]
    assert [each["binds_at"] for each in waiting] == [done.json()["binds_at"]]
    stop = f"/v1/enrolments/{waiting[0]['id']}/stops"
    assert code_of(await client.post(stop, headers=paper | factories.once())) == (403, "paper_code_reads")
    assert (await client.post(stop, headers=officer.headers | factories.once())).status_code == 204
    await at((await tomorrow(db)).isoformat())
    assert await replacements.bind_due(db) == 0
    again = await client.post(stop, headers=(await factories.present(db, vault)).headers | factories.once())
    assert code_of(again) == (404, "replacement_not_found")


async def tomorrow(db: AsyncSession) -> Any:
    return (await db.execute(text("SELECT bimtek_now()"))).scalar_one() + timedelta(hours=25)


async def test_after_its_wait_it_is_hers_and_everything_older_ends(
    client: AsyncClient, db: AsyncSession, vault: Vault, at: Any
) -> None:
    officer, paper = await by_paper(client, db, vault)
    link = (await client.post("/v1/enrolments", json={"password": factories.PASSWORD}, headers=paper)).json()
    shown = (await client.post("/v1/enrolments/views", json={"token": link["token"]})).json()
    new = pyotp.TOTP(shown["totp_secret"])
    assert (await activated(client, link["token"])).status_code == 201
    assert await replacements.bind_due(db) == 0
    later = await tomorrow(db)
    await at(later.isoformat())
    assert await replacements.bind_due(db) == 1
    body = {"email": officer.email, "password": GOOD, "code": new.at(later + timedelta(seconds=30))}
    assert (await client.post("/v1/logins", json=body)).status_code == 201
    old = body | {"password": factories.PASSWORD, "code": officer.totp.at(later)}
    assert (await client.post("/v1/logins", json=old)).status_code == 401


async def test_an_administrator_agrees_and_it_binds_at_once_or_stops_it(admins: Admins) -> None:
    """integrity.md 4: or after a second person agrees."""
    officer, paper = await by_paper(admins.client, admins.db, admins.vault)
    path = f"/officers/{officer.id}/replacement-decisions"
    assert code_of(await admins.post(path, {"agree": True, "reason": "Datang."})) == (404, "replacement_not_found")
    await asked(admins.client, paper)
    shown = await admins.client.get(f"/v1/officers/{officer.id}", headers=admins.first.headers)
    assert len(shown.json()["replacements"]) == 1
    off = await admins.post(path, {"agree": False, "reason": "Bukan dia."})
    assert (off.status_code, off.json()["replacements"]) == (200, [])
    await asked(admins.client, paper)
    on = await admins.post(path, {"agree": True, "reason": "Datang dengan KTP."})
    assert on.status_code == 200, on.text
    assert (await told(admins.db, officer.id))[-2:] == ["officer.replacement_agreed", "officer.enrolled"]
    assert await can_log_in(admins.client, admins.db, officer) == 401


async def test_the_database_lets_no_authenticator_in_that_was_not_enrolled_or_still_waits(admins: Admins) -> None:
    officer, paper = await by_paper(admins.client, admins.db, admins.vault)
    await asked(admins.client, paper)
    db = admins.db
    waiting = (await db.execute(text("SELECT totp_sealed FROM enrolments WHERE by_paper"))).scalar_one()
    take = "UPDATE officers SET totp_sealed = :sealed WHERE person_id = :who"
    for sealed in (b"anything", waiting):
        assert "comes from an enrolment" in await refused_by_the_database(db, take, sealed=sealed, who=officer.id)
    for change, said in (
        ("binds_at = bimtek_now()", "a replacement waits"), ("agreed_by = officer_id", "an administrator agrees"),
        (f"agreed_by = '{(await admins.plain()).id}'", "an administrator agrees"),
    ):  # fmt: skip
        assert said in await refused_by_the_database(db, f"UPDATE enrolments SET {change} WHERE by_paper"), change
