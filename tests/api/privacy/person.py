"""A person with something of hers in every column there is, made from the register."""

import re
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, JSON, Boolean, Column, Date, DateTime, Enum, LargeBinary, Numeric, Table, Uuid
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Integer
from sqlmodel import SQLModel

from bimtek_api.core.personal import Erasure, uses
from bimtek_api.privacy import register
from tests import factories

NEEDLE, LETTERS = "zq", "0123456789abcdefghijklmnopqrstuvwxyz"
# Whatever was planted, as text or as the digits of bytes; three times over, so that no cipher has it by chance.
PLANTED = re.compile(rf"\b{NEEDLE}[0-9a-z]{{2}}\b|({NEEDLE.encode().hex()}[0-9a-f]{{4}})\1\1")
OFFICERS = "(SELECT person_id FROM officers ORDER BY person_id LIMIT 1 OFFSET {})"
ONE, DECIDED = OFFICERS.format(0), OFFICERS.format(1)
# Where a row filled in everywhere would break a rule of its table.
CLOSED = {
    ("change_requests", "status"): "'rejected'", ("change_requests", "decided_by"): DECIDED,
    ("change_requests", "district_code"): "'16.71'",
    ("change_requests", "kind"): "'person'", ("change_requests", "made_by"): ONE,
    ("attendance_corrections", "status"): "'approved'", ("attendance_corrections", "decided_by"): DECIDED,
    ("attendance_corrections", "proposed_by"): ONE,
    ("certificates", "revoked_at"): "now()",
    ("attendance_corrections", "before"): "'absent'", ("attendance_corrections", "after"): "'present'",
}  # fmt: skip


def short(number: int) -> str:
    """Two letters: as much as the narrowest column holds beside the needle's two."""
    return "".join(LETTERS[part] for part in divmod(number, len(LETTERS)))


def literal(column: Column[Any], needle: str) -> str:
    """Something of hers, as SQL."""
    kinds: tuple[tuple[Any, str], ...] = (
        (Enum, f"'{column.type.enums[0]}'" if isinstance(column.type, Enum) else ""), (Uuid, "gen_random_uuid()"),
        (JSON, f"""'{{"a": "{needle}"}}'"""), (ARRAY, f"ARRAY['{needle}']"), (LargeBinary, f"'{needle * 3}'"),
        (Boolean, "false"), (Date, "'1988-09-04'"), (DateTime, "now()"), (Integer, "1"), (Numeric, "1"),
    )  # fmt: skip
    plain = getattr(column.type, "impl", column.type)
    return next((value for kind, value in kinds if isinstance(plain, kind)), f"'{needle}'")


def some(column: Column[Any]) -> str:
    """A row that is there already."""
    target = next(iter(column.foreign_keys)).column
    return f"(SELECT {target.name} FROM {target.table.name} LIMIT 1)"


def hangs_on(table: Table, name: str, person: str, registration: str) -> str | None:
    """The person or registration a column leads to."""
    targets = {key.target_fullname for key in table.columns[name].foreign_keys}
    return registration if "registrations.id" in targets else person if targets & register.PEOPLE else None


async def fill(db: AsyncSession, model: type[SQLModel], person: str, registration: str, number: int) -> None:
    """One row of hers with something in every column, or hers filled up."""
    table, said = register.table_of(model), uses(model)
    changed = [name for name, use in said.items() if use.erasure is not Erasure.KEEP]
    values: dict[str, str] = {}
    for position, column in enumerate(table.columns):
        needle = (NEEDLE if column.name in changed else "id") + short(number * 48 + position)
        own = hangs_on(table, column.name, person, registration)
        if (table.name, column.name) in CLOSED:
            values[column.name] = CLOSED[table.name, column.name]
        elif said[column.name].subject and own:
            values[column.name] = f"'{own}'"
        elif any(key.target_fullname == "files.id" for key in column.foreign_keys) and column.name in changed:
            values[column.name] = f"'{await file(db)}'"
        elif not column.foreign_keys and (not column.nullable or column.name in changed):
            values[column.name] = literal(column, needle)
        elif column.foreign_keys and not column.nullable:
            values[column.name] = some(column)
    if table.name in ("identities", "participants", "registrations"):
        row = "id" if table.name != "participants" else "person_id"
        key = registration if table.name == "registrations" else person
        wanted = {name: values[name] for name in changed if name in values and not table.columns[name].foreign_keys}
        sets = ", ".join(f"{name} = {value}" for name, value in wanted.items())
        await factories.by_hand(db, f"UPDATE {table.name} SET {sets} WHERE {row} = '{key}'")
        return
    await factories.by_hand(db, f"DELETE FROM {table.name}")
    await factories.by_hand(
        db, f"INSERT INTO {table.name} ({', '.join(values)}) VALUES ({', '.join(values.values())})"
    )


async def file(db: AsyncSession) -> UUID:
    made = uuid4()
    columns = "(id, kind, media_type, sha256, size, name, district_code)"
    values = f"('{made}', 'photo', 'image/jpeg', '{made.hex}', 1, '{NEEDLE}ff', '16.71')"
    await factories.by_hand(db, f"INSERT INTO files {columns} VALUES {values}")
    return made
