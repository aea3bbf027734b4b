"""The client's half about budgets and packages."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from tests import factories
from tests.api.grants import office
from tests.api.grants.catalogue.test_packages import item, package
from tests.contract.test_client import as_officer

TRAINED = {"code": "training", "severity": "hard", "fewest": 1, "percent": 80, "months": 24}


async def test_a_year_is_opened_shared_moved_and_locked(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    planner, approver = [
        await factories.officer(db, vault, role, None) for role in (Role.PROGRAMME_OFFICER, Role.APPROVER)
    ]
    for who in (planner, approver):
        await office.step_up(db, who)
    desk, other = as_officer(api, planner), as_officer(api, approver)
    new = {"code": "IKM/2026", "name": "Sandang", "funding_source": "APBN", "fiscal_year": 2026}
    programme = (await desk.create_programme(new, new_key()))["id"]
    opened = {"year": 2026, "name": "Negara", "ceiling": "1000", "letter_number": "DIPA-1"}
    year = await desk.open_year(opened, new_key())
    root = year["nodes"][0]["id"]
    below = {"parent_id": root, "name": "Sandang", "ceiling": "800", "programme_id": programme, "letter_number": "1"}
    await desk.add_budget(below, new_key())
    for asked in reversed(await other.budget_moves(2026)):
        await other.decide_move(asked["id"], asked["version"], {"action": "approve"})
    assert (await desk.budget(2026))["nodes"][0]["free"] == 200
    moved = {"to_id": root, "amount": "50", "letter_number": "1", "reason": "Revisi"}
    await desk.propose_move(moved, new_key())
    move, *_ = await other.budget_moves(2026)
    await other.decide_move(move["id"], move["version"], {"action": "approve"})
    assert [each["ceiling"] for each in await desk.budgets()] == [1050]
    await desk.turn_year(2026, year["version"], {"action": "lock", "reason": "Akhir tahun"})
    assert (await desk.budget(2026))["status"] == "locked"
    with pytest.raises(ApiProblem) as refused:
        await desk.propose_move(moved, new_key())
    assert refused.value.code == "year_locked"


async def test_a_package_is_recorded_and_renewed(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    desk = as_officer(api, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None))
    made = await desk.create_package(package(), new_key())
    renewed = await desk.renew_package(made["id"], {"name": "Baru", "items": [item()]}, new_key())
    assert (renewed["edition"], (await desk.package(made["id"]))["latest"]) == (2, False)
    assert [each["id"] for each in await desk.packages()] == [renewed["id"]]


async def test_a_call_is_announced(api: ApiClient, client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    there = await office.office(client, db, vault)
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    desk = as_officer(api, sari)
    year = (await desk.budgets())[0]["year"]
    line = next(node for node in (await desk.budget(year))["nodes"] if node["kind"] == "line")
    new = {"code": "UJI-A", "edition": 1, "name": "Uji", "rules": [TRAINED]}
    rules = await desk.create_rule_set(new, new_key())
    assert (await desk.rule_set(rules["id"]))["rules"][0]["months"] == 24
    assert "UJI-A" in [each["code"] for each in (await desk.rule_sets())["items"]]
    body = {"number": "PGL/9", "name": "Dua", "budget_line_id": line["id"], "packages": [there.call["package"]]}
    body["policy_id"] = there.call["policy"]
    made = await desk.announce_call(
        body | {"opens_on": "2026-11-01", "closes_on": "2099-01-01", "rule_set_id": rules["id"]}, new_key()
    )
    assert (await desk.call_for_aid(made["id"]))["number"] == "PGL/9"
    await office.step_up(db, sari)
    asked = {"call_id": made["id"], "group_id": str(there.group), "package_id": there.call["package"]}
    case = await as_officer(api, there.proposer).submit_application(asked, new_key())
    await desk.waive_rule(case["id"], case["version"], {"rule": "training", "reason": "Uji", "no_conflict": True})
    found = (await desk.case_rules(case["id"]))["findings"]
    assert [each["waived"] for each in found if each["code"] == "training"] == [True]
