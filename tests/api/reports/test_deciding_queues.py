"""integrity.md 1-5: what one officer begins and another decides waits in the inbox of who may decide it."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.tables import METADATA
from bimtek_web.pages.officer.desk.inbox import address
from tests import factories
from tests.api.access import test_deputations as deputations
from tests.api.grants import money, office
from tests.api.grants.cases import test_look_alikes as likenesses
from tests.api.grants.handover import test_account_holders as accounts
from tests.api.grants.handover import test_assets as assets
from tests.api.grants.office import Office
from tests.api.programmes import test_budgets as budgets
from tests.api.reports.test_inbox import waiting

treasury = budgets.treasury
TABLES = METADATA.sorted_tables
DECIDES = {
    "erasures": {Waiting.ERASURES_TO_DECIDE},
    "access_requests": {Waiting.ACCESS_TO_DECIDE},
    "officer_papers": {Waiting.OFFICERS_TO_CONFIRM},
    "decree_changes": {Waiting.DECREE_CHANGES_TO_DECIDE},
    "group_accounts": {Waiting.ACCOUNTS_TO_VERIFY, Waiting.HOLDERS_TO_CLEAR},
    "budget_moves": {Waiting.BUDGET_MOVES_TO_DECIDE},
    "attendance_corrections": {Waiting.CORRECTIONS_TO_DECIDE},
    "change_requests": {Waiting.CHANGE_REQUESTS_TO_DECIDE},
    "accountability_reports": {Waiting.REPORTS_TO_ACCEPT},
    "look_alikes": {Waiting.LOOK_ALIKES_TO_CLEAR},
    "monitoring_visits": {Waiting.VISITS_TO_ACCEPT},
    "funds_reports": {Waiting.FUNDS_REPORTS_TO_ACCEPT},
    "goods_receipts": {Waiting.GOODS_TO_INSPECT},
    "opening_stocks": {Waiting.OPENINGS_TO_INSPECT},
    "stock_returns": {Waiting.RETURNS_TO_INSPECT},
    "asset_recalls": {Waiting.RECALLS_TO_DECIDE},
    "supplier_payments": {Waiting.PAYMENTS_TO_RELEASE},
    "tranche_payments": {Waiting.TRANCHES_TO_SEND},
    "handover_disputes": {Waiting.DISPUTES_TO_DECIDE},
    "refund_demands": {Waiting.REFUND_DEMANDS_TO_DECIDE},
    "refund_receipts": {Waiting.REFUNDS_TO_CONFIRM},
    "demand_rulings": {Waiting.REFUND_DEMANDS_TO_DECIDE},
    "case_appeals": {Waiting.APPEALS_TO_DECIDE},
    "deputations": {Waiting.DEPUTATIONS_TO_ACCEPT},
}
# Of two people as well, but nobody waits for the second.
NOBODY_WAITS = {
    "fiscal_years": "a locked year is closed when its money is spent, on nobody's request",
    "case_holds": "a hold stays until its reason is gone",
    "enrolments": "binds itself after a waiting time that its owner is told about",
}


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


async def line(client: AsyncClient, who: factories.TestOfficer, kind: Waiting) -> dict[str, Any] | None:
    return next(iter((await waiting(client, who)).get(kind, [])), None)


def two_people() -> set[str]:
    """Tables that say in a check that one person is not another one who had a part in the row."""
    rules = {
        table.name: [getattr(each, "sqltext", "") for each in table.constraints] for table in METADATA.sorted_tables
    }
    return {name for name, some in rules.items() if any("_by <> " in str(each) for each in some)}


def test_whatever_takes_two_people_has_a_queue_or_says_why_not() -> None:
    assert two_people() <= DECIDES.keys() | NOBODY_WAITS.keys()
    assert set().union(*DECIDES.values()) <= set(Waiting)


async def test_a_look_alike_waits_for_another_officer_without_a_part_in_the_case(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    case_id, second = await likenesses.submitted(desk), await likenesses.clearer(db, vault)
    third = await likenesses.clearer(db, vault)
    elsewhere = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, "31")
    await likenesses.likened(db, "phone", second.id, await likenesses.member_of(db))
    row = (await likenesses.asked(desk, case_id, second)).json()["items"][0]["id"]
    found = await line(client, third, Waiting.LOOK_ALIKES_TO_CLEAR)
    assert found is not None
    assert (found["subject_id"], found["count"]) == (case_id, 1)
    for other in (second, desk.verifier, elsewhere):
        assert await line(client, other, Waiting.LOOK_ALIKES_TO_CLEAR) is None
    assert (await likenesses.decided(desk, case_id, row, third)).status_code == 200
    assert await line(client, third, Waiting.LOOK_ALIKES_TO_CLEAR) is None


async def test_a_recall_waits_for_another_approver_there(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """A recall of what a group owns waited for its second person in nobody's inbox."""
    second = await factories.officer(db, vault, Role.APPROVER)
    await office.step_up(db, second)
    elsewhere = await factories.officer(db, vault, Role.APPROVER, "31")
    one = await assets.owned(desk)
    assert await line(client, second, Waiting.RECALLS_TO_DECIDE) is None
    recall = await assets.asked_back(desk, one["id"])
    found = await line(client, second, Waiting.RECALLS_TO_DECIDE)
    assert found is not None
    assert (found["subject_id"], found["title"]) == (one["id"], f"{one['name']} {one['serial']}")
    assert address(found) == f"/petugas/alat/{one['id']}"
    for other in (desk.approver, desk.proposer, elsewhere):
        assert await line(client, other, Waiting.RECALLS_TO_DECIDE) is None
    no = {"outcome": "declined", "note": "Belum jelas."}
    assert (await desk.post(f"/v1/asset-recalls/{recall}/decisions", no, second, 1)).status_code == 200
    assert await line(client, second, Waiting.RECALLS_TO_DECIDE) is None


