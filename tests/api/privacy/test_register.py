"""house.md 3.5: every column of a table with a person in it says what it is, and erasing does what it says."""

import re
from datetime import date
from typing import Any

from httpx import AsyncClient
from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from bimtek_api.core.crypto import Vault
from bimtek_api.core.personal import Erasure, Kind, uses
from bimtek_api.privacy import register, statements
from tests import factories
from tests.api.participants.test_erasures import ask, decide, everything, registered
from tests.api.privacy.person import PLANTED, fill


def test_every_column_of_a_table_with_a_person_in_it_says_what_it_is() -> None:
    assert register.silent() == []
    assert {line.table for line in register.lines()} > {"participants", "registrations", "complaints", "signatures"}


def test_a_column_that_says_nothing_is_found() -> None:
    """The test above is worth what it finds."""
    told = {f"{line.table}.{line.column}" for line in register.lines()}
    columns = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname in register.PEOPLE for key in column.foreign_keys)
    }
    assert len(columns) > 100
    assert columns <= told


def test_what_is_kept_of_a_person_has_a_reason() -> None:
    groundless = [
        f"{line.table}.{line.column}"
        for line in register.lines()
        if line.use.erasure is Erasure.KEEP and line.use.kind is not Kind.NONE and not line.use.why
    ]
    assert groundless == []


def test_the_night_runs_the_rules_the_register_names_and_no_others() -> None:
    assert {line.retention for line in register.lines()} - {""} == set(statements.too_old())


async def rows(db: AsyncSession, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in (await db.execute(text(f"SELECT * FROM {table.name}"))).mappings()]


def expected(erasure: Erasure, before: dict[str, Any], name: str) -> Any:
    """What the register promises, said a second time and otherwise."""
    match erasure:
        case Erasure.KEEP:
            return before[name]
        case Erasure.MARK:
            return "(dihapus)"
        case Erasure.YEAR:
            return date(1988, 1, 1)
        case Erasure.DISTRICT:
            return before.get("home_district_code", before["district_code"])
        case Erasure.OWN_ID if "queue_no" in before:
            return before["id"].bytes
    return None


async def test_erasing_leaves_of_a_fully_filled_person_what_the_register_says(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """house.md 5: erasing that forgets `equipment_note`, or any column there will be, is found here."""
    two = [await factories.present(db, vault) for _ in range(2)]
    _, person = await registered(client, db)
    registration = str((await db.execute(text("SELECT id FROM registrations"))).scalar_one())
    models = register.forgettable()
    for number, model in enumerate(models):
        await fill(db, model, person, registration, number)
    before = {register.table_of(model).name: await rows(db, register.table_of(model)) for model in models}
    planted = PLANTED.findall(await everything(db))
    assert {bool(each) for each in planted} == {False, True}  # texts, and bytes
    asked = await ask(client, two[0], person)
    assert asked.status_code == 201, asked.text
    answer = await decide(client, two[1], asked.json()["items"][0]["id"])
    assert answer.status_code == 200, answer.text
    wrong = []
    for model in models:
        table, said = register.table_of(model), uses(model)
        left = await rows(db, table)
        if any(use.erasure is Erasure.ROW for use in said.values()):
            wrong += [f"{table.name} still has rows"] if left else []
            continue
        old = next(row for row in before[table.name] if person in map(str, row.values()) or len(left) == 1)
        new = next(row for row in left if row.get("id", row.get("person_id")) == old.get("id", old.get("person_id")))
        wrong += [
            f"{table.name}.{name}: {new[name]!r}"
            for name, use in said.items()
            if (new[name] or None) != (expected(use.erasure, old, name) or None) and name != "version"
        ]
    assert wrong == []
    whole = await everything(db)
    assert [line for line in whole.splitlines() if PLANTED.search(line)] == []


def test_each_rule_of_the_night_writes_the_columns_that_name_it() -> None:
    """`earlier_phones` is emptied by a trigger of the database with the phone."""
    told: dict[str, set[str]] = {}
    for line in register.lines():
        told.setdefault(line.retention, set()).add(line.column)
    for rule, statement in statements.too_old().items():
        written = re.search(r" SET (.*?)(?: FROM [a-z_, ]+)?(?: WHERE .*)?$", " ".join(str(statement).split()))
        if written:
            columns = set(re.findall(r"(?:^|, )(\w+)=", written[1]))
            assert columns == told[rule] - {"earlier_phones"}, rule
