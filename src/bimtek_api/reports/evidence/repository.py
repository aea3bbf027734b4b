"""Everything that hangs on one case, found by the foreign keys themselves: a table added later comes along."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Row, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.models import METADATA
from bimtek_api.events.models import Event
from bimtek_api.events.sealer import EventSeal
from bimtek_api.files.models import StoredFile

# Rows these name come along although they belong to several cases.
PARENTS = (("decree_lines", "decree_id", "decrees"), ("order_lines", "order_id", "orders"))
APART = {"events", "files"}  # told by themselves
Rows = dict[str, list[dict[str, Any]]]


def shown(table: Table) -> list[Column]:
    """Columns an auditor may take along: nothing sealed, no index of a number."""
    return [each for each in table.columns if not isinstance(each.type, LargeBinary)]


def links() -> list[tuple[Table, Column, Column]]:
    """(child table, its column, the column it names) for keys that name one row."""
    found = []
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            if table.name not in APART and key.column.table.name not in APART and key.parent is not None:
                found.append((table, key.parent, key.column))
    return found


async def rows_where(db: AsyncSession, table: Table, column: Column, values: set[Any]) -> list[dict[str, Any]]:
    query = select(*shown(table)).where(column.in_(values)).order_by(*table.primary_key.columns)
    return [dict(row) for row in (await db.execute(query)).mappings()]


async def rows_of(db: AsyncSession, case_id: UUID) -> Rows:
    """The case's row and, round after round, every row that names one already found."""
    tables = METADATA.tables
    found: Rows = {
        "applications": await rows_where(db, tables["applications"], tables["applications"].c.id, {case_id})
    }
    seen = defaultdict(set, {"applications": {(case_id,)}})
    fresh = {"applications"}
    while fresh:
        grown: set[str] = set()
        for child, column, named in links():
            parent = named.table.name
            if parent in fresh and named.name in named.table.primary_key.columns:
                values = {row[named.name] for row in found.get(parent, [])}
                new = add(found, seen, child, await rows_where(db, child, column, values))
                grown |= {child.name} if new else set()
        fresh = grown
    for child_name, column_name, parent in PARENTS:
        values = {row[column_name] for row in found.get(child_name, [])}
        add(found, seen, tables[parent], await rows_where(db, tables[parent], tables[parent].c.id, values))
    return found


def add(found: Rows, seen: dict[str, set[tuple]], table: Table, rows: list[dict[str, Any]]) -> int:
    """Keeps the rows not met before; returns how many."""
    key = [column.name for column in table.primary_key.columns]
    new = [row for row in rows if tuple(row[name] for name in key) not in seen[table.name]]
    seen[table.name] |= {tuple(row[name] for name in key) for row in new}
    if new:
        found.setdefault(table.name, []).extend(new)
    return len(new)


def files_named(found: Rows) -> set[UUID]:
    """Files that any of the rows names."""
    named: set[UUID] = set()
    for name, rows in found.items():
        columns = [key.parent.name for key in METADATA.tables[name].foreign_keys if key.column.table.name == "files"]
        named |= {row[column] for row in rows for column in columns if row[column]}
    return named


async def files(db: AsyncSession, ids: set[UUID]) -> Sequence[StoredFile]:
    query = select(StoredFile).where(StoredFile.id.in_(ids)).order_by(StoredFile.id)
    return (await db.execute(query)).scalars().all()


async def history(db: AsyncSession, subjects: set[UUID]) -> Sequence[Row]:
    """Events about any of the rows, in order, with their place and hash in the chain (null: not sealed yet)."""
    query = (
        select(*Event.__table__.columns, EventSeal.position.label("seal"), EventSeal.hash.label("seal_hash"))
        .outerjoin(EventSeal, EventSeal.event_id == Event.id)
        .where(or_(Event.subject_id.in_(subjects)))
        .order_by(Event.position)
    )
    return (await db.execute(query)).all()
