"""People who come together: seats for all of them or all of them wait; offers for all or for none."""

from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.enrolment.consents import documents as notice
from tests import factories
from tests.api.sessions.seats import Person, consistent, people, person, set_quotas

PHONE = "081277778888"


def body(session_id: Any, many: int, **changes: Any) -> dict[str, Any]:
    subdistrict, village = factories.PLACES[factories.PALEMBANG]
    made = [factories.registration(session_id) for _ in range(many)]
    own = [{name: each[name] for name in ("name", "nik", "birth_date", "sex")} for each in made]
    return {
        "session_id": str(session_id), "name": "Dekranasda Palembang", "contact_name": "Bu Rina", "phone": PHONE,
        "district_code": factories.PALEMBANG, "subdistrict_code": subdistrict, "village_code": village,
        "trade": "garment", "notice_version": notice.VERSION, "people": own,
    } | changes  # fmt: skip


async def enter(client: AsyncClient, session_id: Any, many: int, **changes: Any) -> Response:
    return await client.post("/v1/delegations", json=body(session_id, many, **changes), headers=factories.once())


class Group:
    """A delegation as whoever answers for it sees it."""

    def __init__(self, client: AsyncClient, made: Response) -> None:
        assert made.status_code == 201, made.text
        self.client, self.number, self.secret = client, made.json()["number"], made.json()["secret"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Receipt-Secret": self.secret}

    async def sees(self) -> dict[str, Any]:
        return (await self.client.get(f"/v1/delegations/{self.number}", headers=self.headers)).json()

    async def states(self) -> list[str]:
        return [each["status"] for each in (await self.sees())["members"]]

    async def does(self, action: str, phone: str = PHONE) -> Response:
        path = f"/v1/delegations/{self.number}/transitions"
        return await self.client.post(path, json={"action": action, "phone": phone}, headers=self.headers)


async def test_there_are_seats_for_all_or_all_of_them_wait(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=5, moderated=False)
    first, second = (
        Group(client, await enter(client, session.id, 3)),
        Group(client, await enter(client, session.id, 3)),
    )
    assert await first.states() == ["confirmed"] * 3
    assert await second.states() == ["waitlisted"] * 3
    seen = await second.sees()
    assert [each["queue"]["position"] for each in seen["members"]] == [1, 2, 3]
    assert seen["members"][0]["queue"]["together"] == 3
    alone = await person(client, session.id)
    assert await alone.status() == "confirmed", "the two seats left are too few for the three who wait"
    await consistent(db)


async def test_offers_are_made_to_all_or_to_none_and_answered_for_all(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=3, moderated=False)
    seated = await people(client, session.id, 3)
    group, later = Group(client, await enter(client, session.id, 2)), await person(client, session.id)
    await seated[0].does("give_up")
    assert (await group.states(), await later.status()) == (["waitlisted"] * 2, "offered")
    await later.does("decline_offer")
    await seated[1].does("give_up")
    assert await group.states() == ["offered"] * 2
    assert (await group.sees())["actions"] == ["accept_offer", "decline_offer", "give_up"]
    wrong = await group.does("accept_offer", "081200000000")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/phone")
    assert (await group.does("accept_offer")).status_code == 200
    assert await group.states() == ["confirmed"] * 2
    assert (await group.does("accept_offer")).json()["code"] == "nothing_to_do"
    await consistent(db)


async def test_a_share_that_is_full_for_one_is_full_for_all(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, size=4), await factories.officer(db, vault)
    await set_quotas(client, officer, session.id, size=4, shares=[{"kind": "target", "value": "women", "seats": 3}])
    mixed = body(session.id, 3)
    for each in mixed["people"][:2]:
        each["sex"] = "male"
    group = Group(client, await client.post("/v1/delegations", json=mixed, headers=factories.once()))
    assert await group.states() == ["waitlisted"] * 3
    await consistent(db)
    await set_quotas(client, officer, session.id, size=5, shares=[{"kind": "target", "value": "women", "seats": 3}])
    assert await group.states() == ["offered"] * 3
    await consistent(db)


async def test_each_of_them_has_a_receipt_and_may_leave_alone(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db, size=2, moderated=False)
    group = Group(client, await enter(client, session.id, 2))
    one = (await group.sees())["members"][0]
    assert (await Person(client, one["number"], one["secret"]).does("give_up")).status_code == 200
    assert await group.states() == ["withdrawn", "confirmed"]
    assert (await group.does("give_up")).status_code == 200
    assert await group.states() == ["withdrawn"] * 2


async def test_sent_twice_it_is_one_delegation_and_a_known_person_is_not_doubled(
    client: AsyncClient, db: AsyncSession
) -> None:
    session = await factories.session(db, size=9)
    headers, sent = factories.once(), body(session.id, 2)
    answers = [await client.post("/v1/delegations", json=sent, headers=headers) for _ in range(2)]
    assert [each.json()["number"] for each in answers] == [answers[0].json()["number"]] * 2
    again = Group(client, await client.post("/v1/delegations", json=sent, headers=factories.once()))
    assert len((await again.sees())["members"]) == 2
    taken = (await client.get(f"/v1/sessions/{session.id}")).json()["seats"]["taken"]
    assert taken == 2


async def test_wrong_fields_and_wrong_secrets_are_refused(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    one = await enter(client, session.id, 1)
    assert [each["pointer"] for each in one.json()["errors"]] == ["/people"]
    twice = body(session.id, 2)
    twice["people"][1]["nik"] = twice["people"][0]["nik"]
    refused = await client.post("/v1/delegations", json=twice, headers=factories.once())
    assert refused.json()["errors"][0]["code"] == "member_repeated"
    bad = body(session.id, 2)
    bad["people"][1]["nik"] = "123"
    pointers = await client.post("/v1/delegations", json=bad, headers=factories.once())
    assert [each["pointer"] for each in pointers.json()["errors"]] == ["/people/1/nik"]
    group = Group(client, await enter(client, session.id, 2))
    wrong = await client.get(f"/v1/delegations/{group.number}", headers={"Receipt-Secret": "x" * 32})
    assert wrong.status_code == 404
    assert (await enter(client, session.id, 2, village_code="16.07.01.1016")).status_code == 422


async def test_officers_see_who_belongs_together(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db, size=9), await factories.officer(db, vault)
    for many in (2, 3):
        await enter(client, session.id, many)
    await person(client, session.id)
    asked = {"session": str(session.id)}
    rows = (await client.get("/v1/registrations", params=asked, headers=officer.headers)).json()["items"]
    detail = (await client.get(f"/v1/registrations/{rows[0]['id']}", headers=officer.headers)).json()
    asked["delegation"] = detail["delegation_id"]
    own = (await client.get("/v1/registrations", params=asked, headers=officer.headers)).json()["items"]
    assert [each["id"] for each in own] == [each["id"] for each in rows[:2]]
    alone = (await client.get(f"/v1/registrations/{rows[5]['id']}", headers=officer.headers)).json()
    assert alone["delegation_id"] is None
