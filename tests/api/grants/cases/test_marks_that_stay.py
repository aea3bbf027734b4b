"""integrity.md 1 and 4, attacked again: marks written otherwise, exchanged, lent with a hand, or bought later."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.privacy import service as privacy
from bimtek_api.reports.invariants.service import violations
from tests import factories
from tests.api.access.test_deputations import name
from tests.api.grants import office
from tests.api.grants.cases.test_case_people import members as listed
from tests.api.grants.cases.test_case_people import people_of
from tests.api.grants.cases.test_gates import TAKE
from tests.api.grants.cases.test_look_alikes import code_of, likened, member_of, submitted
from tests.api.grants.cases.test_rounds import Board
from tests.api.grants.goods.test_payments import Treasury, opened
from tests.api.grants.office import Office, refused_by_the_database

WHO = "WHERE person_id = '{}'"


async def mailed(db: AsyncSession, officer: UUID, hers: str, member: UUID, theirs: str) -> None:
    await factories.by_hand(db, f"UPDATE officers SET email = '{hers}' {WHO.format(officer)}")
    await factories.by_hand(db, f"UPDATE participants SET email = '{theirs}' {WHO.format(member)}")


@pytest.mark.parametrize(
    ("hers", "theirs"),
    [
        ("andi.saputra@gmail.com", "andisaputra@gmail.com"),
        ("andi@gmail.com", "a.n.d.i+usaha@googlemail.com"),
        ("andi@dinas.go.id", "andi+kub@dinas.go.id"),
    ],
)
async def test_one_mailbox_is_one_however_it_is_spelt(desk: Office, db: AsyncSession, hers: str, theirs: str) -> None:
    case_id = await submitted(desk)
    await mailed(db, desk.verifier.id, hers, await member_of(db), theirs)
    assert code_of(await desk.check(case_id)) == (409, "look_alike")


async def test_dots_are_another_mailbox_elsewhere(desk: Office, db: AsyncSession) -> None:
    case_id = await submitted(desk)
    await mailed(db, desk.verifier.id, "a.ndi@dinas.go.id", await member_of(db), "andi@dinas.go.id")
    assert (await desk.check(case_id)).status_code == 201


async def test_a_number_exchanged_after_the_refusal_is_still_hers(
    desk: Office, db: AsyncSession, vault: Vault
) -> None:
    """She was refused for sharing a phone, and told the office another one by herself."""
    case_id, member = await submitted(desk), await member_of(db)
    shared = (await db.execute(text(f"SELECT phone FROM participants {WHO.format(member)}"))).scalar_one()
    await factories.by_hand(db, f"UPDATE officers SET phone = '{shared}' {WHO.format(desk.verifier.id)}")
    assert code_of(await desk.check(case_id)) == (409, "look_alike")
    sealed = text("SELECT nik_sealed FROM identities WHERE id = :id")
    nik = vault.unseal((await db.execute(sealed, {"id": desk.verifier.id})).scalar_one())
    for phone in ("081299998888", "081299997777"):
        body = {"nik": nik, "phone": phone}
        answer = await desk.client.put("/v1/me/identity", json=body, headers=desk.verifier.headers)
        assert answer.status_code == 204, answer.text
    assert code_of(await desk.check(case_id)) == (409, "look_alike")
    said = await refused_by_the_database(db, "UPDATE officers SET earlier_phones = '{}'")
    assert "permission denied" in said
    await db.execute(text(f"UPDATE officers SET phone = NULL {WHO.format(desk.verifier.id)}"))
    assert code_of(await desk.check(case_id)) == (409, "look_alike"), "nor by having none"


async def test_numbers_go_with_a_forgotten_officer(desk: Office, db: AsyncSession, vault: Vault) -> None:
    who = await factories.officer(db, vault)
    for phone in ("+6281299998888", "+6281299997777"):
        await db.execute(text(f"UPDATE officers SET phone = '{phone}' {WHO.format(who.id)}"))
    await factories.by_hand(db, f"UPDATE officers SET disabled_at = '2020-01-01' {WHO.format(who.id)}")
    await privacy.retain(db)
    kept = text(f"SELECT phone, earlier_phones FROM officers {WHO.format(who.id)}")
    assert tuple((await db.execute(kept)).one()) == (None, [])


async def test_what_keeps_a_principal_out_keeps_out_her_deputy(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """The approver shares a phone with a member; her vote came in by another hand."""
    case_id, deputy = await submitted(desk), await factories.present(db, vault, Role.SCORER)
    await desk.check(case_id)
    assert (await name(desk, db, desk.approver, deputy)).status_code == 201
    await likened(db, "phone", desk.approver.id, await member_of(db))
    assert code_of(await desk.vote(case_id, deputy)) == (409, "look_alike")
    await db.execute(text(TAKE), {"case": UUID(case_id), "person": deputy.id, "duty": "approve_1"})
    assert "people_of_a_case_are_unlike" in await violations(db), "and the night finds it"


async def test_a_member_whose_hand_has_a_part_joins_no_case(desk: Office, db: AsyncSession, vault: Vault) -> None:
    """First her deputy votes, then she becomes a member: the other order of the same."""
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    await Board(desk, db, sari, [], sari).use([{"stages": [{"votes": 2}]}])
    case_id, deputy = await submitted(desk), await factories.present(db, vault, Role.SCORER)
    await desk.check(case_id)
    assert (await name(desk, db, desk.approver, deputy)).status_code == 201
    assert (await desk.vote(case_id, deputy)).status_code == 201
    (late,) = await office.members(desk.client, db, 1)
    await factories.by_hand(db, f"UPDATE participants SET person_id = '{desk.approver.id}' {WHO.format(late)}")
    people = [*await people_of(desk, case_id), str(desk.approver.id)]
    path = f"/v1/groups/{desk.group}"
    seen = (await desk.client.get(path, headers=desk.proposer.headers)).json()["version"]
    headers = desk.proposer.headers | factories.once() | {"If-Match": f'"{seen}"'}
    answer = await desk.client.put(f"{path}/members", json={"members": listed(people)}, headers=headers)
    assert code_of(answer) == (409, "member_bound_by_deputation")
    said = await refused_by_the_database(
        db, "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free)"
        " VALUES (:c, :p, 'applicant', true)", c=UUID(case_id), p=desk.approver.id,
    )  # fmt: skip
    assert "bound by deputation" in said


@pytest.fixture
async def treasury(db: AsyncSession, vault: Vault, desk: Office) -> Treasury:
    return await opened(db, vault, desk)


async def test_nothing_is_paid_to_whoever_of_the_case_bought_the_business(
    treasury: Treasury, desk: Office, db: AsyncSession
) -> None:
    """The order was placed with a stranger; before the payment the approver became the owner."""
    store = treasury.store
    receipt = await store.stocked(await desk.decreed())
    worth = (await store.read(f"/v1/orders/{receipt['order_id']}/payments"))["left_rupiah"]
    for owner in (desk.approver.id, await member_of(db)):
        await factories.by_hand(db, f"UPDATE suppliers SET owner_id = '{owner}' WHERE id = '{store.supplier}'")
        assert code_of(await treasury.prepare(receipt["order_id"], worth)) == (409, "payee_in_case")
        said = await refused_by_the_database(
            db, "INSERT INTO supplier_payments (order_id, district_code, status, amount_rupiah, request_number,"
            " prepared_by) VALUES (:order, '16.71', 'prepared', 1, 'SPP-9', :who)",
            order=UUID(receipt["order_id"]), who=treasury.first.id,
        )  # fmt: skip
        assert "seller is somebody of the case" in said
