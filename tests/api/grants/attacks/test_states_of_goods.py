"""integrity.md 5 and 6, attacked again: orders, titles and cases are what their rows say, whoever writes them."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants.attacks.test_money_once import at_once
from tests.api.grants.office import Office
from tests.api.grants.warehouse import Warehouse, warehouse

MISFIT, NO_LETTER, UNTOLD = "what came of it", "by its letter", "history does not tell"


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def test_an_order_is_complete_or_closed_by_what_came_of_it(
    store: Warehouse, desk: Office, db: AsyncSession
) -> None:
    """The table of steps alone let an order be complete of which nothing had come."""
    case_id = await desk.decreed()
    order = (await store.order(case_id)).json()
    for status in ("completed", "closed_short"):
        assert MISFIT in await at_once(db, f"UPDATE orders SET status = '{status}'"), status
    assert MISFIT in await at_once(db, "UPDATE order_lines SET cancelled = 1")
    first = order["lines"][0]
    one = [{"order_line_id": first["id"], "serials": ["SATU-1"]}]
    receipt = (await store.receive(order, one)).json()
    assert (await store.inspect(receipt)).is_success
    given_up = "UPDATE order_lines SET cancelled = quantity; UPDATE orders SET status = 'closed_short'"
    assert MISFIT in await at_once(db, given_up), "one piece came"
    whole = "UPDATE orders SET status = 'completed'; UPDATE orders SET status = 'placed'"
    await db.execute(text("SAVEPOINT whole"))
    await db.execute(text(f"DO $$ BEGIN {whole}; SET CONSTRAINTS ALL IMMEDIATE; END $$"))
    await db.execute(text("ROLLBACK TO whole"))
    shown = await store.read(f"/v1/orders/{order['id']}")
    body = {"action": "close_short", "reason": "Pemasok berhenti."}
    closed = await desk.post(f"/v1/orders/{order['id']}/transitions", body, store.buyer, shown["version"])
    assert closed.is_success, closed.text
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_a_title_passes_with_its_letter_and_past_no_hold(desk: Office, db: AsyncSession) -> None:
    """A machine was owned by its date alone: the trigger of the letter, and a hold with it, was stepped round."""
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    own = "UPDATE assets SET title_on = handed_on, title_letter = 'H-1'"
    assert NO_LETTER in await at_once(db, own)
    letter = (
        "INSERT INTO asset_titles (asset_id, group_id, letter_number, since)"
        " SELECT id, group_id, 'H-1', handed_on{} FROM assets"
    )
    assert NO_LETTER in await at_once(db, letter.format(""))
    for days in (" - 1", " + 400"):
        both = f"{letter.format(days)}; UPDATE assets SET title_on = handed_on{days}, title_letter = 'H-1'"
        assert NO_LETTER in await at_once(db, both), days
    asset = (await desk.read(f"/v1/assets?application={case_id}&limit=1"))["items"][0]
    one = await desk.read(f"/v1/assets/{asset['id']}")
    title = {"letter_number": "H-1", "dated": one["handed_on"]}
    assert (await desk.post(f"/v1/assets/{one['id']}/titles", title, desk.approver, one["version"])).is_success
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_a_case_is_closed_with_nothing_open_and_moves_by_its_history(desk: Office, db: AsyncSession) -> None:
    """`close`, `find_breach`, `recall_aid` rested on the table of steps: no act row exists, so the event is asked."""
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    assert UNTOLD in await at_once(db, f"UPDATE applications SET status = 'breached' WHERE id = '{case_id}'")
    tell = (
        "INSERT INTO events (name, subject_kind, subject_id, before, after, actor_kind, district_code, data)"
        " VALUES ('application.{0}', 'application', '{1}', 'delivered', '{0}', 'officer', '16.71', '{{}}')"
    )
    told = f"{tell.format('closed', case_id)}; UPDATE applications SET status = 'closed' WHERE id = '{case_id}'"
    assert "not there" in await at_once(db, told), "visits and the report are open"
    version = (await desk.case(case_id))["version"]
    body = {"action": "find_breach", "reason": "Dijual."}
    found = await desk.post(f"/v1/applications/{case_id}/transitions", body, desk.approver, version)
    assert found.json()["status"] == "breached"
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    await db.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    everything = (
        f"{tell.format('recalled', case_id)}; UPDATE applications SET status = 'recalled' WHERE id = '{case_id}'"
    )
    assert "not there" in await at_once(db, everything), "its machines are still with the group"
