"""integrity.md 6, attacked again: a temporary table of the same name is looked into before the real one.

Whoever has the application's connection could lay her own `pg_class`, `votes` or `access_requests` over those the
walls read. Each function that guards or acts with the owner's rights says itself where it looks.
"""

from datetime import date
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_power import ROLE
from tests.api.grants.cases.test_case_people import checked
from tests.api.grants.office import Office, office, refused_by_the_database, step_up, today

OWNER_OF_ALL = """
CREATE TEMP TABLE pg_class AS SELECT c.oid, r.oid AS relowner, c.relname
FROM pg_catalog.pg_class c, pg_catalog.pg_roles r WHERE r.rolname = current_user
"""
GUARDS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
  AND p.proname NOT LIKE 'procrastinate%' AND p.proname NOT IN ('by_hand', 'by_owner')
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS said WHERE said ~ '^search_path=(pg_catalog, )?public, pg_temp$')
"""


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office(client, db, vault)


async def test_every_guard_says_where_it_looks(db: AsyncSession) -> None:
    """Triggers and functions with the owner's rights; the queue's own guard nothing."""
    assert (await db.execute(text(GUARDS))).scalars().all() == []


async def test_nobody_passes_for_the_owner_by_a_table_of_her_own(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    who = await factories.officer(db, vault)
    facts: dict[str, Any] = {"officer": who.id, "role": "administrator", "region": None, "request": None}
    await db.execute(text(OWNER_OF_ALL))
    said = await refused_by_the_database(db, ROLE, **facts, first=date.fromisoformat(today()))
    assert "approved request" in said
    registered = await factories.register(client, factories.registration((await factories.session(db)).id))
    assert registered.status_code == 201
    assert "change request only" in await refused_by_the_database(db, "UPDATE participants SET phone = '+62811'")


async def test_a_request_is_not_approved_by_a_table_that_says_so(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    two = [await factories.officer(db, vault, Role.ADMINISTRATOR, None) for _ in range(2)]
    for each in two:
        await step_up(db, each)
    admins = Admins(client, db, vault, *two)
    officer = await admins.plain()
    asked = await admins.asked(officer.id, valid_from=today())
    await db.execute(text("CREATE TEMP TABLE access_requests AS SELECT * FROM public.access_requests"))
    await db.execute(text("UPDATE pg_temp.access_requests SET approved = true"))
    facts = {"officer": officer.id, "role": "scorer", "region": "16.71", "request": asked}
    said = await refused_by_the_database(db, ROLE, **facts, first=date.fromisoformat(today()))
    assert "approved request" in said


async def test_votes_of_a_table_of_her_own_carry_no_round(desk: Office, db: AsyncSession) -> None:
    case_id = await checked(desk)
    await db.execute(text("CREATE TEMP TABLE votes AS SELECT * FROM public.votes"))
    await db.execute(
        text(
            "INSERT INTO pg_temp.votes (round_id, stage, decision, snapshot_hash)"
            " SELECT id, 1, 'approve', snapshot_hash FROM approval_rounds WHERE application_id = :case"
        ),
        {"case": case_id},
    )
    passed = "UPDATE approval_rounds SET outcome = 'passed', closed_at = now() WHERE application_id = :case"
    assert "not enough approving votes" in await refused_by_the_database(db, passed, case=case_id)


async def test_versions_of_a_supplier_go_where_they_are_kept(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """The one who writes them has the owner's rights, in any table of that name."""
    buyer = await factories.present(db, vault, Role.PROCUREMENT_OFFICER)
    await db.execute(text("CREATE TEMP TABLE supplier_versions (LIKE public.supplier_versions INCLUDING ALL)"))
    await db.execute(text("GRANT ALL ON pg_temp.supplier_versions TO bimtek_owner"))
    body = {"nib": "8120123477777", "name": "CV Bayang", "address": "Jalan", "phone": "081299990000"}
    assert (await desk.post("/v1/suppliers", body, buyer)).status_code == 201
    kept = text("SELECT count(*) FROM public.supplier_versions")
    assert (await db.execute(kept)).scalar_one() == 1
