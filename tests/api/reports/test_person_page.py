"""C1: one page of one person, from the seat to the machine."""

from datetime import timedelta

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import money, office
from tests.api.sessions.enrolment.test_codes import asked, code_of


async def test_aid_through_her_group_stands_on_her_page(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    desk = await office.office(client, db, vault)
    case_id = await desk.decreed()
    case = await desk.case(case_id, "giver")
    line = case["lines"][0]["id"]
    handed = await desk.delivery(case_id, lines=[{"line_id": line, "serials": ["MESIN-0002", "MESIN-0001"]}])
    assert handed.status_code == 201, handed.text
    person = case["members"][0]["participant_id"]
    page = (await client.get(f"/v1/participants/{person}", headers=desk.proposer.headers)).json()
    (aid,) = page["aid"]
    assert (aid["number"], aid["role"], aid["decree_number"]) == (case["number"], "chair", case["decree"]["number"])
    assert aid["serials"] == ["MESIN-0001", "MESIN-0002"]


async def test_aid_before_or_after_her_time_or_elsewhere_is_not_hers(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case_id = (await desk.submit()).json()["id"]
    person = (await desk.case(case_id))["members"][-1]["participant_id"]
    path = f"/v1/participants/{person}"
    stranger = await factories.officer(db, vault, region="32.73")
    assert (await client.get(path, headers=stranger.headers)).status_code == 404
    assert len((await client.get(path, headers=desk.proposer.headers)).json()["aid"]) == 1
    before = timedelta(days=10)
    for statement in (
        f"UPDATE group_members SET valid_to = current_date - {before.days} WHERE person_id = '{person}'",
        f"UPDATE group_members SET valid_to = NULL, valid_from = current_date + {before.days}"
        f" WHERE person_id = '{person}'",
    ):
        await factories.by_hand(db, statement)
        assert (await client.get(path, headers=desk.proposer.headers)).json()["aid"] == []


async def test_she_reads_the_aid_of_her_group_by_the_code_to_her_own_address(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case_id = await desk.decreed()
    case = await desk.case(case_id, "giver")
    handed = {"line_id": case["lines"][0]["id"], "serials": ["MESIN-0002", "MESIN-0001"]}
    assert (await desk.delivery(case_id, lines=[handed])).status_code == 201
    person = case["members"][0]["participant_id"]
    number = (
        await db.execute(text("SELECT number FROM registrations WHERE person_id = :p"), {"p": person})
    ).scalar_one()
    await db.execute(text("UPDATE registrations SET email = 'ketua@uji.id' WHERE person_id = :p"), {"p": person})
    await factories.corrected(db, "participants", person, email="ketua@uji.id")
    page = await opened(client, db, vault, number)
    assert [(each["number"], each["serials"]) for each in page["aid"]] == [
        (case["number"], ["MESIN-0001", "MESIN-0002"])
    ]
    await db.execute(text("UPDATE receipt_codes SET created_at = created_at - interval '2 hours'"))
    await factories.corrected(db, "participants", person, email="lain@uji.id")
    page = await opened(client, db, vault, number)
    assert (len(page["items"]), page["aid"]) == (1, []), "another address than the one on her record opens no aid"


async def opened(client: AsyncClient, db: AsyncSession, vault: Vault, number: str) -> dict:
    await asked(client, number)
    given = {"number": number, "code": await code_of(db, vault)}
    return (await client.post("/v1/receipts/openings", json=given)).json()


async def test_an_early_morning_application_counts_by_the_local_day(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """03.00 WIB is still yesterday in UTC: a group recorded that morning had asked for nothing, said the page."""
    desk = await office.office(client, db, vault)
    case_id = (await desk.submit()).json()["id"]
    person = (await desk.case(case_id))["members"][-1]["participant_id"]
    early = "UPDATE applications SET created_at = '2026-11-25T20:00Z' WHERE id = "
    await factories.by_hand(db, f"{early}'{case_id}'")
    joined = "UPDATE group_members SET valid_from = '2026-11-26' WHERE person_id = "
    await factories.by_hand(db, f"{joined}'{person}'")
    page = await client.get(f"/v1/participants/{person}", headers=desk.proposer.headers)
    assert len(page.json()["aid"]) == 1


async def test_machines_and_their_state_stand_on_her_page(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    case = await desk.case(await desk.decreed(), "giver")
    handed = {"line_id": case["lines"][0]["id"], "serials": ["MESIN-0002", "MESIN-0001"]}
    assert (await desk.delivery(case["id"], lines=[handed])).status_code == 201
    page = await client.get(f"/v1/participants/{case['members'][0]['participant_id']}", headers=desk.giver.headers)
    found = [(each["serial"], each["status"], each["title_on"]) for each in page.json()["machines"]]
    assert found == [("MESIN-0001", "installed", None), ("MESIN-0002", "installed", None)]


async def test_the_money_of_her_group_stands_on_her_page(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    treasury = await money.treasury(db, vault, await office.office(client, db, vault))
    assert (await treasury.account()).status_code == 201
    await treasury.paid()
    desk = treasury.desk
    member = (await desk.case(treasury.case))["members"][0]["participant_id"]
    page = (await client.get(f"/v1/participants/{member}", headers=desk.proposer.headers)).json()
    tranche = await treasury.tranche()
    (paid,) = page["payments"]
    assert (paid["kind"], paid["status"]) == ("tranche", "paid")
    assert paid["amount_rupiah"] == tranche["amount_rupiah"]


async def test_days_and_what_may_be_hers_stand_on_her_page(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """C1: who came on which day, and what was sent under her NIK that nobody has said is hers."""
    session, officer = await factories.session(db, moderated=False), await factories.officer(db, vault)
    other = await factories.session(db, moderated=False)
    body = factories.registration(session.id)
    await factories.register(client, body)
    await factories.register(client, body | {"session_id": str(other.id), "name": "Orang Lain"})
    rows = (await client.get("/v1/registrations", headers=officer.headers)).json()["items"]
    hers = next(each for each in rows if each["participant_id"])
    page = (await client.get(f"/v1/participants/{hers['participant_id']}", headers=officer.headers)).json()
    (trained,) = page["registrations"]
    assert len(trained["days"]) == trained["total_days"] > 0
    assert {each["mark"] for each in trained["days"]} == {None}
    assert [each["name"] for each in page["unbound"]] == ["Orang Lain"]
    stranger = await factories.officer(db, vault, region="32.73")
    assert (
        await client.get(f"/v1/participants/{hers['participant_id']}", headers=stranger.headers)
    ).status_code == 404
