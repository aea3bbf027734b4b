"""integrity.md 1, row 3: a supplier's record changes by two people; what was made to it keeps what it was."""

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.change_requests import changes
from tests.api.grants import office, warehouse
from tests.api.grants.office import Office


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_supplier_is_changed_by_a_buyer_and_confirmed_by_a_treasurer(
    desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 1, row 3: the buyer changed a supplier's name and NIB after payment."""
    store = await warehouse.warehouse(db, vault, desk)
    treasurer = await factories.officer(db, vault, Role.TREASURER)
    path = f"/v1/suppliers/{store.supplier}"
    gone = await desk.client.put(path, json=warehouse.SUPPLIER, headers=store.buyer.headers | {"If-Match": '"1"'})
    assert gone.status_code == 405
    order = (await store.order(await desk.decreed())).json()
    body = {"name": "PT Lain", "nib": "9120123456780"}
    asked = (await changes.ask(desk.client, store.buyer, f"{path}/change-requests", body)).json()
    proved = (await changes.prove(desk.client, store.buyer, asked)).json()
    other = await factories.officer(db, vault, Role.PROCUREMENT_OFFICER)
    assert code(await changes.move(desk.client, other, proved, "approve")) == (403, "forbidden")
    done = await changes.move(desk.client, treasurer, proved, "approve")
    assert done.status_code == 200, done.text
    now = await store.read(path)
    assert [(each["number"], each["name"]) for each in now["versions"]] == [
        (3, "PT Lain"), (2, "PT Mesin Contoh"), (1, "PT Mesin Contoh"),
    ]  # fmt: skip
    assert now["versions"][0]["request_id"] == asked["id"]
    kept = await store.read(f"/v1/orders/{order['id']}")
    assert (kept["supplier"], kept["supplier_nib"]) == ("PT Mesin Contoh", "8120123456789")


async def test_a_suppliers_account_and_owner_change_by_two_and_what_was_ordered_keeps_them(
    desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 1, row 3: owner and account are on file once; afterwards two people change them."""
    store = await warehouse.warehouse(db, vault, desk)
    treasurer = await factories.officer(db, vault, Role.TREASURER)
    path = f"/v1/suppliers/{store.supplier}"
    before = await store.read(path)
    new = {"bank": "Bank Lain", "account_number": "55-667788", "account_holder": "PT Mesin Contoh"}
    done = await changes.carried(desk, db, f"{path}/account-change-requests", new, treasurer, store.buyer)
    assert done["after"] == {"bank": "Bank Lain", "account_holder": "PT Mesin Contoh", "account_last4": "7788"}
    owner = {"owner_name": "Pemilik Baru", "owner_nik": factories.nik(6161)}
    done = await changes.carried(desk, db, f"{path}/owner-change-requests", owner, treasurer, store.buyer)
    assert (done["after"]["owner_nik_last4"], "owner_id" in done["after"]) == ("6161", False)
    now = await store.read(path)
    assert (now["owner_name"], now["account_last4"]) == ("Pemilik Baru", "7788")
    assert [each["account_last4"] for each in now["versions"]][:3] == ["7788", "7788", before["account_last4"]]
    nowhere = f"/v1/suppliers/{desk.group}/account-change-requests"
    assert code(await changes.ask(desk.client, store.buyer, nowhere, new)) == (404, "record_not_found")
    rows = (await db.execute(text("SELECT t::text FROM change_requests t"))).scalars().all()
    assert not any(mark in row for row in rows for mark in ("55667788", owner["owner_nik"]))
