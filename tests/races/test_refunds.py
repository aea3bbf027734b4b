"""Money that comes back, at once: two confirmations, an ask-back against the next tranche, one reference twice."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from httpx import AsyncClient, Response

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import factories
from tests.api.grants import money, office
from tests.api.grants.handover import test_rulings as rulings
from tests.api.grants.refunding import Refunding
from tests.races.test_grants import groups, made, number

pytestmark = pytest.mark.race
EVERY = "SELECT count(*) FROM {}"


async def arrived(live: AsyncClient, own: Database, vault: Vault) -> Refunding:
    """A case whose first tranche reached the group."""
    desk = await made(live, own, vault)
    async with own.transaction() as db:
        sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
        people = [await factories.officer(db, vault, Role.TREASURER) for _ in range(2)]
        for who in people:
            await office.step_up(db, who)
    async with own.transaction() as db:
        await money.offer(db, desk, sari)
    desk.group = (await groups(live, own, 1))[0]
    case_id = (await desk.submit(desk.group)).json()["id"]
    await desk.check(case_id)
    await desk.vote(case_id)
    assert (await desk.decree(case_id)).status_code == 201
    treasury = money.Treasury(desk, people[0], people[1], case_id)
    assert (await treasury.account()).is_success
    await treasury.paid()
    return Refunding(treasury)


async def at_once(*sent: Any) -> Counter[int]:
    answers: list[Response] = await asyncio.gather(*sent)
    return Counter(answer.status_code for answer in answers)


async def test_two_confirmations_at_once_book_once(live_client: AsyncClient, own: Database, vault: Vault) -> None:
    back = await arrived(live_client, own, vault)
    await back.pay(1_000_000)
    assert await at_once(*(back.confirm() for _ in range(4))) == {200: 1, 412: 3}
    assert await number(own, "SELECT count(*) FROM decree_bookings WHERE kind = 'paid_back'") == 1
    assert await number(own, "SELECT spent_rupiah FROM decree_lines") == 5_000_000


async def test_demands_and_receipts_at_once_stay_within_what_arrived(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    back = await arrived(live_client, own, vault)
    asks = [back.ask(2_000_000) for _ in range(4)]
    pays = [back.pay(2_000_000, bank_reference=f"R-{each}") for each in range(4)]
    assert await at_once(*asks, *pays) == {201: 3, 409: 5}


async def test_one_reference_at_once_proves_one_receipt(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    back = await arrived(live_client, own, vault)
    assert await at_once(*(back.pay(1_000) for _ in range(4))) == {201: 1, 409: 3}


async def test_an_ask_back_and_the_next_tranche_at_once_never_both_go_on(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    """Whichever comes first: nothing is sent while money is asked back."""
    back = await arrived(live_client, own, vault)
    treasury = back.treasury
    await treasury.condition(1)
    await treasury.prepare(1)
    await at_once(back.ask(1_000_000), treasury.move("send", 1))
    shown = await treasury.tranche(1)
    asked = await number(own, "SELECT count(*) FROM refund_demands")
    first = await number(
        own, "SELECT count(*) FROM events a JOIN events b ON a.name = 'tranche.sent' AND b.name = 'refund.demanded'"
        " WHERE b.position < a.position",
    )  # fmt: skip
    assert (asked, first) == (1, 0), shown["payments"][-1]["status"]


async def test_letting_the_rest_go_and_a_receipt_of_it_at_once_never_both_hold(
    live_client: AsyncClient, own: Database, vault: Vault
) -> None:
    """Let go is exactly what did not come, whichever is first."""
    back = await arrived(live_client, own, vault)
    demand = await back.demanded(2_000_000)
    await rulings.ask(back, demand, "let_go")
    await at_once(rulings.decide(back), back.pay(2_000_000, demand_id=demand))
    ended = await number(own, "SELECT count(*) FROM refund_demands WHERE status = 'let_go'")
    assert ended + await number(own, "SELECT count(*) FROM refund_receipts") == 1
