"""C56: sending a tranche did not ask whether its case is held, nor did four other steps. Each asks, or says why not.

Also the wall of the survivors: nobody is paid before the contract's or the decree's date, by direct SQL either.
"""

from datetime import date, timedelta

import pytest
from fastapi.routing import APIRoute
from httpx import Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.main import routers
from tests import factories
from tests.api.grants import money
from tests.api.grants.cases.test_holds import hold
from tests.api.grants.goods import test_dispatches as dispatches
from tests.api.grants.goods.test_paid_as_prepared import RELEASE, prepared
from tests.api.grants.goods.test_payments import Treasury, opened
from tests.api.grants.handover.test_assets import asset, machines
from tests.api.grants.office import Office, group, refused_by_the_database, today

WINGS = ("bimtek_api.grants.goods.", "bimtek_api.grants.handover.")
HAPPENED = "it writes down what has happened already: goods at the door, money at the bank, a visit"
LESS = "it stops, undoes or takes back; nothing leaves for the group by it"
LOOKED = "somebody looks at pieces, papers or a report; what goes on after it asks"
BACK = "money comes back by it, which a hold is no reason against"
NO_CASE = "it is about no case yet"
KEPT = "it keeps a file or a draft; the act that uses it asks"
STAYS = "the machine is with the group already, and stays there"
ASKS = {
    "place_order", "prepare_payment", "move_payment", "assign_stock_unit", "send_goods", "record_delivery",
    "transfer_title", "prepare_tranche", "move_tranche",
}  # fmt: skip
DOES_NOT_ASK = {
    "close_order": LESS, "record_return": HAPPENED, "receive_goods": HAPPENED, "inspect_goods": LOOKED,
    "keep_stock_photo": KEPT, "move_stock_unit": LESS, "inspect_stock_unit": LOOKED, "record_supplier": NO_CASE,
    "record_owner": NO_CASE, "record_arrival": HAPPENED, "enter_opening_stock": HAPPENED,
    "keep_opening_paper": KEPT, "inspect_opening_stock": LOOKED, "move_asset": STAYS, "change_keeper": STAYS,
    "ask_recall": LESS, "decide_recall": LESS, "confirm_condition": LOOKED, "record_tranche_return": HAPPENED,
    "hand_in_funds_report": HAPPENED, "decide_funds_report": LOOKED, "keep_handover_draft": KEPT,
    "change_handover_draft": KEPT, "discard_handover_draft": LESS, "upload_signed_paper": KEPT,
    "keep_minutes_scan": KEPT, "dispute_delivery": LESS, "decide_dispute": LESS, "record_attempt": HAPPENED,
    "demand_refund": BACK, "decide_refund_demand": BACK, "record_refund": BACK, "decide_refund": BACK,
    "ask_refund_ruling": BACK, "decide_refund_ruling": BACK,
    "upload_photo": KEPT, "upload_signature": KEPT,
}  # fmt: skip


def steps() -> set[str]:
    """Every operation of goods and handover that changes something."""
    return {
        route.name
        for room in routers()
        for route in room.routes
        if isinstance(route, APIRoute) and route.methods != {"GET"} and route.endpoint.__module__.startswith(WINGS)
    }


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    return await opened(db, vault, desk)


@pytest.fixture
async def above(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)


