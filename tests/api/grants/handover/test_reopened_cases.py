"""A dispute may find another group than the one that got everything: what is owed again waits for a decree."""

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.reports.invariants.service import violations
from tests.api.grants import office
from tests.api.grants.cases.test_amended_people import decide, propose
from tests.api.grants.cases.test_case_people import people_of
from tests.api.grants.handover.test_upheld_disputes import disputed, held, uphold
from tests.api.grants.office import Office, refused_by_the_database
from tests.api.grants.warehouse import warehouse
from tests.races.test_case_people import swap


async def test_what_comes_back_after_the_group_changed_is_given_to_whom_a_decree_names(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 2, 5: after the last piece a member left; then a piece was taken back and is owed again."""
    store, case_id = await warehouse(db, vault, desk), await desk.decreed()
    await store.stocked(case_id)
    made = (await desk.delivery(case_id, stocked=False)).json()
    before = await people_of(desk, case_id)
    (new,) = await office.members(client, db, 1)
    assert (await swap(desk, desk.group, [*before[:4], new])).status_code == 200
    serial = (await desk.read(f"/v1/deliveries/{made['id']}"))["items"][0]["serials"][0]
    assert (await uphold(desk, await disputed(desk, made["id"]), {serial: "not_received"})).status_code == 200
    await held(db)
    assert "decreed_people_are_the_group" not in await violations(db)
    order = (await store.order(case_id)).json()
    await store.inspect((await store.receive(order)).json())
    assert (await desk.delivery(case_id, stocked=False)).json()["code"] == "people_changed"
    (other,) = await office.members(client, db, 1)
    assert (await swap(desk, desk.group, [*before[:4], other])).json()["code"] == "group_bound"
    late = "UPDATE group_members SET valid_to = valid_from WHERE group_id = :group AND valid_to IS NULL"
    assert "stand in a decree" in await refused_by_the_database(db, late, group=desk.group)
    proposed = await propose(desk, case_id, [*before[:4], new])
    assert proposed.status_code == 201, proposed.text
    assert (await decide(desk, proposed)).status_code == 200
    again = await desk.delivery(case_id, stocked=False)
    assert again.status_code == 201, again.text
    await held(db)
    assert await violations(db) == {}
