"""What attackers try through the API on a case in whatever state it is: each is refused with one of its codes."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from httpx import Response
from sqlalchemy import text

from bimtek_api.core.areas import EVERYWHERE, see
from tests import factories
from tests.api.grants.intruders import swap
from tests.api.grants.town import Town

COUNTED = (
    "case_duties", "case_rosters", "case_members", "votes", "approval_rounds", "decree_lines", "decree_bookings",
    "handovers", "handed_serials", "deputations", "role_assignments", "aid_claims", "aid_claims WHERE released",
    "group_members", "group_members WHERE valid_to IS NULL", "orders", "goods_receipts", "stock_units",
    "goods_inspections", "supplier_payments", "tranche_payments", "handover_disputes", "asset_recalls",
    "asset_titles",
)  # fmt: skip
COUNTS = f"SELECT {', '.join(f'(SELECT count(*) FROM {each})' for each in COUNTED)}"
# What a step answers that does not fit the state, the person or what she saw; none of it says that it was done.
UNFIT = {
    "wrong_step", "forbidden", "duty_held", "bound_by_deputation", "stale_version", "before_decree", "no_decree",
    "nothing_left", "all_delivered", "above_approved", "decree_before_vote", "people_changed", "whose_hand",
    "voted_already", "not_in_annex", "on_hold",
}  # fmt: skip


def spare(case: dict[str, Any]) -> list[dict[str, Any]]:
    """One piece of the first item, another one after each handover."""
    line = case["lines"][0]
    return [{"line_id": line["id"], "serials": [f"CADANGAN-{line['handed_over']}-{case['id'][-8:]}"]}]


async def supply(town: Town, case_id: str) -> None:
    """Honest people bring in a piece for the case, so that it is not its lack that an attacker is told of."""
    if town.records.state(case_id)[0] in ("decreed", "partly_delivered"):
        await town.desk.keep(case_id, spare(await town.seen(case_id)))


async def hand(town: Town, case: dict[str, Any], who: factories.TestOfficer, **more: Any) -> Response:
    return await town.hand(case, who, **({"stocked": False, "lines": spare(case)} | more))


async def outsider_checks(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    return await town.desk.check(case["id"], town.outsider, case["version"])


async def outsider_votes(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    return await town.desk.vote(case["id"], town.outsider, case["version"])


async def outsider_decrees(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    return await town.desk.decree(case["id"], who=town.outsider, version=case["version"], dated=town.records.day())


async def outsider_hands_over(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    return await hand(town, case, town.outsider)


async def outsider_swaps(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    return await swap(town, "swap_stranger", case, town.outsider)


async def insider_votes(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    """An officer with every role who is one of the people of the first group."""
    return await town.desk.vote(town.of_insider, town.insider, (await town.seen(town.of_insider))["version"])


async def insider_decrees(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    version = (await town.seen(town.of_insider))["version"]
    return await town.desk.decree(town.of_insider, who=town.insider, version=version, dated=town.records.day())


async def insider_hands_over(town: Town, case: dict[str, Any], _: factories.TestOfficer) -> Response:
    return await hand(town, await town.seen(town.of_insider), town.insider)


async def to_a_stranger(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await hand(town, case, who, receiver_id=await town.stranger())


async def typed_pieces(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    lines = [{"line_id": case["lines"][0]["id"], "serials": [f"KARANGAN-{uuid4().hex[:8]}"]}]
    return await hand(town, case, who, lines=lines)


async def before_the_decree(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await hand(town, case, who, handed_at="2020-01-01T08:00:00+07:00")


async def tomorrow(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await hand(town, case, who, handed_at="2099-01-01T08:00:00+07:00")


async def old_decree(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await town.desk.decree(case["id"], who=who, version=case["version"], dated="2020-01-02")


async def unseen_vote(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await town.desk.vote(case["id"], who, case["version"] + 1)


async def undeclared_check(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await town.desk.check(case["id"], who, case["version"], no_conflict=False)


async def undeclared_vote(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    return await town.desk.vote(case["id"], who, case["version"], no_conflict=False)


async def old_deputation(town: Town, case: dict[str, Any], who: factories.TestOfficer) -> Response:
    other = town.people[(town.people.index(who) + 1) % len(town.people)]
    body = {"deputy_email": other.email, "role": "approver", "region_code": "16.71", "valid_from": "2020-01-01",
            "valid_to": "2020-02-01", "letter_number": "1", "letter_dated": "2020-01-01"}  # fmt: skip
    return await town.desk.post("/v1/deputations", body, who)


async def counted(town: Town) -> tuple[int, ...]:
    """How many rows of each kind bind somebody."""
    async with town.database.transaction() as db:
        await see(db, EVERYWHERE)
        return tuple((await db.execute(text(COUNTS))).one())


Attack = Callable[[Town, dict[str, Any], factories.TestOfficer], Awaitable[Response]]
NOT_HERS = {"application_not_found", "group_not_found", "forbidden", "invalid"}
ATTACKS: dict[str, tuple[Attack, set[str]]] = {
    "another district checks": (outsider_checks, NOT_HERS),
    "another district votes": (outsider_votes, NOT_HERS),
    "another district decrees": (outsider_decrees, NOT_HERS),
    "another district hands over": (outsider_hands_over, NOT_HERS),
    "another district changes the group": (outsider_swaps, NOT_HERS),
    "a member votes": (insider_votes, UNFIT),
    "a member decrees": (insider_decrees, UNFIT),
    "a member hands over": (insider_hands_over, UNFIT | {"not_accepted"}),
    "goods to a stranger": (to_a_stranger, UNFIT | {"receiver_not_member"}),
    "a handover before its decree": (before_the_decree, UNFIT | {"before_accepted"}),
    "a handover of tomorrow": (tomorrow, UNFIT | {"handover_in_future"}),
    "a decree before its vote": (old_decree, UNFIT | {"decree_other_year"}),
    "a vote on what was not seen": (unseen_vote, UNFIT),
    "a check without a declaration": (undeclared_check, UNFIT | {"conflict_not_declared"}),
    "a vote without a declaration": (undeclared_vote, UNFIT | {"conflict_not_declared"}),
    "a deputation of the past": (old_deputation, {"invalid"}),
    "typed pieces": (typed_pieces, UNFIT | {"not_accepted"}),
}  # fmt: skip


async def attack(town: Town, name: str, case_id: str, who: factories.TestOfficer) -> None:
    """One of ATTACKS, by somebody with every role: refused with a code that says why, and nothing is done."""
    act, codes = ATTACKS[name]
    await supply(town, case_id)
    before, answer = await counted(town), await act(town, await town.seen(case_id), who)
    assert 400 <= answer.status_code < 500, f"{name}: {answer.status_code} {answer.text}"
    assert answer.json()["code"] in codes, f"{name}: {answer.text}"
    assert await counted(town) == before, f"{name} was refused and done"


async def replay(town: Town) -> None:
    """integrity.md 4, 7: the last accepted request once more with its key, then with its key and another body."""
    if town.last is None:
        return
    request, status = town.last
    before = await counted(town)
    again = await town.client.request(request.method, request.url, headers=request.headers, content=request.content)
    assert again.status_code in (status, 404, 409, 410, 412), again.text
    assert await counted(town) == before, f"{request.url} was done twice with one key"
    other = request.content.replace(b"Uji", b"Lain").replace(b"true", b"false") + b" "
    forged = await town.client.request(request.method, request.url, headers=request.headers, content=other)
    assert forged.status_code < 500, forged.text
    assert await counted(town) == before, f"{request.url} was done again with another body"
