"""house.md 3.5: what the register says of the own copy and of exports is what stands in them."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from bimtek_api.core.crypto import Vault
from bimtek_api.core.personal import Export, copied, uses
from bimtek_api.events.access_log import PersonalRead
from bimtek_api.participants.groups.models import GroupMember
from bimtek_api.participants.people.models import Participant
from bimtek_api.privacy import register
from bimtek_api.reports.person_page.schemas import ConsentCopy, Entry, Membership, OwnCopy, Reader, SelfCopy
from bimtek_api.sessions.enrolment.consents.models import Consent
from bimtek_api.sessions.enrolment.registrations.models import Registration
from tests import factories
from tests.api.participants.test_erasures import registered
from tests.api.privacy.person import NEEDLE, fill

PLACES = {"home_district_code": "district", "district_code": "district", "subdistrict_code": "subdistrict",
          "village_code": "village"}  # fmt: skip
# Where a table's columns stand in a copy: the shape of one of its rows. Others stand in an entry's `results`.
SHAPES: dict[type[SQLModel], Any] = {
    Registration: Entry, Consent: ConsentCopy, PersonalRead: Reader, GroupMember: Membership, Participant: OwnCopy,
}  # fmt: skip
NUMBERS = {"nik_last4", "family_last4"}  # of the identity, on the record


def test_every_column_of_the_copy_has_its_place_in_it() -> None:
    missing = [
        f"{register.table_of(model).name}.{name}"
        for model, shape in SHAPES.items()
        for name in copied(model)
        if PLACES.get(name, name) not in shape.model_fields
    ]
    assert missing == []
    assert set(OwnCopy.model_fields) >= NUMBERS
    assert {"record", "entries", "memberships", "readings", "aid"} == set(SelfCopy.model_fields)


async def whole(client: AsyncClient, db: AsyncSession) -> tuple[str, str]:
    """A person filled in everywhere: her id and her registration's."""
    _, person = await registered(client, db)
    registration = str((await db.execute(text("SELECT id FROM registrations"))).scalar_one())
    for number, model in enumerate(register.forgettable()):
        await fill(db, model, person, registration, number)
    return person, registration


async def kept(db: AsyncSession, table: str) -> dict[str, Any]:
    found = await db.execute(text(f"SELECT to_jsonb(t) FROM {table} t LIMIT 1"))
    return found.scalar_one()


async def test_her_copy_has_what_every_row_of_hers_says(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer, _other = [await factories.present(db, vault) for _ in range(2)]
    person, _ = await whole(client, db)
    score = f"SELECT id, 'pre', 87, '{officer.id}' FROM registrations"
    await factories.by_hand(db, f"INSERT INTO test_scores (registration_id, kind, score, recorded_by) {score}")
    answer = await client.get(f"/v1/participants/{person}/copy", headers=officer.headers)
    assert answer.status_code == 200, answer.text
    entry = answer.json()["entries"][0]
    sent = await kept(db, "registrations")
    for name in copied(Registration):
        assert name in PLACES or entry[name] == sent[name], name
    tables = {name: await kept(db, name) for name in entry["results"]}
    assert set(tables) == {"attendance", "certificates", "evaluations", "test_scores"}
    models = {register.table_of(model).name: model for model in register.models()}
    for table, row in tables.items():
        shown = entry["results"][table][0]
        assert set(shown) == set(copied(models[table])), table
        assert [str(shown[name])[:19] for name in shown] == [str(row[name])[:19] for name in shown]
    secrets = [name for name, use in uses(Registration).items() if use.secret]
    assert secrets == ["nik_index", "nik_sealed"]
    assert not [name for name in secrets if name in entry]


async def test_no_table_about_a_registration_is_left_out_of_the_copy() -> None:
    told = {"attendance", "certificates", "evaluations", "test_scores", "registrations", "consents"}
    about = {
        register.table_of(model).name
        for model in register.models()
        if copied(model) and any("registrations.id" in str(key.target_fullname)
                                 for column in register.table_of(model).columns for key in column.foreign_keys)
    }  # fmt: skip
    assert about - told == set()


async def test_a_file_shows_what_the_register_lets_out_and_nothing_else(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    officer, _other = [await factories.present(db, vault) for _ in range(2)]
    await whole(client, db)
    answer = await client.get("/v1/exports/registrations", params={"format": "csv"}, headers=officer.headers)
    assert answer.status_code == 200
    row = await kept(db, "registrations")
    for name, use in uses(Registration).items():
        if NEEDLE not in str(row[name]) or name == "answers":  # by their questions, in a session's own file
            continue
        assert (str(row[name]) in answer.text) == (use.export is not Export.NO), name
    assert "••••••••••••" + row["nik_last4"] in answer.text
    village = await db.execute(text("SELECT name FROM regions WHERE code = :code"), {"code": row["village_code"]})
    assert village.scalar_one() not in answer.text
