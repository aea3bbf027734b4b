"""integrity.md 1 and 4, attacked again: nobody decides about her own record by another account or another hand."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.test_deputations import name
from tests.api.access.test_identities import unknown
from tests.api.change_requests import changes
from tests.api.grants import office
from tests.api.grants.office import Office, refused_by_the_database

APPLIED = "UPDATE change_requests SET status = 'applied', decided_at = now(), decided_by = :who WHERE id = :id"
JOINED = text("UPDATE identities SET same_as = :human WHERE id = :account")


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


async def asked(desk: Office, person: Any, **body: Any) -> dict[str, Any]:
    made = await changes.ask(desk.client, desk.proposer, f"/v1/participants/{person}/change-requests", body)
    assert made.status_code == 201, made.text
    return made.json()


async def refused(
    desk: Office, db: AsyncSession, who: factories.TestOfficer, request: dict[str, Any], code: str, said: str
) -> None:
    """Through the API, and by SQL as the application's role."""
    answer = await changes.move(desk.client, who, request, "approve")
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert said in await refused_by_the_database(db, APPLIED, who=who.id, id=request["id"])


async def test_an_old_account_of_hers_does_not_decide_about_her(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """An account with a history stands for her row (`same_as`): its id is another, she is not."""
    (person,) = await office.members(desk.client, db, 1)
    account = await unknown(db, vault)
    await db.execute(JOINED, {"human": person, "account": account.id})
    request = await asked(desk, person, phone="081355551111")
    await refused(desk, db, account, request, "own_record", "her own record")


async def test_an_old_account_of_a_member_does_not_decide_about_her_group(
    desk: Office, db: AsyncSession, vault: Vault
) -> None:
    member = (await db.execute(text("SELECT person_id FROM group_members LIMIT 1"))).scalar_one()
    account = await unknown(db, vault)
    await db.execute(JOINED, {"human": member, "account": account.id})
    made = await changes.ask(
        desk.client, desk.proposer, f"/v1/groups/{desk.group}/change-requests", {"address": "Lain"}
    )
    await refused(desk, db, account, made.json(), "own_record", "her own record")


async def test_her_deputy_does_not_decide_about_her(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """A principal who may not decide lends no hand for it."""
    principal = await factories.present(db, vault, Role.DESK_VERIFIER)
    deputy = await factories.present(db, vault, Role.SCORER)
    (person,) = await office.members(desk.client, db, 1)
    await factories.by_hand(db, f"UPDATE participants SET person_id = '{principal.id}' WHERE person_id = '{person}'")
    assert (await name(desk, db, principal, deputy, role="desk_verifier")).status_code == 201
    request = await asked(desk, principal.id, phone="081355551111")
    await refused(desk, db, deputy, request, "own_record", "her own record")


async def test_two_deputies_of_one_officer_are_not_two(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """Who asked and who decided were two hands of a third one."""
    principal = await factories.present(db, vault, Role.DISTRICT_OFFICER)
    other = await factories.present(db, vault, Role.SCORER)
    first = await factories.present(db, vault, Role.SCORER)
    for deputy in (first, other):
        assert (await name(desk, db, principal, deputy, role="district_officer")).status_code == 201
    (person,) = await office.members(desk.client, db, 1)
    made = await changes.ask(
        desk.client, first, f"/v1/participants/{person}/change-requests", {"phone": "081355551111"}
    )
    assert made.status_code == 201, made.text
    await refused(desk, db, other, made.json(), "acts_for_maker", "another person")
