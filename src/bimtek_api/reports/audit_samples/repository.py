"""Drawing cases at random, so that anybody can draw the same ones again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Double,
    Row,
    SQLColumnExpression,
    String,
    Subquery,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.reports.audit_samples.schemas import SampleAsk, Weight

PARTS = 2**52  # as many as a double tells apart


def lot(seed: str, subject: SQLColumnExpression[UUID]) -> ColumnElement[float]:
    """A number in (0, 1) that follows from the seed and the case alone: the first 13 digits of an SHA-256."""
    digest = func.encode(func.sha256(func.convert_to(func.concat(seed, ":", cast(subject, String)), "UTF8")), "hex")
    number = cast(cast(func.concat("x", func.substr(digest, 1, 13)), BIT(52)), BigInteger)
    return (cast(number, Double) + 0.5) / PARTS


def population(actor: Actor, asked: SampleAsk) -> Subquery:
    """The cases of the auditor's area and programme that the question names."""
    found = applications.rows(actor).subquery()
    made_on = func.date(func.timezone("Asia/Jakarta", found.c.created_at))
    query = select(found, made_on.label("made_on")).where(made_on.between(asked.made_from, asked.made_to))
    if asked.district_code:
        query = query.where(found.c.district_code == asked.district_code)
    if asked.programme_id:
        query = query.where(found.c.programme_id == asked.programme_id)
    if asked.statuses:
        query = query.where(found.c.status.in_(asked.statuses))
    return query.subquery()


async def size(db: AsyncSession, everything: Subquery) -> Row:
    amount = cast(func.coalesce(func.sum(everything.c.amount_rupiah), 0), BigInteger)
    query = select(func.count().label("cases"), amount.label("rupiah")).select_from(everything)
    return (await db.execute(query)).one()


async def drawn(db: AsyncSession, everything: Subquery, asked: SampleAsk) -> Sequence[Row]:
    """A weighted draw keeps the largest u^(1/w) (Efraimidis and Spirakis, 2006): here the smallest -ln(u)/w."""
    weight = cast(everything.c.amount_rupiah, Double) if asked.weight == Weight.AMOUNT else 1.0
    key = -func.ln(lot(asked.seed, everything.c.id)) / weight
    query = select(everything, func.row_number().over(order_by=key).label("rank"))
    if asked.weight == Weight.AMOUNT:
        query = query.where(everything.c.amount_rupiah > 0)
    return (await db.execute(query.order_by(text("rank")).limit(asked.size))).all()
