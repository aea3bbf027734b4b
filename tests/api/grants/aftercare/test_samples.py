"""C58: handovers are drawn at random, asked about by somebody else, and disputed when something is missing."""

from typing import Any
from uuid import UUID, uuid4

from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.grants.aftercare.samples.service import drawn
from tests.api.grants import office
from tests.api.grants.office import Office, give_role, refused_by_the_database, today


async def draw(desk: Office, size: int = 5, **body: Any) -> Response:
    content = {"district_code": "16.71", "first_day": today(), "last_day": today(), "size": size} | body
    return await desk.post("/v1/samples", content, desk.approver)


async def tell(desk: Office, item: dict[str, Any], answer: str, who: Any = None, **body: Any) -> Response:
    content = {"answer": answer, "asked_by": "phone"} | body
    return await desk.post(f"/v1/sample-items/{item['id']}/answers", content, who or desk.proposer)


async def handed_over(desk: Office, db: AsyncSession) -> None:
    """Two handovers of today."""
    for group in (None, await office.group(desk.client, db)):
        case_id = (await desk.submit(group)).json()["id"]
        await desk.check(case_id)
        await desk.vote(case_id)
        assert (await desk.decree(case_id)).status_code == 201
        assert (await desk.delivery(case_id)).status_code == 201


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def test_a_sample_is_drawn_by_nobodys_choice(desk: Office, db: AsyncSession) -> None:
    assert code(await draw(desk)) == (409, "nothing_to_sample")
    await handed_over(desk, db)
    one = (await draw(desk, 1)).json()
    assert (one["population"], one["size"], len(one["items"])) == (2, 1, 1)
    there = list((await db.execute(text("SELECT id FROM handovers ORDER BY id"))).scalars())
    assert [UUID(each["handover_id"]) for each in one["items"]] == drawn(there, one["seed"], 1)
    assert len((await draw(desk, 500)).json()["items"]) == 2
    assert (await desk.post("/v1/samples", {"district_code": "16.71"}, desk.proposer)).status_code == 403


async def test_what_is_missing_is_disputed_and_the_sample_ends(desk: Office, db: AsyncSession) -> None:
    await handed_over(desk, db)
    sample = (await draw(desk)).json()
    good, bad = sample["items"]
    await give_role(db, desk.giver, Role.DISTRICT_OFFICER)
    assert code(await tell(desk, good, "received", desk.giver)) == (409, "gave_themselves")
    assert (await tell(desk, bad, "not_received")).status_code == 422
    assert (await tell(desk, good, "unreachable")).status_code == 201
    assert (await tell(desk, good, "received", asked_by="visit")).status_code == 201
    assert code(await tell(desk, good, "received")) == (409, "checked_already")
    path = f"/v1/samples/{sample['id']}/transitions"
    early = await desk.post(path, {"action": "finish"}, desk.approver, 1)
    assert code(early) == (409, "some_pending")
    told = (await tell(desk, bad, "received_with_issues", note="Dua mesin tidak datang.")).json()
    assert (told["checked"], told["bad"]) == (2, 1)
    delivery = await desk.client.get(f"/v1/deliveries/{bad['handover_id']}", headers=desk.approver.headers)
    assert [each["reason"] for each in delivery.json()["disputes"]] == ["Dua mesin tidak datang."]
    done = await desk.post(path, {"action": "finish"}, desk.approver, told["version"])
    assert done.json()["status"] == "finished"
    assert (await tell(desk, {"id": uuid4()}, "received")).status_code == 404


async def test_the_database_lets_nobody_check_her_own_handover(desk: Office, db: AsyncSession) -> None:
    await handed_over(desk, db)
    await draw(desk)
    said = await refused_by_the_database(
        db, "UPDATE sample_items SET answer = 'received', asked_by = 'phone', checked_at = now(), checked_by = :who",
        who=desk.giver.id,
    )  # fmt: skip
    assert "checked by whoever handed over" in said
