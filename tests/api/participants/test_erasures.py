"""Being forgotten: two officers, no way back, statistics stay; and what is too old goes by itself."""

from pathlib import Path
from typing import Any

import orjson
import psycopg
import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.models import METADATA
from bimtek_api.files.errors import UnknownFile
from bimtek_api.privacy import service
from tests import database, factories
from tests.api.grants import office
from tests.conftest import environment_for
from tests.servers import command

WHY = {"reason": "Permintaan tertulis 1 November 2026."}

DONE = """
WITH i AS (INSERT INTO identities DEFAULT VALUES RETURNING id)
INSERT INTO erasures (person_id, district_code, reason, requested_by, decided_by, decided_at, approved, erased_at)
SELECT %s, '16.71', 'x', %s, i.id, now(), true, now() FROM i
"""


@pytest.fixture
async def two(db: AsyncSession, vault: Vault) -> list[factories.TestOfficer]:
    made = [await factories.officer(db, vault) for _ in range(2)]
    for each in made:
        await office.step_up(db, each)
    return made


async def registered(client: AsyncClient, db: AsyncSession, status: str = "rejected") -> tuple[dict[str, Any], str]:
    """Somebody whose registration ended, and her id."""
    session = await factories.session(db)
    body = factories.registration(session.id, email="sumarni@uji.id", equipment_note="Mesin milik Bu Marni")
    await factories.register(client, body)
    await factories.by_hand(db, f"UPDATE registrations SET status = '{status}' WHERE session_id = '{session.id}'")
    found = await db.execute(text("SELECT person_id FROM registrations WHERE session_id = :id"), {"id": session.id})
    return body, str(found.scalar_one())


async def ask(client: AsyncClient, who: factories.TestOfficer, person_id: str) -> Response:
    headers = who.headers | factories.once()
    return await client.post(f"/v1/participants/{person_id}/erasures", json=WHY, headers=headers)


async def decide(client: AsyncClient, who: factories.TestOfficer, erasure: str, *, approve: bool = True) -> Response:
    return await client.post(f"/v1/erasures/{erasure}/decisions", json={"approve": approve}, headers=who.headers)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def everything(db: AsyncSession) -> str:
    """Every row of every table of ours, as text."""
    names = [table.name for table in METADATA.sorted_tables]
    rows = [(await db.execute(text(f'SELECT t::text FROM "{name}" t'))).scalars().all() for name in names]
    return "\n".join(row for found in rows for row in found)


async def test_two_officers_erase_and_nothing_names_her_any_more(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer], vault: Vault
) -> None:
    body, person_id = await registered(client, db)
    name, phone = body["name"], "+62" + body["phone"][1:]
    index = vault.blind_index(body["nik"]).hex()
    before = await everything(db)
    assert all(mark in before for mark in (name, phone, "sumarni@uji.id", index, "Jahit Uji", "Bu Marni"))
    asked = await ask(client, two[0], person_id)
    assert asked.status_code == 201, asked.text
    erasure = asked.json()["items"][0]["id"]
    assert code(await decide(client, two[0], erasure)) == (409, "another_decides")
    waits = (await client.get("/v1/inbox", headers=two[1].headers)).json()["items"]
    assert [(each["kind"], each["count"]) for each in waits] == [("erasures_to_decide", 1)]
    assert (await decide(client, two[1], erasure)).json()["items"] == []
    after = await everything(db)
    marks = (name, phone, "sumarni@uji.id", index, "Jahit Uji", "Bu Marni", "1988-09-04")
    assert [mark for mark in marks if mark in after] == []
    row = (await db.execute(text("SELECT district_code, trade, sex, birth_date::text FROM participants"))).one()
    assert tuple(row) == ("16.71", "garment", "female", "1988-01-01")
    again = await factories.register(client, body | {"session_id": str((await factories.session(db)).id)})
    assert again.status_code == 201, "she may come back as somebody new"


async def test_money_and_running_training_stand_in_the_way(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer], vault: Vault
) -> None:
    _, person_id = await registered(client, db, "confirmed")
    assert code(await ask(client, two[0], person_id)) == (409, "still_taking_part")
    desk = await office.office(client, db, vault)
    free = str((await db.execute(text("SELECT person_id FROM group_members LIMIT 1"))).scalar_one())
    await factories.by_hand(db, f"UPDATE registrations SET status = 'completed' WHERE person_id = '{free}'")
    assert code(await ask(client, two[0], free)) == (409, "still_member")
    case = await desk.case((await desk.submit()).json()["id"])
    member = case["members"][0]["participant_id"]
    await factories.by_hand(db, f"UPDATE registrations SET status = 'completed' WHERE person_id = '{member}'")
    assert code(await ask(client, two[0], member)) == (409, "aid_kept")