def refused(answer: Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (409, "on_hold"), answer.text


def test_every_step_asks_for_holds_or_says_why_not() -> None:
    assert steps() == ASKS | DOES_NOT_ASK.keys()


async def test_a_tranche_is_neither_prepared_nor_sent_while_its_case_is_held(
    db: AsyncSession, vault: Vault, desk: Office, above: factories.TestOfficer
) -> None:
    capital = await money.treasury(db, vault, desk)
    await capital.account()
    await capital.condition()
    await capital.prepare()
    assert (await hold(desk, capital.case, above)).status_code == 201
    refused(await capital.move("send"))
    shown = await capital.tranche()
    seen = await desk.client.get(f"/v1/applications/{capital.case}/capital", headers=capital.second.headers)
    unable = seen.json()["tranches"][0]["payments"][0]["unavailable_actions"]
    assert {each["code"] for each in unable} == {"on_hold"}
    send = (
        "UPDATE tranche_payments SET status = 'sent', sent_on = CAST(:day AS date), released_by = :who,"
        " payment_order_number = '1', disbursement_number = '1'"
    )
    day = date.fromisoformat(today())
    assert "on hold" in await refused_by_the_database(db, send, day=day, who=capital.second.id)
    assert (await capital.move("cancel", who=capital.first, reason="Ditahan.")).status_code == 200
    assert (await capital.tranche())["blocked"]["code"] == "on_hold", shown
    refused(await capital.prepare())


async def test_what_is_at_the_bank_still_arrives(
    db: AsyncSession, vault: Vault, desk: Office, above: factories.TestOfficer
) -> None:
    capital = await money.treasury(db, vault, desk)
    await capital.account()
    await capital.condition()
    await capital.prepare()
    await capital.move("send")
    await hold(desk, capital.case, above)
    assert (await capital.move("confirm")).status_code == 200


async def test_no_supplier_is_paid_for_a_case_that_is_held(
    treasury: Treasury, desk: Office, db: AsyncSession, above: factories.TestOfficer
) -> None:
    order_id, payment = await prepared(treasury, desk)
    case_id = (await treasury.store.read(f"/v1/orders/{order_id}"))["lines"][0]["application_id"]
    await hold(desk, case_id, above)
    refused(await treasury.move(payment, "release", treasury.second))
    day = date.fromisoformat(today())
    assert "on hold" in await refused_by_the_database(db, RELEASE, day=day, who=treasury.second.id)
    assert (await treasury.move(payment, "cancel", treasury.first, reason="Ditahan.")).status_code == 200
    refused(await treasury.prepare(order_id, 1))
    copy = (
        "INSERT INTO supplier_payments (order_id, district_code, status, amount_rupiah, request_number, prepared_by)"
        " SELECT order_id, district_code, 'prepared', 1, 'SPP-9', prepared_by FROM supplier_payments"
    )
    assert "on hold" in await refused_by_the_database(db, copy)


async def test_no_piece_leaves_for_a_case_that_is_held_nor_is_kept_for_it(
    treasury: Treasury, desk: Office, db: AsyncSession, above: factories.TestOfficer
) -> None:
    store, first = treasury.store, await desk.decreed()
    unit = (await store.stocked(first))["units"][0]
    second = await desk.approved(await group(desk.client, db))
    assert (await desk.decree(second)).status_code == 201
    for case_id in (first, second):
        await hold(desk, case_id, above)
    refused(await dispatches.send(store, [unit]))
    shown = (await desk.client.get(f"/v1/stock/{unit['id']}", headers=desk.giver.headers)).json()
    body = {"line_id": shown["places"][0]["line_id"], "reason": "Mendesak."}
    refused(await desk.post(f"/v1/stock/{unit['id']}/assignments", body, desk.giver, unit["version"]))
    statement = "UPDATE stock_units SET for_line_id = :line WHERE id = :id"
    said = await refused_by_the_database(db, statement, line=body["line_id"], id=unit["id"])
    assert "on hold" in said
    refused(await store.order(second))


async def test_no_piece_goes_on_a_waybill_by_direct_sql_while_its_case_is_held(
    treasury: Treasury, desk: Office, db: AsyncSession, above: factories.TestOfficer
) -> None:
    case_id = await desk.decreed()
    units = (await treasury.store.stocked(case_id))["units"]
    assert (await dispatches.send(treasury.store, units[:1])).status_code == 201
    await hold(desk, case_id, above)
    load = "INSERT INTO dispatch_units (dispatch_id, unit_id) SELECT id, CAST(:unit AS uuid) FROM dispatches"
    assert "on hold" in await refused_by_the_database(db, load, unit=units[1]["id"])


async def test_no_title_passes_while_the_case_is_held(
    desk: Office, db: AsyncSession, above: factories.TestOfficer
) -> None:
    one = await asset(desk, (await machines(desk))[0]["id"])
    await hold(desk, one["application_id"], above)
    body = {"letter_number": "BAST-HAK/1", "dated": today()}
    refused(await desk.post(f"/v1/assets/{one['id']}/titles", body, desk.approver, one["version"]))
    insert = (
        "INSERT INTO asset_titles (asset_id, group_id, since, letter_number)"
        " SELECT id, group_id, handed_on, 'X' FROM assets LIMIT 1"
    )
    assert "on hold" in await refused_by_the_database(db, insert)


@pytest.mark.parametrize(("days", "said"), [(-1, "before the contract"), (1, "a day to come")])
async def test_the_database_pays_no_supplier_before_the_contracts_date_nor_on_a_day_to_come(
    treasury: Treasury, desk: Office, db: AsyncSession, days: int, said: str
) -> None:
    """The five survivors: paid before the contract's date."""
    await prepared(treasury, desk)
    day = date.fromisoformat(today()) + timedelta(days=days)
    assert said in await refused_by_the_database(db, RELEASE, day=day, who=treasury.second.id)


@pytest.mark.parametrize("days", [-1, 1])
async def test_the_database_sends_no_tranche_before_its_decree_nor_on_a_day_to_come(
    db: AsyncSession, vault: Vault, desk: Office, days: int
) -> None:
    capital = await money.treasury(db, vault, desk)
    await capital.account()
    await capital.condition()
    await capital.prepare()
    send = (
        "UPDATE tranche_payments SET status = 'sent', sent_on = CAST(:day AS date), released_by = :who,"
        " payment_order_number = '1', disbursement_number = '1'"
    )
    day = date.fromisoformat(today()) + timedelta(days=days)
    said = await refused_by_the_database(db, send, day=day, who=capital.second.id)
    assert "nothing is sent before its decree" in said
