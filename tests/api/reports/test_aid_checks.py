"""C71: whether somebody has aid elsewhere: yes or no and whose office, for a reason, few times, on record."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office

WHY = "Calon anggota kelompok baru di daerah kami."
NO_AID: dict[str, Any] = {"has_aid": False, "offices": []}


async def ask(client: AsyncClient, who: factories.TestOfficer, nik: str, reason: str = WHY) -> Response:
    return await client.post("/v1/aid-checks", json={"nik": nik, "reason": reason}, headers=who.headers)


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def neighbour(db: AsyncSession, vault: Vault) -> factories.TestOfficer:
    return await factories.officer(db, vault, Role.DISTRICT_OFFICER, factories.BANYUASIN)


async def nik_of_member(desk: Office, db: AsyncSession, vault: Vault, case: str) -> tuple[str, str]:
    member = (await desk.case(case))["members"][0]["participant_id"]
    query = text("SELECT nik_sealed FROM identities WHERE id = :id")
    return vault.unseal((await db.execute(query, {"id": member})).scalar_one()), member


async def test_a_neighbour_learns_that_there_is_aid_and_where_and_nothing_else(
    client: AsyncClient, db: AsyncSession, vault: Vault, desk: Office, neighbour: factories.TestOfficer
) -> None:
    case = await desk.decreed()
    nik, member = await nik_of_member(desk, db, vault, case)
    answer = await ask(client, neighbour, nik)
    assert answer.json() == {
        "has_aid": True, "offices": [{"code": factories.PALEMBANG, "name": "Kota Palembang"}],
    }  # fmt: skip
    assert (await client.get(f"/v1/participants/{member}", headers=neighbour.headers)).status_code == 404
    kept = await db.execute(
        text("SELECT reason, actor_name, data FROM events WHERE name = 'participant.aid_checked'")
    )
    (event,) = kept.all()
    assert (event.reason, event.data["has_aid"]) == (WHY, True)
    assert nik not in str(event)
    reads = await db.execute(
        text("SELECT source, fields, district_code FROM personal_reads WHERE source = 'aid_check'")
    )
    assert [tuple(each) for each in reads] == [("aid_check", ["aid"], factories.PALEMBANG)]


async def test_running_cases_count_and_ended_ones_do_not(
    client: AsyncClient, db: AsyncSession, vault: Vault, desk: Office, neighbour: factories.TestOfficer
) -> None:
    case = (await desk.submit()).json()["id"]
    nik, _member = await nik_of_member(desk, db, vault, case)
    assert (await ask(client, neighbour, nik)).json() == NO_AID, "anybody may ask; it holds from the desk on"
    await desk.check(case)
    assert (await ask(client, neighbour, nik)).json()["has_aid"] is True
    await factories.by_hand(db, "UPDATE aid_claims SET released = true")
    assert (await ask(client, neighbour, nik)).json() == NO_AID


@pytest.mark.parametrize(("years", "counts"), [(4, True), (6, False)])
async def test_aid_from_before_the_system_counts_by_the_number_alone(
    client: AsyncClient, db: AsyncSession, vault: Vault, neighbour: factories.TestOfficer, years: int, counts: bool
) -> None:
    """Imported lists name people who never registered here."""
    nik = "9971994409887077"
    await db.execute(
        text(
            "WITH made AS (INSERT INTO aid_records (source, district_code, granted_on, programme_name, package_name,"
            " recipient, amount_rupiah) VALUES ('import', '16.71', current_date - make_interval(years => :years),"
            " 'IKM', 'Mesin', 'KUB', 1) RETURNING id) INSERT INTO aid_record_keys (record_id, kind, value)"
            " SELECT id, 'nik', :index FROM made"
        ),
        {"years": years, "index": vault.blind_index(nik).hex()},
    )
    assert (await ask(client, neighbour, nik)).json()["has_aid"] is counts


async def test_an_unknown_number_answers_alike_and_is_on_record_too(
    client: AsyncClient, db: AsyncSession, neighbour: factories.TestOfficer
) -> None:
    assert (await ask(client, neighbour, "9971994409887078")).json() == NO_AID
    assert (await ask(client, neighbour, "9971994409887078", "x")).json()["errors"][0]["pointer"] == "/reason"
    wrong = await ask(client, neighbour, "12")
    assert wrong.json()["errors"][0]["pointer"] == "/nik"
    names = await db.execute(text("SELECT count(*) FROM events WHERE name = 'participant.aid_checked'"))
    assert names.scalar_one() == 1


async def test_thirty_an_hour_for_each_officer(
    client: AsyncClient, db: AsyncSession, vault: Vault, neighbour: factories.TestOfficer
) -> None:
    told = [(await ask(client, neighbour, "9971994409887079")).status_code for _ in range(31)]
    assert told == [200] * 30 + [429]
    other = await factories.officer(db, vault, Role.DESK_VERIFIER, factories.PALEMBANG)
    assert (await ask(client, other, "9971994409887079")).status_code == 200
    approver = await factories.officer(db, vault, Role.APPROVER, factories.PALEMBANG)
    assert (await ask(client, approver, "9971994409887079")).status_code == 403
