"""Who read whose data: every look is noted, the whole NIK needs a reason, and only auditors see the list."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories

WHY = {"reason": "Mencocokkan KTP saat serah terima."}


async def person(client: AsyncClient, db: AsyncSession, reader: factories.TestOfficer) -> tuple[str, str, str]:
    """Somebody's NIK, her participant id and her registration's id."""
    session = await factories.session(db)
    body = factories.registration(session.id)
    await factories.register(client, body)
    rows = await client.get(f"/v1/registrations?session={session.id}", headers=reader.headers)
    registration = rows.json()["items"][0]["id"]
    found = await client.get(f"/v1/participants?q={body['name']}", headers=reader.headers)
    return body["nik"], found.json()["items"][0]["id"], registration


async def test_the_whole_nik_is_told_for_a_reason_that_stays(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    ratna = await factories.officer(db, vault)
    nik, person_id, _ = await person(client, db, ratna)
    path = f"/v1/participants/{person_id}/nik-readings"
    short = await client.post(path, json={"reason": "perlu"}, headers=ratna.headers)
    assert [each["pointer"] for each in short.json()["errors"]] == ["/reason"]
    told = await client.post(path, json=WHY, headers=ratna.headers)
    assert (told.status_code, told.json()) == (201, {"nik": nik})
    assert told.headers["cache-control"] == "no-store"
    history = (await client.get(f"/v1/participants/{person_id}/history", headers=ratna.headers)).json()["items"]
    assert (history[0]["name"], history[0]["reason"]) == ("participant.nik_read", WHY["reason"])
    assert nik not in str(history)


async def test_whoever_has_no_right_or_no_reach_reads_nothing(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    ratna = await factories.officer(db, vault)
    _, person_id, _ = await person(client, db, ratna)
    path = f"/v1/participants/{person_id}/nik-readings"
    for role, region, status in (
        (Role.APPROVER, "16.71", 403), (Role.DISTRICT_OFFICER, "16.07", 404), (Role.SCORER, None, 403),
    ):  # fmt: skip
        stranger = await factories.officer(db, vault, role, region)
        assert (await client.post(path, json=WHY, headers=stranger.headers)).status_code == status
    count = await db.execute(text("SELECT count(*) FROM personal_reads WHERE source = 'nik'"))
    assert count.scalar_one() == 0


async def test_nobody_reads_them_by_the_dozen(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    ratna = await factories.officer(db, vault)
    _, person_id, _ = await person(client, db, ratna)
    path = f"/v1/participants/{person_id}/nik-readings"
    told = [(await client.post(path, json=WHY, headers=ratna.headers)).status_code for _ in range(31)]
    assert told == [201] * 30 + [429]


async def test_an_auditor_sees_whose_data_a_reader_saw(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    ratna, other = await factories.officer(db, vault), await factories.officer(db, vault)
    auditor = await factories.officer(db, vault, Role.AUDITOR, "16")
    elsewhere = await factories.officer(db, vault, Role.AUDITOR, "32")
    _, person_id, registration = await person(client, db, ratna)
    await client.get(f"/v1/participants/{person_id}", headers=ratna.headers)
    await client.get(f"/v1/registrations/{registration}", headers=ratna.headers)
    await client.post(f"/v1/participants/{person_id}/nik-readings", json=WHY, headers=ratna.headers)
    await client.get(f"/v1/participants/{person_id}", headers=other.headers)
    query = f"/v1/readings?actor_id={ratna.id}"
    seen = (await client.get(query, headers=auditor.headers)).json()["items"]
    assert [each["source"] for each in seen] == ["nik", "registration", "participant"]
    assert {each["person_id"] for each in seen} == {person_id}
    assert "phone" in seen[2]["fields"]
    totals = await client.get(f"/v1/readings/totals?person_id={person_id}", headers=auditor.headers)
    assert totals.json() == {"people": 1, "readings": 4}
    none = await client.get(f"/v1/readings/totals?person_id={person_id}&until=2026-01-01T00:00:00Z",
                            headers=auditor.headers)  # fmt: skip
    assert none.json() == {"people": 0, "readings": 0}
    assert (await client.get(query, headers=elsewhere.headers)).json()["items"] == []
    assert (await client.get(query, headers=ratna.headers)).status_code == 403


async def test_a_reading_cannot_be_changed(db: AsyncSession) -> None:
    """Nor removed within five years: see test_erasures."""
    with pytest.raises(DBAPIError, match="permission denied"):
        await db.execute(text("UPDATE personal_reads SET source = 'x'"))
