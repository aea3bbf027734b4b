"""Officers' decisions: versions, reasons, scope, and bulk results row by row."""

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories


async def rows_of(client: AsyncClient, who: factories.TestOfficer, session_id: object) -> list[dict]:
    return (await client.get(f"/v1/registrations?session={session_id}", headers=who.headers)).json()["items"]


async def test_accepting_raises_the_version_and_says_who(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    row = (await rows_of(client, officer, session.id))[0]
    accepted = await factories.move(client, officer, row["id"], "accept")
    assert (accepted.status_code, accepted.json()["status"], accepted.headers["etag"]) == (200, "confirmed", '"2"')
    history = (await client.get(f"/v1/registrations/{row['id']}/history", headers=officer.headers)).json()["items"]
    assert (history[0]["name"], history[0]["actor"]["kind"], history[0]["before"], history[0]["after"]) == (
        "registration.accepted", "officer", "pending_review", "confirmed",
    )  # fmt: skip


async def test_a_stale_version_is_412_and_a_missing_one_428(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    row = (await rows_of(client, officer, session.id))[0]
    stale = await factories.move(client, officer, row["id"], "accept", version=7)
    path = f"/v1/registrations/{row['id']}/transitions"
    missing = await client.post(path, json={"action": "accept"}, headers=officer.headers)
    assert (stale.status_code, missing.status_code) == (412, 428)
    assert (await rows_of(client, officer, session.id))[0]["status"] == "pending_review"


async def test_a_rejection_needs_a_reason(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    row = (await rows_of(client, officer, session.id))[0]
    bare = await factories.move(client, officer, row["id"], "reject")
    reasoned = await factories.move(client, officer, row["id"], "reject", reason="Bukan usaha industri")
    assert (bare.json()["code"], reasoned.json()["status"]) == ("reason_required", "rejected")


async def test_the_wrong_step_is_refused_and_changes_nothing(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    row = (await rows_of(client, officer, session.id))[0]
    await factories.move(client, officer, row["id"], "accept")
    again = await factories.move(client, officer, row["id"], "accept", version=2)
    system = await factories.move(client, officer, row["id"], "complete", version=2)
    assert (again.json()["code"], system.json()["code"]) == ("wrong_step", "unknown_action")


async def test_bulk_tells_the_truth_for_each_row(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    elsewhere = await factories.session(db, factories.BANYUASIN)
    for target in (session, session, elsewhere):
        district = target.district_code
        await factories.register(client, factories.registration(target.id, district=district))
    first, second = await rows_of(client, officer, session.id)
    budi = await factories.officer(db, vault, region=factories.BANYUASIN)
    foreign = (await rows_of(client, budi, elsewhere.id))[0]
    items = [
        {"id": first["id"], "version": 1},
        {"id": second["id"], "version": 9},
        {"id": foreign["id"], "version": 1},
    ]
    answer = await client.post(
        "/v1/registrations/transitions", json={"action": "accept", "items": items}, headers=officer.headers
    )
    results = answer.json()["results"]
    assert [(each["outcome"], each["code"]) for each in results] == [
        ("done", None), ("skipped", "stale_version"), ("skipped", "registration_not_found"),
    ]  # fmt: skip
    assert results[2]["name"] is None
    assert [each["status"] for each in await rows_of(client, officer, session.id)] == ["confirmed", "pending_review"]


async def test_many_are_asked_to_correct_the_same(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    for _ in range(2):
        await factories.register(client, factories.registration(session.id))
    items = [{"id": row["id"], "version": 1} for row in await rows_of(client, officer, session.id)]
    body = {"action": "return", "reason": "Nomor ponsel tidak aktif.", "items": items}
    for fields, outcome in (([], "skipped"), (["phone"], "done")):
        path = "/v1/registrations/transitions"
        answer = await client.post(path, json=body | {"fields": fields}, headers=officer.headers)
        assert [each["outcome"] for each in answer.json()["results"]] == [outcome] * 2
    detail = (await client.get(f"/v1/registrations/{items[0]['id']}", headers=officer.headers)).json()
    assert (detail["status"], detail["return_fields"]) == ("returned", ["phone"])


async def test_an_auditor_reads_and_decides_nothing(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    auditor = await factories.officer(db, vault, Role.AUDITOR, "16")
    await factories.register(client, factories.registration(session.id))
    row = (await rows_of(client, auditor, session.id))[0]
    detail = (await client.get(f"/v1/registrations/{row['id']}", headers=auditor.headers)).json()
    assert detail["available_actions"] == []
    assert (await factories.move(client, auditor, row["id"], "accept")).status_code == 403


async def test_search_finds_by_name_number_and_last_digits(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    body = factories.registration(session.id, name="Nyimas Halimah")
    receipt = (await factories.register(client, body)).json()
    await factories.register(client, factories.registration(session.id))
    for words in ("halim", receipt["number"].lower(), body["nik"][-4:], "Nyimas"):
        found = (await client.get("/v1/registrations", params={"q": words}, headers=officer.headers)).json()["items"]
        assert [each["name"] for each in found] == ["Nyimas Halimah"], words
    nothing = await client.get("/v1/registrations", params={"q": "100%_\x00"}, headers=officer.headers)
    assert nothing.json()["items"] == []


async def test_pages_follow_each_other_without_gaps(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    for _ in range(5):
        await factories.register(client, factories.registration(session.id))
    seen, cursor = [], ""
    while cursor is not None:
        params = {"session": str(session.id), "limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/v1/registrations", params=params, headers=officer.headers)).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert (len(seen), seen) == (5, sorted(set(seen)))


async def test_an_officer_among_the_participants_is_flagged_and_not_accepted_without_a_word(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session, officer = await factories.session(db, moderated=False), await factories.officer(db, vault)
    colleague = await factories.officer(db, vault)
    told = await factories.register(client, factories.registration(session.id, email=colleague.email.upper()))
    assert told.json()["status"] == "confirmed", "whether somebody is an officer is no stranger's business"
    (row,) = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    assert row["status"] == "pending_review"
    assert [each["code"] for each in row["warnings"]] == ["staff"]
    refused = await factories.move(client, officer, row["id"], "accept")
    assert refused.json()["code"] == "overrule_needs_reason"
    accepted = await factories.move(client, officer, row["id"], "accept", reason="Ikut sebagai pendamping.")
    assert accepted.status_code == 200, accepted.text
