"""integrity.md 1: who shares a mark with somebody of a case waits for another officer; one human has one part."""

from typing import Any
from uuid import UUID

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.reports.invariants.service import violations
from tests import factories
from tests.api.grants.office import Office, refused_by_the_database, step_up
from tests.api.grants.warehouse import Warehouse, hands, opened, owned

ASK = {"reason": "Satu kantor, bukan satu orang."}
GIVEN = {"cleared": True, "note": "Sudah ditanyakan.", "no_conflict": True}


def code_of(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


async def submitted(desk: Office) -> str:
    return (await desk.submit()).json()["id"]


async def member_of(db: AsyncSession) -> UUID:
    return (await db.execute(text("SELECT person_id FROM group_members LIMIT 1"))).scalar_one()


async def likened(db: AsyncSession, mark: str, officer: UUID, member: UUID) -> None:
    """The officer has the member's phone, e-mail or family card, however that came about."""
    statements = {
        "phone": "UPDATE officers o SET phone = p.phone FROM participants p"
        " WHERE (o.person_id, p.person_id) = {pair}",
        "email": "UPDATE participants p SET email = upper(o.email) FROM officers o"
        " WHERE (o.person_id, p.person_id) = {pair}",
        "family": "UPDATE identities SET family_index = 'keluarga', family_last4 = '0001' WHERE id IN {pair}",
    }
    await factories.by_hand(db, statements[mark].format(pair=f"('{officer}', '{member}')"))


async def clearer(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    who = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, "16")
    await step_up(db, who)
    return who


async def asked(desk: Office, case_id: str, who: factories.TestOfficer, **more: Any) -> Response:
    return await desk.post(f"/v1/applications/{case_id}/look-alikes", ASK | more, who)


async def decided(desk: Office, case_id: str, row: str, who: factories.TestOfficer, **more: Any) -> Response:
    return await desk.post(f"/v1/applications/{case_id}/look-alikes/{row}/decisions", GIVEN | more, who)


@pytest.mark.parametrize("mark", ["phone", "email", "family"])
async def test_a_shared_mark_waits_for_another_officer(
    desk: Office, db: AsyncSession, vault: Vault, mark: str
) -> None:
    """The approver whose number stands on a member is refused until a third looked, and the approver sees it."""
    case_id, second = await submitted(desk), await clearer(db, vault)
    await likened(db, mark, desk.verifier.id, await member_of(db))
    assert code_of(await desk.check(case_id)) == (409, "look_alike")
    shown = await desk.case(case_id, "verifier")
    assert {each["code"] for each in shown["unavailable_actions"] if each["action"] == "verify"} == {"look_alike"}
    waiting = await asked(desk, case_id, desk.verifier)
    assert waiting.status_code == 201, waiting.text
    (row,) = waiting.json()["items"]
    assert (row["mark"], row["cleared"], waiting.json()["mine"]) == (mark, None, True)
    assert code_of(await desk.check(case_id)) == (409, "look_alike"), "asking opens nothing"
    assert code_of(await decided(desk, case_id, row["id"], desk.verifier)) == (403, "forbidden")
    assert (await decided(desk, case_id, row["id"], second)).status_code == 200
    assert (await desk.check(case_id)).status_code == 201
    seen = (await desk.client.get(f"/v1/applications/{case_id}/look-alikes", headers=desk.approver.headers)).json()
    assert [(each["mark"], each["cleared"], each["note"]) for each in seen["items"]] == [
        (mark, True, "Sudah ditanyakan.")
    ]
    assert await violations(db) == {}


async def test_a_refusal_keeps_her_out_and_who_decides_has_no_other_duty(
    desk: Office, db: AsyncSession, vault: Vault
) -> None:
    case_id, second = await submitted(desk), await clearer(db, vault)
    await likened(db, "phone", desk.verifier.id, await member_of(db))
    row = (await asked(desk, case_id, desk.verifier)).json()["items"][0]["id"]
    assert code_of(await decided(desk, case_id, row, second, no_conflict=False)) == (409, "conflict_not_declared")
    assert (await decided(desk, case_id, row, second, cleared=False)).status_code == 200
    assert code_of(await decided(desk, case_id, row, second)) == (409, "looked_at_already")
    assert code_of(await desk.check(case_id)) == (409, "look_alike")
    held = "SELECT duty_group FROM case_duties WHERE person_id = :person"
    assert (await db.execute(text(held), {"person": second.id})).scalars().all() == ["waive"]


async def test_nobody_looks_at_herself(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """Through the API and by SQL as the application's role."""
    case_id, second = await submitted(desk), await clearer(db, vault)
    await likened(db, "phone", second.id, await member_of(db))
    row = (await asked(desk, case_id, second)).json()["items"][0]["id"]
    assert code_of(await decided(desk, case_id, row, second)) == (409, "another_looks")
    said = await refused_by_the_database(
        db, "UPDATE look_alikes SET decided_by = asked_by, duty_group = 'waive', cleared = true, note = 'x',"
        " decided_at = now() WHERE id = :id", id=UUID(row),
    )  # fmt: skip
    assert "another" in said
    other = await refused_by_the_database(
        db, "UPDATE look_alikes SET decided_by = :other, duty_group = 'waive', cleared = true, note = 'x',"
        " decided_at = now() WHERE id = :id", id=UUID(row), other=desk.approver.id,
    )  # fmt: skip
    assert "fk_look_alikes_duty" in other, "only under a duty in the case"
    assert code_of(await asked(desk, case_id, desk.approver)) == (409, "nothing_alike")


async def test_members_of_one_family_are_a_group(desk: Office, db: AsyncSession) -> None:
    people = (await db.execute(text("SELECT person_id FROM group_members LIMIT 2"))).scalars().all()
    await likened(db, "family", people[0], people[1])
    case_id = await submitted(desk)
    assert (await desk.check(case_id)).status_code == 201


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await opened(desk, *await hands(db, vault))


async def supplied(store: Warehouse, desk: Office, nib: str, **owner: str) -> str:
    """Another supplier, whose owner and account may be somebody's."""
    body = {"nib": nib, "name": f"CV {nib}", "address": "Jalan", "phone": "081299990000"}
    made = await desk.post("/v1/suppliers", body, store.buyer)
    if owner:
        await owned(desk, store.buyer, made.json()["id"], **owner)
    return made.json()["id"]


async def test_nobody_sells_to_a_case_she_belongs_to(
    store: Warehouse, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 1: suppliers were never compared. A member, an officer, the buyer: one human is one identity."""
    case_id = await desk.decreed()
    member = await member_of(db)
    sealed = text("SELECT nik_sealed FROM identities WHERE id = :person")
    for number, person in enumerate((member, desk.approver.id, store.buyer.id)):
        nik = vault.unseal((await db.execute(sealed, {"person": person})).scalar_one())
        store.supplier = await supplied(store, desk, f"81201234{number:05d}", owner_nik=nik)
        assert code_of(await store.order(case_id))[1] in ("seller_in_case", "same_human")
    store.supplier = await supplied(store, desk, "8120123499999")
    assert code_of(await store.order(case_id)) == (409, "supplier_owner_missing")


async def test_an_account_of_the_group_is_no_suppliers_until_somebody_looked(
    store: Warehouse, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    case_id, second = await desk.decreed(), await clearer(db, vault)
    kept = {"bank": "Bank Uji", "number": "7771234567", "holder": "KUB"}
    assert (await desk.post(f"/v1/groups/{desk.group}/account", kept, desk.proposer)).status_code == 201
    store.supplier = await supplied(store, desk, "8120123400009", account_number="777-1234-567")
    assert code_of(await store.order(case_id)) == (409, "look_alike")
    row = (await asked(desk, case_id, store.buyer, supplier_id=store.supplier)).json()["items"][0]
    assert row["mark"] == "account"
    assert (await decided(desk, case_id, row["id"], second)).status_code == 200
    assert (await store.order(case_id)).status_code == 201


async def test_an_owner_takes_no_duty_where_she_sells(
    store: Warehouse, desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """By SQL as the application's role as well."""
    case_id, owner = await desk.decreed(), await factories.officer(db, vault, Role.GOODS_INSPECTOR)
    await step_up(db, owner)
    await factories.by_hand(db, f"UPDATE suppliers SET owner_id = '{owner.id}' WHERE id = '{store.supplier}'")
    order = (await store.order(case_id)).json()
    receipt = (await store.receive(order)).json()
    store.inspector = owner
    assert code_of(await store.inspect(receipt)) == (409, "same_human")
    said = await refused_by_the_database(
        db, "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free)"
        " VALUES (:case, :person, 'inspect', true)", case=UUID(case_id), person=owner.id,
    )  # fmt: skip
    assert "seller is somebody of the case" in said