async def test_a_deputation_waits_for_the_deputy_alone(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    deputy = await factories.officer(db, vault, Role.SCORER)
    await office.step_up(db, deputy)
    named = await deputations.name(desk, db, desk.approver, deputy, accepted=False)
    assert await line(client, desk.approver, Waiting.DEPUTATIONS_TO_ACCEPT) is None
    found = await line(client, deputy, Waiting.DEPUTATIONS_TO_ACCEPT)
    assert found is not None
    assert found["due"] == office.today()
    await deputations.accept(desk, deputy, named.json()["items"][0]["id"])
    assert await line(client, deputy, Waiting.DEPUTATIONS_TO_ACCEPT) is None


async def test_an_account_in_another_name_waits_for_a_further_officer(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    bank = await money.treasury(db, vault, desk)
    await bank.account(holder="Orang Lain")
    found = await line(client, bank.second, Waiting.HOLDERS_TO_CLEAR)
    assert found is not None
    assert found["subject_id"] == str(desk.group)
    assert (await accounts.clear(bank, bank.second)).status_code == 201
    assert await line(client, bank.first, Waiting.HOLDERS_TO_CLEAR) is None


async def test_an_account_in_the_groups_name_waits_for_no_further_officer(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    bank = await money.treasury(db, vault, desk)
    await bank.account(typed="999999")
    assert await line(client, bank.second, Waiting.HOLDERS_TO_CLEAR) is None
    assert await line(client, bank.second, Waiting.ACCOUNTS_TO_VERIFY) is not None


async def test_a_budget_move_waits_for_the_other_officer(treasury: budgets.Treasury, client: AsyncClient) -> None:
    await treasury.move("Mesin Palembang", "Mesin Banyuasin", 50)
    assert await line(client, treasury.planner, Waiting.BUDGET_MOVES_TO_DECIDE) is None
    found = await line(client, treasury.approver, Waiting.BUDGET_MOVES_TO_DECIDE)
    assert found is not None
    assert found["title"].split(" ")[0] == str(budgets.YEAR)
    await treasury.decide()
    assert await line(client, treasury.approver, Waiting.BUDGET_MOVES_TO_DECIDE) is None
