"""Numbers people read: gapless series for papers, unguessable codes for receipts."""

import secrets
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped

Serial = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9./ -]*$")]
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud without doubt
DRAW = text("SELECT draw_numbers(:kind, :district, :year, :count)")


class NumberSeries(SQLModel, table=True):
    """The last number drawn of one kind, district and year. A voided number stays used.

    Only the database's own `draw_numbers` writes here, and it goes up.
    """

    __tablename__ = "number_series"

    kind: Mapped[str] = Field(primary_key=True, max_length=20)
    district_code: Mapped[str] = Field(primary_key=True, max_length=13)
    year: Mapped[int] = Field(primary_key=True)
    last: Mapped[int]


async def draw(db: AsyncSession, kind: str, district: str, year: int, count: int = 1) -> range:
    """The next `count` numbers. Call it last: the row stays locked until the commit."""
    facts = {"kind": kind, "district": district, "year": year, "count": count}
    last = (await db.execute(DRAW, facts)).scalar_one()
    return range(last - count + 1, last + 1)


def receipt_number(prefix: str = "BT") -> str:
    """Like BT-7K4M-2QHX: 30^8 possibilities."""
    mark = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{prefix}-{mark[:4]}-{mark[4:]}"


def serial_key(serial: str) -> str:
    """One machine, however its number is spaced or cased."""
    return "".join(mark for mark in serial.upper() if mark.isalnum())


def check_code() -> str:
    """The address of a paper's public check page: 30^12 possibilities."""
    return "".join(secrets.choice(LETTERS) for _ in range(12))
