"""integrity.md 5: an approved demand is withdrawn, or its rest let go, by two with a reason; in parts, it stands."""

from typing import Any

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants.handover.test_refunds import code
from tests.api.grants.office import Office, give_role, refused_by_the_database
from tests.api.grants.refunding import Refunding, booked, refunding


@pytest.fixture
async def back(db: AsyncSession, vault: Vault, desk: Office) -> Refunding:
    return await refunding(db, vault, desk)


async def rulings(back: Refunding) -> list[dict[str, Any]]:
    return (await back.desk.read(f"/v1/applications/{back.treasury.case}/refund-rulings"))["items"]


async def ask(back: Refunding, demand: str, kind: str, who: factories.TestOfficer | None = None) -> Response:
    body = {"kind": kind, "reason": "Kelompok bubar.", "letter_number": "P-1"}
    return await back.desk.post(f"/v1/refund-demands/{demand}/rulings", body, who or back.desk.proposer)


async def decide(back: Refunding, who: factories.TestOfficer | None = None, **body: Any) -> Response:
    told = (await rulings(back))[-1]
    path = f"/v1/refund-rulings/{told['id']}/decisions"
    return await back.desk.post(path, {"action": "approve"} | body, who or back.desk.approver, told["version"])


async def state(back: Refunding) -> tuple[str, int, int]:
    shown = (await back.tranche())["demands"][-1]
    return shown["status"], shown["paid_rupiah"], shown["left_rupiah"]


async def test_paid_in_parts_a_demand_stands_with_what_is_left_until_it_is_whole(back: Refunding) -> None:
    treasury, demand = back.treasury, await back.demanded(2_000_000)
    await treasury.condition(1)
    for part, then in ((500_000, ("approved", 500_000, 1_500_000)), (1_500_000, ("paid", 2_000_000, 0))):
        assert code(await treasury.prepare(1)) == (409, "money_asked_back")
        await back.returned(part, demand_id=demand)
        assert await state(back) == then
    assert code(await back.pay(1, demand_id=demand)) == (404, "refund_demand_not_found")
    assert code(await ask(back, demand, "let_go")) == (409, "demand_not_standing")
    assert (await treasury.prepare(1)).status_code == 201


async def test_the_rest_is_let_go_by_two_and_the_next_tranche_goes_on(back: Refunding, db: AsyncSession) -> None:
    treasury, demand = back.treasury, await back.demanded(2_000_000)
    await treasury.condition(1)
    await back.returned(500_000, demand_id=demand)
    await back.pay(100_000, demand_id=demand)
    assert code(await ask(back, demand, "let_go")) == (409, "receipt_open")
    await back.confirm(action="refuse", note="Bukan rekening kas.")
    assert code(await ask(back, demand, "withdrawn")) == (409, "paid_in_part")
    asked = (await ask(back, demand, "let_go")).json()["items"][-1]
    assert (asked["rest_rupiah"], asked["status"]) == (1_500_000, "proposed")
    assert code(await ask(back, demand, "let_go")) == (409, "demand_ruling_open")
    assert code(await treasury.prepare(1)) == (409, "money_asked_back"), "asked is not ruled"
    assert (await decide(back)).json()["items"][-1]["status"] == "approved"
    assert await state(back) == ("let_go", 500_000, 0)
    assert (await booked(db, back))[0] == 5_500_000, "what came back stays booked"
    assert (await back.tranche())["left_rupiah"] == 5_500_000, "what was let go may be asked anew"
    assert (await treasury.prepare(1)).status_code == 201
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_a_demand_that_was_an_error_is_withdrawn_never_by_one_alone(
    back: Refunding, db: AsyncSession, vault: Vault
) -> None:
    desk, both = back.desk, await factories.officer(db, vault, Role.APPROVER)
    await give_role(db, both, Role.DISTRICT_OFFICER)
    demand = await back.demanded(6_000_000)
    assert (await ask(back, demand, "withdrawn", back.treasury.first)).status_code == 403
    assert (await ask(back, demand, "withdrawn", both)).status_code == 201
    assert code(await decide(back, both)) == (409, "decides_own_ruling")
    await give_role(db, desk.proposer, Role.APPROVER)
    assert code(await decide(back, desk.proposer)) == (409, "decides_for_applicant")
    assert code(await decide(back, action="refuse")) == (409, "reason_required")
    assert (await decide(back, action="refuse", note="Permintaannya benar.")).is_success
    assert await state(back) == ("approved", 0, 6_000_000)
    await ask(back, demand, "withdrawn")
    assert (await decide(back)).is_success
    assert await state(back) == ("withdrawn", 0, 0)
    assert (await back.ask(6_000_000)).status_code == 201, "the room is there again"
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_money_that_came_meanwhile_makes_the_ruling_old(back: Refunding) -> None:
    demand = await back.demanded(2_000_000)
    await ask(back, demand, "let_go")
    await back.returned(500_000, demand_id=demand)
    assert code(await decide(back)) == (409, "rest_changed")


RULING = """INSERT INTO demand_rulings (demand_id, application_id, district_code, kind, status, rest_rupiah, reason,
 letter_number, asked_by{more}) SELECT id, application_id, district_code, {kind}, 'proposed', {rest}, 'x', '1',
 asked_by{values} FROM refund_demands"""
END = "UPDATE refund_demands SET status = '{}'"


async def test_the_database_knows_no_other_end_of_a_demand(back: Refunding, db: AsyncSession) -> None:
    """By direct SQL as the application's role: sums and hands."""
    demand = await back.demanded(2_000_000)
    for state_, why in (
        ("paid", "receipts are whole"), ("let_go", "by two"), ("withdrawn", "by two"), ("refused", "decided once"),
    ):  # fmt: skip
        assert why in await refused_by_the_database(db, END.format(state_)), state_
    for more in ({"rest": 1}, {"rest": 2_000_001}):
        assert "the rest of" in await refused_by_the_database(db, ruling(**more))
    born = ruling(more=", decided_by, decided_at", values=", decided_by, now()")
    assert "begins undecided" in await refused_by_the_database(db, born)
    await back.returned(500_000, demand_id=demand)
    withdrawn = ruling(rest=1_500_000, kind="'withdrawn'")
    assert "not withdrawn" in await refused_by_the_database(db, withdrawn)
    await ask(back, demand, "let_go")
    sure = "UPDATE demand_rulings SET status = 'approved', decided_by = {}, decided_at = now()"
    said = await refused_by_the_database(db, sure.format("asked_by"))
    assert "two_people" in said or "who applied" in said
    alone = f"DO $$ BEGIN {sure.format(repr(str(back.desk.approver.id)))}; SET CONSTRAINTS ALL IMMEDIATE; END $$"
    assert "follows its receipts" in await refused_by_the_database(db, alone)
    assert (await decide(back)).is_success
    assert "decided once" in await refused_by_the_database(db, "UPDATE demand_rulings SET status = 'refused'")


def ruling(**parts: str | int) -> str:
    return RULING.format(**({"more": "", "values": "", "kind": "'let_go'", "rest": 2_000_000} | parts))
