"""integrity.md 6: whoever has the application's connection cannot give herself a role, a key, or back what ended."""

from datetime import date, timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.admins import Admins
from tests.api.grants.office import refused_by_the_database, step_up, today
from tests.conftest import environment_for
from tests.servers import output

ROLE = """
INSERT INTO role_assignments (officer_id, role, region_code, valid_from, valid_to, request_id)
VALUES (:officer, :role, :region, :first, NULL, :request)
"""
ASK = """
INSERT INTO access_requests (officer_id, kind, role, region_code, valid_from, reason, requested_by)
VALUES (:officer, 'role', 'scorer', '16.71', :first, 'x', :asker)
"""
FORBIDDEN = {
    "a key": "INSERT INTO api_keys (name, key_hash, scopes) VALUES ('x', 'x', '{read}')",
    "a key's life": "UPDATE api_keys SET revoked_at = NULL",
    "pairs of roles": "DELETE FROM incompatible_roles",
    "a role's kind": "UPDATE role_assignments SET role = 'administrator'",
    "a role's area": "UPDATE role_assignments SET region_code = NULL",
    "a role's last day": "UPDATE role_assignments SET valid_to = NULL",
    "a role's holder": "UPDATE role_assignments SET officer_id = officer_id",
    "a role away": "DELETE FROM role_assignments",
    "an officer's address": "UPDATE officers SET email = 'x@x.id'",
    "an officer's human": "UPDATE officers SET person_id = person_id",
    "what was asked": "UPDATE access_requests SET role = 'administrator'",
    "who asked": "UPDATE access_requests SET requested_by = officer_id",
    "a deputation's days": "UPDATE deputations SET valid_to = '2099-01-01'",
    "a link's holder": "UPDATE enrolments SET officer_id = officer_id",
    "an account at the provider": "UPDATE provider_accounts SET officer_id = officer_id",
}


@pytest.fixture
async def admins(client: AsyncClient, db: AsyncSession, vault: Vault) -> Admins:
    two = [await factories.officer(db, vault, Role.ADMINISTRATOR, None) for _ in range(2)]
    for each in two:
        await step_up(db, each)
    return Admins(client, db, vault, *two)


@pytest.mark.parametrize("what", FORBIDDEN)
async def test_the_application_has_no_right_to(db: AsyncSession, what: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        await db.execute(text(FORBIDDEN[what]))


async def test_a_role_needs_the_request_that_two_administrators_made_for_it(admins: Admins) -> None:
    officer, db = await admins.plain(), admins.db
    first = date.fromisoformat(today())
    wanted: dict[str, Any] = {"officer": officer.id, "role": "scorer", "region": "16.71", "first": first}
    asked = await admins.asked(officer.id, valid_from=today())
    for request in (None, asked):  # none, and one nobody has decided
        said = await refused_by_the_database(db, ROLE, **wanted, request=request)
        assert "approved request" in said
    assert (await admins.decide(asked)).status_code == 200
    given = await db.execute(
        text("SELECT request_id FROM role_assignments WHERE role = 'scorer' AND officer_id = :id"), {"id": officer.id}
    )
    assert str(given.scalar_one()) == asked
    again = await refused_by_the_database(db, ROLE, **wanted, request=asked)
    assert "uq_role_assignments_request_id" in again
    for other in ({"role": "approver"}, {"region": None}, {"officer": admins.first.id}):
        said = await refused_by_the_database(db, ROLE, **(wanted | other), request=asked)
        assert "approved request" in said, other


async def test_a_request_is_asked_and_decided_by_administrators_and_once(admins: Admins) -> None:
    officer, db = await admins.plain(), admins.db
    stranger = await admins.plain()
    facts = {"officer": officer.id, "first": date.fromisoformat(today()) + timedelta(days=1)}
    assert "an administrator asks" in await refused_by_the_database(db, ASK, **facts, asker=stranger.id)
    born = ASK.replace("requested_by)", "requested_by, decided_by, decided_at, approved)")
    born = born.replace(":asker)", ":asker, :decider, now(), true)")
    two = {"asker": admins.first.id, "decider": admins.second.id}
    assert "an administrator asks" in await refused_by_the_database(db, born, **facts, **two)
    asked = await admins.asked(officer.id, valid_from=today())
    decide = "UPDATE access_requests SET decided_by = :who, decided_at = now(), approved = true WHERE id = :id"
    assert "by an administrator" in await refused_by_the_database(db, decide, who=stranger.id, id=asked)
    assert (await admins.decide(asked, approve=False, note="Tidak.")).status_code == 200
    assert "decided once" in await refused_by_the_database(db, decide, who=admins.second.id, id=asked)


async def test_what_was_taken_stays_taken(admins: Admins) -> None:
    officer, db = await admins.plain(), admins.db
    ended = "UPDATE role_assignments SET ended_at = {} WHERE officer_id = :id"
    await db.execute(text(ended.format("'2020-01-01'")), {"id": officer.id})
    row = text("SELECT ended_at > bimtek_now() - interval '1 minute' FROM role_assignments WHERE officer_id = :id")
    assert (await db.execute(row, {"id": officer.id})).scalar_one(), "the database says when"
    assert "stays ended" in await refused_by_the_database(db, ended.format("NULL"), id=officer.id)
    await db.execute(text("UPDATE logins SET revoked_at = now() WHERE officer_id = :id"), {"id": officer.id})
    for statement in ("SET revoked_at = NULL", "SET token_hash = 'x'"):
        said = await refused_by_the_database(db, f"UPDATE logins {statement} WHERE officer_id = :id", id=officer.id)
        assert "stays ended" in said
    shut = await admins.post(f"/officers/{officer.id}/disablings", {"reason": "Mutasi"})
    assert shut.status_code == 200, shut.text
    back = "UPDATE officers SET disabled_at = NULL WHERE person_id = :id"
    assert "two let" in await refused_by_the_database(db, back, id=officer.id)
    asked = await admins.asked(officer.id, kind="enable", role=None, valid_from=None, region_code=None)
    assert "two let" in await refused_by_the_database(db, back, id=officer.id)
    assert (await admins.decide(asked)).status_code == 200
    assert (await admins.post(f"/officers/{officer.id}/disablings", {"reason": "Lagi"})).status_code == 200
    assert "two let" in await refused_by_the_database(db, back, id=officer.id), "an old request opens nothing"


async def test_keys_of_other_systems_come_from_the_command_line(private_database: str) -> None:
    environment = environment_for(private_database)
    code, said = output("integrator", environment, "--name", "Aplikasi", "--scope", "read", "--region", "16.71")
    assert code == 0
    key_id, secret = said.split()[-2:]
    assert secret.startswith("bk_")
    assert [output("integrator", environment, "--revoke", key_id)[0] for _ in range(2)] == [0, 1]
    assert output("integrator", environment)[0] == 2