async def test_her_number_in_a_registration_nobody_looked_at_stands_in_the_way(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    """Another name with her number waits for an officer: it was neither erased nor a reason to wait."""
    body, person_id = await registered(client, db)
    other = {
        "session_id": str((await factories.session(db)).id),
        "name": "Orang Lain Sekali",
        "phone": "081299887766",
    }
    assert (await factories.register(client, body | other)).status_code == 201
    unbound = "SELECT count(*) FROM registrations WHERE person_id IS NULL AND status IN ('pending_review', 'held')"
    assert (await db.execute(text(unbound))).scalar_one() == 1
    assert code(await ask(client, two[0], person_id)) == (409, "still_taking_part")
    await factories.by_hand(db, "UPDATE registrations SET status = 'rejected' WHERE person_id IS NULL")
    assert (await ask(client, two[0], person_id)).status_code == 201


async def test_who_sold_or_acted_keeps_her_number(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    """Erased, the owner of a supplier was compared with nobody: her next case could buy from her."""
    _, person_id = await registered(client, db)
    supplier = (
        "INSERT INTO suppliers (nib, name, address, phone, owner_id, owner_name, bank, account_holder,"
        " account_sealed, account_index, account_last4)"
        f" VALUES ('81201', 'PT', 'x', 'x', '{person_id}', 'N', 'B', 'H', 'x', 'x', '0000')"
    )
    await factories.by_hand(db, supplier)
    assert code(await ask(client, two[0], person_id)) == (409, "acts_kept")
    await factories.by_hand(db, "DELETE FROM suppliers")
    duty = (
        "INSERT INTO case_duties (case_id, person_id, human_id, duty_group, declared_free)"
        f" VALUES (gen_random_uuid(), '{person_id}', '{person_id}', 'buy', true)"
    )
    await factories.by_hand(db, duty)
    assert code(await ask(client, two[0], person_id)) == (409, "acts_kept")


async def test_a_refusal_erases_nothing_and_strangers_see_nothing(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer], vault: Vault
) -> None:
    body, person_id = await registered(client, db)
    erasure = (await ask(client, two[0], person_id)).json()["items"][0]["id"]
    assert code(await ask(client, two[1], person_id)) == (409, "erasure_asked")
    stranger = await factories.officer(db, vault, Role.DISTRICT_OFFICER, "32.73")
    await office.step_up(db, stranger)
    assert (await client.get("/v1/erasures", headers=stranger.headers)).json()["items"] == []
    assert code(await decide(client, stranger, erasure)) == (404, "erasure_not_found")
    await decide(client, two[1], erasure, approve=False)
    assert body["name"] in await everything(db)
    assert code(await decide(client, two[1], erasure)) == (409, "erasure_decided")


async def test_she_gets_a_copy_with_everyone_who_looked(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    body, person_id = await registered(client, db)
    await client.get(f"/v1/participants/{person_id}", headers=two[1].headers)
    copy = (await client.get(f"/v1/participants/{person_id}/copy", headers=two[0].headers)).json()
    assert (copy["name"], len(copy["registrations"])) == (body["name"], 1)
    assert [each["source"] for each in copy["readings"]] == ["participant"]
    assert body["nik"] not in str(copy)


async def test_what_is_too_old_goes_by_night_and_the_rest_stays(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer], at: Any
) -> None:
    await registered(client, db)
    kept, _ = await registered(client, db, "completed")
    assert set((await service.retain(db)).values()) == {0}
    now = (await db.execute(text("SELECT bimtek_now() + interval '761 days'"))).scalar_one()
    await at(now.isoformat())
    touched = await service.retain(db)
    assert touched["never_served_2_years"] == 1
    assert touched["logins_90_days"] >= 2
    names = (await db.execute(text("SELECT name FROM registrations ORDER BY id"))).scalars().all()
    assert list(names) == ["(dihapus)", kept["name"]]
    assert (await service.retain(db))["never_served_2_years"] == 0
    runs = await db.execute(text("SELECT count(*) FROM retention_runs WHERE rule = 'never_served_2_years'"))
    assert runs.scalar_one() == 3


async def test_a_restored_backup_forgets_her_again(own: Database, private_database: str, tmp_path: Path) -> None:
    backup, tombstones = f"{private_database}_old", tmp_path / "penghapusan.jsonl"
    address = f"{database.cluster().owner}/{private_database}"
    with psycopg.connect(f"{database.cluster().admin}/{private_database}", autocommit=True) as admin:
        made = admin.execute("INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES ('x', 'y', '0001')"
                             " RETURNING id").fetchone()  # fmt: skip
    assert made
    await own.close()
    database.cluster().copy(backup, private_database)
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(DONE, (made[0], made[0]))
    command("tombstones", environment_for(private_database), "write", str(tombstones))
    assert [orjson.loads(line)["person_id"] for line in tombstones.read_bytes().splitlines()] == [str(made[0])]
    try:
        command("tombstones", environment_for(backup), "replay", str(tombstones))
        with psycopg.connect(f"{database.cluster().owner}/{backup}") as owner:
            left = owner.execute("SELECT nik_index, nik_last4 FROM identities WHERE id = %s", made).fetchone()
        assert left == (None, None)
    finally:
        database.cluster().drop(backup)


async def test_readings_stay_five_years_and_then_go(
    client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer], at: Any
) -> None:
    _body, person_id = await registered(client, db)
    await client.get(f"/v1/participants/{person_id}", headers=two[0].headers)
    for change in ("DELETE FROM personal_reads", "UPDATE personal_reads SET source = 'x'"):
        with pytest.raises(DBAPIError):
            async with db.begin_nested():
                await db.execute(text(change))
    now = (await db.execute(text("SELECT bimtek_now() + interval '5 years 1 day'"))).scalar_one()
    await at(now.isoformat())
    assert (await service.retain(db))["readings_5_years"] == 1
    assert (await service.retain(db))["readings_5_years"] == 0


async def test_erasing_removes_the_bytes_of_refused_uploads_too(
    app: FastAPI, client: AsyncClient, db: AsyncSession, two: list[factories.TestOfficer]
) -> None:
    """integrity.md 8: bytes that no row names, a refused photo of hers perhaps, lay where nobody found them."""
    store = app.state.store
    orphan = await store.write(b"foto yang ditolak")
    _, person_id = await registered(client, db)
    erasure = (await ask(client, two[0], person_id)).json()["items"][0]["id"]
    assert (await decide(client, two[1], erasure)).status_code == 200
    with pytest.raises(UnknownFile):
        await store.read(orphan)
