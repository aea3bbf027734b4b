"""integrity.md 1, row 4 and C6: what is on file changes when two people stand for it, and by nothing else."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.change_requests import changes
from tests.api.grants import office
from tests.api.grants.office import Office


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def person(desk: Office, db: AsyncSession) -> str:
    """Somebody on file who belongs to no group."""
    (made,) = await office.members(desk.client, db, 1)
    return f"/v1/participants/{made}"


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def on_file(desk: Office, path: str) -> dict[str, Any]:
    return (await desk.client.get(path, headers=desk.proposer.headers)).json()


async def test_a_new_phone_rests_on_a_reason_and_another_officer(desk: Office, person: str) -> None:
    asked = await changes.ask(desk.client, desk.proposer, f"{person}/change-requests", {"phone": "0813 5555 0001"})
    assert asked.status_code == 201, asked.text
    request = asked.json()
    assert (request["status"], request["fields"], request["after"]) == (
        "submitted", ["phone"], {"phone": "+6281355550001"},
    )  # fmt: skip
    assert [each["code"] for each in request["unavailable_actions"]] == ["made_by_you", "made_by_you"]
    assert code(await changes.move(desk.client, desk.proposer, request, "approve")) == (409, "made_by_you")
    assert (await on_file(desk, person))["phone"] != "+6281355550001"
    done = await changes.move(desk.client, desk.verifier, request, "approve")
    assert (done.status_code, done.json()["status"]) == (200, "applied")
    assert (await on_file(desk, person))["phone"] == "+6281355550001"
    assert code(await changes.move(desk.client, desk.verifier, done.json(), "reject", "Lagi")) == (409, "wrong_step")


async def test_a_name_waits_for_its_paper(desk: Office, person: str) -> None:
    asked = (
        await changes.ask(desk.client, desk.proposer, f"{person}/change-requests", {"name": "Sumarni A."})
    ).json()
    assert (asked["status"], asked["needs_evidence"], asked["evidence"]) == ("draft", True, False)
    assert code(await changes.move(desk.client, desk.verifier, asked, "approve")) == (409, "wrong_step")
    assert code(await changes.prove(desk.client, desk.verifier, asked)) == (409, "made_by_other")
    proved = (await changes.prove(desk.client, desk.proposer, asked)).json()
    assert (proved["status"], proved["evidence"]) == ("submitted", True)
    path = f"/v1/change-requests/{asked['id']}/evidence"
    paper = await desk.client.get(path, headers=desk.verifier.headers)
    assert paper.headers["content-type"] == "image/jpeg"
    await changes.move(desk.client, desk.verifier, proved, "approve")
    assert (await on_file(desk, person))["name"] == "Sumarni A."


async def test_what_waits_is_told_and_lists_hold_what_is_theirs(desk: Office, person: str) -> None:
    asked = (
        await changes.ask(desk.client, desk.proposer, f"{person}/change-requests", {"phone": "081355550002"})
    ).json()
    inbox = (await desk.client.get("/v1/inbox", headers=desk.verifier.headers)).json()["items"]
    assert asked["id"] in {each["subject_id"] for each in inbox if each["kind"] == "change_requests_to_decide"}
    mine = (await desk.client.get("/v1/inbox", headers=desk.proposer.headers)).json()["items"]
    assert "change_requests_to_decide" not in {each["kind"] for each in mine}
    for who, query, count in [
        (desk.verifier, "waiting=true", 1), (desk.proposer, "waiting=true", 0), (desk.proposer, "mine=true", 1),
        (desk.verifier, "mine=true", 0), (desk.approver, "status=submitted", 1), (desk.approver, "status=applied", 0),
    ]:  # fmt: skip
        found = await desk.client.get(f"/v1/change-requests?{query}", headers=who.headers)
        assert len(found.json()["items"]) == count, query


async def test_a_national_id_is_never_shown_whole(desk: Office, person: str, db: AsyncSession, vault: Vault) -> None:
    new = factories.nik(7777)
    asked = (await changes.ask(desk.client, desk.proposer, f"{person}/nik-change-requests", {"nik": new})).json()
    assert asked["after"] == {"nik_last4": new[-4:]}
    proved = (await changes.prove(desk.client, desk.proposer, asked)).json()
    done = await changes.move(desk.client, desk.verifier, proved, "approve")
    assert done.status_code == 200, done.text
    assert (await on_file(desk, person))["nik_last4"] == new[-4:]
    kept = "SELECT nik_sealed FROM identities WHERE id = :id AND nik_index = :index"
    facts = {"id": UUID(person.rsplit("/", 1)[1]), "index": vault.blind_index(new)}
    assert vault.unseal(bytes((await db.execute(text(kept), facts)).scalar_one())) == new
    for table in ("change_requests", "events"):
        rows = (await db.execute(text(f"SELECT t::text FROM {table} t"))).scalars().all()
        assert not any(new in row for row in rows)


async def test_a_national_id_of_somebody_else_is_refused(desk: Office, person: str, db: AsyncSession) -> None:
    session = await factories.session(db)
    other = factories.registration(session.id)
    await factories.register(desk.client, other)
    asked = await changes.ask(desk.client, desk.proposer, f"{person}/nik-change-requests", {"nik": other["nik"]})
    assert code(asked) == (409, "value_taken")


async def test_a_family_card_once_kept_changes_by_a_request(desk: Office, person: str) -> None:
    first = {"number": "1671010101010001"}
    for _ in range(2):
        kept = await desk.client.put(f"{person}/family-card", json=first, headers=desk.proposer.headers)
        assert kept.status_code == 200
    other = await desk.client.put(
        f"{person}/family-card", json={"number": "1671010101010002"}, headers=desk.proposer.headers
    )
    assert code(other) == (409, "family_card_kept")
    path, body = f"{person}/family-card-change-requests", {"family_card": "1671010101010002"}
    asked = (await changes.ask(desk.client, desk.proposer, path, body)).json()
    proved = (await changes.prove(desk.client, desk.proposer, asked)).json()
    await changes.move(desk.client, desk.verifier, proved, "approve")
    assert (await on_file(desk, person))["family_last4"] == "0002"


async def test_who_asks_second_learns_that_the_record_changed(desk: Office, person: str) -> None:
    path = f"{person}/change-requests"
    first = (await changes.ask(desk.client, desk.proposer, path, {"phone": "081355550003"})).json()
    second = (await changes.ask(desk.client, desk.proposer, path, {"phone": "081355550004"})).json()
    other = (await changes.ask(desk.client, desk.proposer, path, {"business_name": "Jahit Baru"})).json()
    await changes.move(desk.client, desk.verifier, first, "approve")
    said = {
        each["id"]: each["status"]
        for each in (await on_file(desk, f"/v1/change-requests?participant={person.rsplit('/', 1)[1]}"))["items"]
    }
    assert said == {first["id"]: "applied", second["id"]: "conflicted", other["id"]: "submitted"}


async def test_the_domicile_is_whole_and_fits_together(desk: Office, person: str) -> None:
    path = f"{person}/change-requests"
    subdistrict, village = factories.PLACES[factories.BANYUASIN]
    part = await changes.ask(desk.client, desk.proposer, path, {"village_code": village})
    assert code(part) == (422, "invalid")
    wrong = {"district_code": "16.71", "subdistrict_code": subdistrict, "village_code": village}
    assert code(await changes.ask(desk.client, desk.proposer, path, wrong)) == (422, "invalid")
    right = wrong | {"district_code": factories.BANYUASIN}
    asked = await changes.ask(desk.client, desk.proposer, path, right)
    await changes.move(desk.client, desk.verifier, asked.json(), "approve")
    assert (await on_file(desk, person))["village"]["code"] == village


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (409, "nothing_to_change")),
        ({"reason": "Salah"}, (422, "invalid")),
        ({"phone": "12"}, (422, "invalid")),
        ({"nik": "1"}, (422, "invalid")),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    desk: Office, person: str, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert code(await changes.ask(desk.client, desk.proposer, f"{person}/change-requests", body)) == expected


async def test_one_key_makes_one_request(desk: Office, person: str) -> None:
    headers = desk.proposer.headers | factories.once()
    body = {"phone": "081355550005", "reason": changes.WHY}
    twice = [await desk.client.post(f"{person}/change-requests", json=body, headers=headers) for _ in range(2)]
    assert twice[0].json()["id"] == twice[1].json()["id"]


async def test_another_district_finds_nothing(desk: Office, person: str, db: AsyncSession, vault: Vault) -> None:
    asked = (
        await changes.ask(desk.client, desk.proposer, f"{person}/change-requests", {"phone": "081355550006"})
    ).json()
    stranger = await factories.officer(db, vault, Role.DISTRICT_OFFICER, factories.BANYUASIN)
    path = f"/v1/change-requests/{asked['id']}"
    assert code(await desk.client.get(path, headers=stranger.headers)) == (404, "change_request_not_found")
    assert code(await changes.move(desk.client, stranger, asked, "approve")) == (404, "change_request_not_found")
    found = await desk.client.get("/v1/change-requests", headers=stranger.headers)
    assert found.json()["items"] == []
    made = await changes.ask(desk.client, stranger, f"{person}/change-requests", {"phone": "081355550007"})
    assert code(made) == (404, "participant_not_found")


async def test_a_rejection_says_why_and_the_maker_may_take_it_back(desk: Office, person: str) -> None:
    path = f"{person}/change-requests"
    asked = (await changes.ask(desk.client, desk.proposer, path, {"phone": "081355550008"})).json()
    assert code(await changes.move(desk.client, desk.verifier, asked, "reject")) == (409, "reason_required")
    no = await changes.move(desk.client, desk.verifier, asked, "reject", "Nomornya tidak aktif.")
    assert (no.json()["status"], no.json()["note"]) == ("rejected", "Nomornya tidak aktif.")
    again = (await changes.ask(desk.client, desk.proposer, path, {"phone": "081355550009"})).json()
    assert code(await changes.move(desk.client, desk.verifier, again, "cancel")) in [
        (409, "made_by_other"), (403, "forbidden"),
    ]  # fmt: skip
    back = await changes.move(desk.client, desk.proposer, again, "cancel")
    assert back.json()["status"] == "cancelled"


async def test_a_group_gets_a_new_address_on_a_reason_and_a_new_name_on_paper(desk: Office, db: AsyncSession) -> None:
    group = f"/v1/groups/{desk.group}"
    await changes.carried(desk, db, f"{group}/change-requests", {"address": "Jalan Baru 9"}, desk.verifier)
    done = await changes.carried(desk, db, f"{group}/change-requests", {"name": "KUB Baru"}, desk.verifier)
    assert done["evidence"]
    found = await on_file(desk, group)
    assert (found["name"], found["address"]) == ("KUB Baru", "Jalan Baru 9")


async def test_a_group_ends_by_a_request_unless_it_owes_something(desk: Office, db: AsyncSession) -> None:
    """C5: a group can end; not while a case of it lives."""
    group, day = f"/v1/groups/{desk.group}", {"ended_on": office.today()}
    case = (await desk.submit()).json()["id"]
    assert code(await changes.ask(desk.client, desk.proposer, f"{group}/end-requests", day)) == (409, "group_busy")
    await db.execute(text("UPDATE applications SET status = 'withdrawn' WHERE id = :id"), {"id": case})
    early = await changes.ask(desk.client, desk.proposer, f"{group}/end-requests", {"ended_on": "1950-01-01"})
    assert early.json()["errors"][0]["code"] == "end_out_of_range"
    await changes.carried(desk, db, f"{group}/end-requests", day, desk.verifier)
    assert (await on_file(desk, group))["ended_on"] == day["ended_on"]
    assert code(await desk.submit()) == (409, "group_ended")
    late = await changes.ask(desk.client, desk.proposer, f"{group}/change-requests", {"address": "Jalan 1"})
    assert code(late) == (409, "group_ended")
