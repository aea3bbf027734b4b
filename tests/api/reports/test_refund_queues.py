"""C56: money that should come back waits for whoever decides about it, records it or confirms it."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_web.pages.officer.desk.inbox import address
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office
from tests.api.grants.refunding import Refunding, refunding
from tests.api.reports.test_deciding_queues import line


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def back(db: AsyncSession, vault: Vault, desk: Office) -> Refunding:
    return await refunding(db, vault, desk)


async def test_a_demand_waits_for_who_decides_and_then_for_who_records_the_money(
    back: Refunding, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    decide, to_record, to_confirm = (
        Waiting.REFUND_DEMANDS_TO_DECIDE, Waiting.REFUNDS_TO_RECORD, Waiting.REFUNDS_TO_CONFIRM,
    )  # fmt: skip
    desk, first, second = back.desk, back.treasury.first, back.treasury.second
    elsewhere = await factories.officer(db, vault, Role.APPROVER, "31")
    await back.ask(1_000_000)
    found = await line(client, desk.approver, decide)
    assert found is not None
    assert address(found) == f"/petugas/permohonan/{back.treasury.case}/modal"
    for other in (desk.proposer, first, elsewhere):
        assert await line(client, other, decide) is None
    assert await line(client, first, to_record) is None
    await back.decide()
    assert await line(client, desk.approver, decide) is None
    assert await line(client, first, to_record) is not None
    demand = (await back.tranche())["demands"][0]["id"]
    await back.pay(1_000_000, demand_id=demand)
    assert await line(client, first, to_record) is None
    assert (await line(client, first, to_confirm), await line(client, second, to_confirm) is None) == (None, False)
    await back.confirm(action="refuse", note="Bukan rekening kas.")
    assert await line(client, first, to_record) is not None, "a refused receipt proves nothing"
    await back.returned(1_000_000, demand_id=demand)
    assert (await line(client, first, to_record), await line(client, second, to_confirm)) == (None, None)


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_refund_a_report_claims_waits_until_its_receipt_is_recorded(
    back: Refunding, client: AsyncClient, db: AsyncSession, accepted: bool
) -> None:
    """`accepted`: closed before there were receipts; it waits all the same."""
    treasury = back.treasury
    await treasury.report(used_rupiah=5_000_000, refunded_rupiah=1_000_000, refund_number="STS-1")
    if accepted:
        await factories.by_hand(
            db, f"UPDATE funds_reports SET status = 'accepted', decided_by = '{back.desk.verifier.id}'"
        )
    assert await line(client, treasury.second, Waiting.REFUNDS_TO_RECORD) is not None
    assert await line(client, back.desk.verifier, Waiting.REFUNDS_TO_RECORD) is None
    await back.returned(600_000)
    assert await line(client, treasury.second, Waiting.REFUNDS_TO_RECORD) is not None, "some of it is still missing"
    await back.returned(400_000)
    assert await line(client, treasury.second, Waiting.REFUNDS_TO_RECORD) is None
