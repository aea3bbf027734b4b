"""Keyset pages: the cursor is the last row's (sort key, id), so page 1,000 costs what page 1 does."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
from fastapi import Query
from pydantic import Field
from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.fields import Read
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.whole import Count

T = TypeVar("T")
S = TypeVar("S", bound=Select)
Key = ColumnElement | InstrumentedAttribute
PARSERS = {"s": str, "d": date.fromisoformat, "t": datetime.fromisoformat, "i": int, "u": UUID}
BIGGEST = 2**63 - 1  # bigint
KINDS: list[tuple[type, str]] = [(UUID, "u"), (datetime, "t"), (date, "d"), (int, "i"), (str, "s")]


class Page(Read, Generic[T]):
    items: list[T]
    next_cursor: str | None = None


class Slice(Read):
    """Which page is asked for."""

    cursor: str | None = Field(default=None, max_length=400)
    limit: Count = Field(default=50, ge=1, le=200)


SliceDep = Annotated[Slice, Query()]


def encode(values: Sequence[Row]) -> str:
    parts = [next(kind for cls, kind in KINDS if isinstance(value, cls)) + ":" + str(value) for value in values]
    return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def decode(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The sort values in a cursor, one of each kind. Anything not made by us is a clear refusal."""
    try:
        parts = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [PARSERS[part[0]](part[2:]) for part in parts]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise bad_cursor() from error
    if [type(value) for value in values] != list(kinds) or not all(map(storable, values)):
        raise bad_cursor()
    return values


def storable(value: object) -> bool:
    """A text without NUL, a number PostgreSQL can hold; other kinds always are."""
    if isinstance(value, str):
        return "\0" not in value
    return not isinstance(value, int) or -BIGGEST <= value <= BIGGEST


def bad_cursor() -> Invalid:
    return Invalid(
        Fault(
            "/query/cursor",
            "bad_cursor",
            N_("Penunjuk halaman ini tidak berlaku. Mulai dari halaman pertama."),
        )
    )


def keyset(query: S, keys: Sequence[Key], page: Slice, *, descending: bool = False) -> S:
    """Orders `query` by `keys` and starts after the cursor. Asks for one row more than the page holds."""
    if page.cursor:
        position = tuple_(*keys)
        after = tuple_(*decode(page.cursor, [key.type.python_type for key in keys]))
        query = query.where(position < after if descending else position > after)
    order = [key.desc() if descending else key.asc() for key in keys]
    return query.order_by(*order).limit(page.limit + 1)


def cut(rows: Sequence[T], page: Slice, *names: str) -> tuple[list[T], str | None]:
    """The page's rows and the cursor after them; `names` are the key attributes in order."""
    if len(rows) <= page.limit:
        return list(rows), None
    kept = list(rows[: page.limit])
    return kept, encode([getattr(kept[-1], name) for name in names])
