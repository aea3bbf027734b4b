"""What waits for an officer: only hers, gone when anybody has done it."""

from typing import Any
from uuid import uuid4

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.inbox import repository
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.sessions.planning.schedule.models import SessionStatus
from bimtek_web.ui.labels import index as labels
from tests import factories
from tests.api.grants import money, office
from tests.api.sessions.course import course
from tests.api.sessions.seats import people

COMPLAINT = {"category": "other", "district_code": factories.PALEMBANG, "text": "Mesin bantuan rusak."}


async def waiting(client: AsyncClient, who: factories.TestOfficer) -> dict[str, list[dict[str, Any]]]:
    answer = await client.get("/v1/inbox", headers=who.headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, list[dict[str, Any]]] = {}
    for item in answer.json()["items"]:
        found.setdefault(item["kind"], []).append(item)
    return found


async def test_registrations_wait_by_session_until_anybody_decides(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    first, second = await factories.officer(db, vault), await factories.officer(db, vault)
    session = await factories.session(db)
    await people(client, session.id, 2)
    line = (await waiting(client, first))["registrations_to_review"][0]
    assert (line["subject_id"], line["count"], line["due"]) == (str(session.id), 2, str(session.starts_on))
    rows = (await client.get(f"/v1/registrations?session={session.id}", headers=second.headers)).json()["items"]
    for row in rows:
        await factories.move(client, second, row["id"], "accept")
    assert "registrations_to_review" not in await waiting(client, first)


async def test_another_district_and_another_role_see_nothing_of_it(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    await people(client, (await factories.session(db)).id, 1)
    await client.post("/v1/complaints", json=COMPLAINT, headers=factories.once())
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    auditor = await factories.officer(db, vault, Role.AUDITOR)
    administrator = await factories.officer(db, vault, Role.ADMINISTRATOR, None)
    assert [await waiting(client, each) for each in (stranger, auditor, administrator)] == [{}, {}, {}]


async def test_what_is_over_comes_first(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    await factories.session(db, status=SessionStatus.DRAFT)
    running = await course(client, db, vault, "Selesai kemarin", starts_in=0, days=1)
    moved = "UPDATE sessions SET starts_on = starts_on - 1, ends_on = ends_on - 1 WHERE id = :id"
    await db.execute(text(moved), {"id": running.path.rsplit("/", 1)[1]})
    await client.post("/v1/complaints", json=COMPLAINT, headers=factories.once())
    answer = await client.get("/v1/inbox", headers=officer.headers)
    items = answer.json()["items"]
    assert [(each["kind"], each["overdue"]) for each in items] == [
        ("sessions_to_publish", True), ("sessions_to_complete", True), ("complaints_to_answer", False),
    ]  # fmt: skip


async def test_a_correction_waits_for_the_other_officer_only(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    running, second = await course(client, db, vault, "Satu"), await factories.officer(db, vault)
    await running.mark_days(5)
    await running.move("complete")
    sheet = await running.sheet()
    body = {
        "registration_id": sheet["rows"][0]["registration_id"], "day_id": sheet["days"][0]["id"], "mark": "late",
        "note": "x",
    }  # fmt: skip
    path = f"{running.path}/attendance-corrections"
    await client.post(path, json=body, headers=running.officer.headers | factories.once())
    assert "corrections_to_decide" not in await waiting(client, running.officer)
    assert (await waiting(client, second))["corrections_to_decide"][0]["count"] == 1


async def test_a_case_waits_for_whoever_may_act_in_it(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    case = (await desk.submit(await office.group(client, db))).json()["id"]
    assert [each["subject_id"] for each in (await waiting(client, desk.verifier))["applications_to_check"]] == [case]
    assert "applications_to_check" not in await waiting(client, desk.proposer)
    await desk.check(case)
    assert "applications_to_check" not in await waiting(client, desk.verifier)
    assert [each["subject_id"] for each in (await waiting(client, desk.approver))["applications_to_vote"]] == [case]


async def test_every_queue_the_pages_know_is_produced_by_something(db: AsyncSession, vault: Vault) -> None:
    """integrity.md, house.md 5: two queues of capital had a word, an address and a query, and nothing asked them."""
    parts = [made for some in repository.PARTS.values() for made in some]
    everything = Actor("officer", uuid4(), grants=(Grant("any", None, frozenset(Permission)),))
    # An interval has a literal in the database's own tongue alone.
    said = {"dialect": db.get_bind().dialect, "compile_kwargs": {"literal_binds": True}}
    produced = {str(made(everything).compile(**said)) for made in parts}
    asked = {kind for kind in Waiting if any(f"'{kind.value}'" in sql for sql in produced)}
    assert asked == set(Waiting)
    assert set(labels.desk.WAITING) == {kind.value for kind in Waiting}


async def test_the_use_of_capital_waits_for_its_report_and_then_for_its_judge(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    treasury = await money.treasury(db, vault, desk)
    await treasury.account()
    await treasury.paid()
    (line,) = (await waiting(client, desk.proposer))["funds_reports_due"]
    assert (line["subject_id"], line["due"] is not None) == (treasury.case, True)
    assert (await treasury.report()).status_code in (200, 201)
    assert "funds_reports_due" not in await waiting(client, desk.proposer)
    (line,) = (await waiting(client, desk.verifier))["funds_reports_to_accept"]
    assert line["subject_id"] == treasury.case
