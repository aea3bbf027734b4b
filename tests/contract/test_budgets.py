"""The client's half about budgets."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.door import new_key
from bimtek_web.api.errors import ApiProblem
from tests import factories
from tests.api.grants import office
from tests.contract.test_client import as_officer


async def test_a_year_is_opened_shared_moved_and_locked(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    planner, approver = [
        await factories.officer(db, vault, role, None) for role in (Role.PROGRAMME_OFFICER, Role.APPROVER)
    ]
    for who in (planner, approver):
        await office.step_up(db, who)
    desk, other = as_officer(api, planner), as_officer(api, approver)
    new = {"code": "IKM/2026", "name": "Sandang", "funding_source": "APBN", "fiscal_year": 2026}
    programme = (await desk.create_programme(new, new_key()))["id"]
    year = await desk.open_year({"year": 2026, "name": "Negara", "ceiling": "1000"}, new_key())
    root = year["nodes"][0]["id"]
    below = {"parent_id": root, "name": "Sandang", "ceiling": "800", "programme_id": programme}
    assert (await desk.add_budget(below, new_key()))["nodes"][0]["free"] == 200
    moved = {"to_id": root, "amount": "50", "letter_number": "1", "reason": "Revisi"}
    await desk.propose_move(moved, new_key())
    (move,) = await other.budget_moves(2026)
    await other.decide_move(move["id"], move["version"], {"action": "approve"})
    assert [each["ceiling"] for each in await desk.budgets()] == [1050]
    await desk.turn_year(2026, year["version"], {"action": "lock", "reason": "Akhir tahun"})
    assert (await desk.budget(2026))["status"] == "locked"
    with pytest.raises(ApiProblem) as refused:
        await desk.propose_move(moved, new_key())
    assert refused.value.code == "year_locked"
