"""Everything of one case: what hangs on it by foreign keys, and what `catalogue` names beside."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, MetaData, Row, Table, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.models import METADATA
from bimtek_api.core.shapes import Json
from bimtek_api.events.models import Event
from bimtek_api.events.sealer import EventSeal
from bimtek_api.files.models import StoredFile
from bimtek_api.reports.evidence.catalogue import BESIDE, BY_CASE, CLIMB, PEOPLE, SHOWN

Rows = dict[str, list[Json]]


def shown(table: Table) -> list[Column]:
    """Columns an auditor may take along: nothing sealed, no index of a number, of people only who they are."""
    names = SHOWN.get(table.name)
    plain = [each for each in table.columns if not isinstance(each.type, LargeBinary)]
    return [each for each in plain if names is None or each.name in names]


def there(places: Sequence[str]) -> list[str]:
    """The places whose column the schema has."""
    named = [(place, *place.split(".")) for place in places]
    return [place for place, table, name in named if name in METADATA.tables.get(table, Table("", MetaData())).c]


def column_of(place: str) -> Column:
    table, name = place.split(".")
    return METADATA.tables[table].c[name]


def named_by(column: Column) -> Column:
    """The primary key that a foreign key of one column names."""
    constraints = column.table.foreign_key_constraints
    alone = (each.elements[0] for each in constraints if len(each.elements) == 1)
    return next(key.column for key in alone if key.parent is column and key.column.primary_key)


def hanging(parent: str) -> list[Column]:
    """Columns whose rows hang on a row of `parent`, by a foreign key of one column to its primary key."""
    found = []
    for table in METADATA.sorted_tables:
        for constraint in table.foreign_key_constraints:
            key = constraint.elements[0]
            if len(constraint.elements) == 1 and key.column.table.name == parent and key.column.primary_key:
                found.append(key.parent)
    return found


def own_tables() -> set[str]:
    """Tables whose rows hang on a case, directly or by another table."""
    found, fresh = {"applications"}, {"applications"}
    while fresh:
        fresh = {column.table.name for parent in fresh for column in hanging(parent)} - found
        found |= fresh
    return found


class Gathered:
    """The rows of the pack by table, each once."""

    def __init__(self, db: AsyncSession) -> None:
        self.db = db
        self.rows: Rows = {}
        self.seen: dict[str, set[tuple[Any, ...]]] = defaultdict(set)

    def values(self, place: str) -> set[Any]:
        table, name = place.split(".")
        return {row[name] for row in self.rows.get(table, []) if row[name] is not None}

    async def take(self, column: Column, values: set[Any]) -> bool:
        """Adds the rows whose column has one of the values; whether any is new."""
        if not values:
            return False
        table = column.table
        key = [each.name for each in table.primary_key.columns]
        query = select(*shown(table)).where(column.in_(values)).order_by(*table.primary_key.columns)
        found = [dict(row) for row in (await self.db.execute(query)).mappings()]
        new = [row for row in found if tuple(row[name] for name in key) not in self.seen[table.name]]
        self.seen[table.name] |= {tuple(row[name] for name in key) for row in new}
        if new:
            self.rows.setdefault(table.name, []).extend(new)
        return bool(new)

    async def take_own(self, fresh: set[str]) -> None:
        """Round after round, every row that hangs on one already there."""
        while fresh:
            grown = set()
            for parent in sorted(fresh):
                for column in hanging(parent):
                    named = f"{parent}.{named_by(column).name}"
                    if await self.take(column, self.values(named)):
                        grown.add(column.table.name)
            fresh = grown

    async def take_shared(self) -> None:
        """What several cases share, as far as this one leads to it."""
        grown = True
        while grown:
            climbed = [await self.climb(place) for place in there(CLIMB)]
            beside = [await self.beside(place) for place in there(BESIDE)]
            grown = any(climbed + beside)

    async def climb(self, place: str) -> bool:
        return await self.take(named_by(column_of(place)), self.values(place))

    async def beside(self, place: str) -> bool:
        column = column_of(place)
        parent = named_by(column)
        return await self.take(column, self.values(f"{parent.table.name}.{parent.name}"))

    async def take_people(self) -> None:
        """Who the members, receivers and acting officers are."""
        people = set().union(*(self.values(place) for place in PEOPLE))
        for place in ("participants.person_id", "identities.id"):
            await self.take(column_of(place), people)
        await self.take(column_of("officers.person_id"), self.values("case_duties.person_id"))


async def rows_of(db: AsyncSession, case_id: UUID) -> Rows:
    """The rows of the pack, by table."""
    pack = Gathered(db)
    await pack.take(column_of("applications.id"), {case_id})
    await pack.take_own({"applications"})
    for place in there(BY_CASE):
        await pack.take(column_of(place), {case_id})
    await pack.take_shared()
    await pack.take_people()
    return pack.rows


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
        select(*inspect(Event).columns, EventSeal.position.label("seal"), EventSeal.hash.label("seal_hash"))
        .outerjoin(EventSeal, EventSeal.event_id == Event.id)
        .where(Event.subject_id.in_(subjects))
        .order_by(Event.position)
    )
    return (await db.execute(query)).all()
