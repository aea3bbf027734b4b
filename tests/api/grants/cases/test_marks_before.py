"""integrity.md 1, attacked again: a mark taken away by a correction is still one."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.change_requests import changes
from tests.api.grants.cases.test_look_alikes import code_of, likened, member_of, submitted, supplied
from tests.api.grants.office import Office
from tests.api.grants.warehouse import Warehouse, hands, opened


@pytest.mark.parametrize(("mark", "new"), [("phone", "081299990001"), ("email", "lain@uji.id")])
async def test_whoever_was_kept_out_does_not_confirm_herself_in(
    desk: Office, db: AsyncSession, mark: str, new: str
) -> None:
    """She is refused, confirms the correction of the member's contact, and comes again."""
    case_id, member = await submitted(desk), await member_of(db)
    await likened(db, mark, desk.verifier.id, member)
    assert code_of(await desk.check(case_id)) == (409, "look_alike")
    await changes.carried(desk, db, f"/v1/participants/{member}/change-requests", {mark: new}, desk.verifier)
    assert code_of(await desk.check(case_id)) == (409, "look_alike")


async def test_a_family_card_that_was_corrected_is_compared(desk: Office, db: AsyncSession) -> None:
    case_id, member = await submitted(desk), await member_of(db)
    await likened(db, "family", desk.verifier.id, member)
    path, body = f"/v1/participants/{member}/family-card-change-requests", {"family_card": "1671010101200099"}
    await changes.carried(desk, db, path, body, desk.verifier)
    assert code_of(await desk.check(case_id)) == (409, "look_alike")


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await opened(desk, *await hands(db, vault))


async def test_an_account_a_supplier_had_before_is_compared(
    store: Warehouse, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """It was the group's own; buyer and treasurer exchanged it before the order."""
    case_id, treasurer = await desk.decreed(), await factories.present(db, vault, Role.TREASURER)
    kept: dict[str, Any] = {"bank": "Bank Uji", "number": "7771234567", "holder": "KUB"}
    assert (await desk.post(f"/v1/groups/{desk.group}/account", kept, desk.proposer)).status_code == 201
    store.supplier = await supplied(store, desk, "8120123400009", account_number="7771234567")
    new = {"bank": "Bank Lain", "account_number": "55-667788", "account_holder": "PT Mesin Contoh"}
    path = f"/v1/suppliers/{store.supplier}/account-change-requests"
    await changes.carried(desk, db, path, new, treasurer, store.buyer)
    assert code_of(await store.order(case_id)) == (409, "look_alike")


async def test_an_account_the_group_had_before_is_compared(store: Warehouse, desk: Office, db: AsyncSession) -> None:
    case_id = await desk.decreed()
    kept: dict[str, Any] = {"bank": "Bank Uji", "number": "7771234567", "holder": "KUB"}
    assert (await desk.post(f"/v1/groups/{desk.group}/account", kept, desk.proposer)).status_code == 201
    await db.execute(text("UPDATE group_accounts SET ended_at = bimtek_now()"))
    store.supplier = await supplied(store, desk, "8120123400009", account_number="7771234567")
    assert code_of(await store.order(case_id)) == (409, "look_alike")
