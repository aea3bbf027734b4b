"""Queries of test scores and evaluations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Text, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.sessions.attendance.attendance.repository import ON_SHEET
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.outcome.results.models import Evaluation, TestKind, TestScore

R, E = Registration, Evaluation
Pre, Post = aliased(TestScore), aliased(TestScore)
QUESTIONS = ("content", "trainer", "venue", "organisation", "usefulness")


async def scores(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Everyone on the sheet with her points, by name."""
    query = (
        select(
            R.id.label("registration_id"), R.name, R.nik_last4, Pre.score.label("pre"), Post.score.label("post"),
            R.person_id, R.district_code,
        )
        .outerjoin(Pre, and_(Pre.registration_id == R.id, Pre.kind == TestKind.PRE))
        .outerjoin(Post, and_(Post.registration_id == R.id, Post.kind == TestKind.POST))
        .where(R.session_id == session_id, R.status.in_(ON_SHEET))
        .order_by(R.name, R.id)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def averages(db: AsyncSession, session_id: UUID) -> Row:
    """How many answered, and the average of each question."""
    columns = [func.avg(getattr(E, name)).label(name) for name in QUESTIONS]
    query = select(func.count().label("answers"), *columns).select_from(E).join(R, R.id == E.registration_id)
    return (await db.execute(query.where(R.session_id == session_id))).one()


async def comments(db: AsyncSession, session_id: UUID) -> list[str]:
    """Words without names, in an order that tells nothing of who wrote when."""
    query = select(E.comment).join(R, R.id == E.registration_id).where(R.session_id == session_id)
    query = query.where(E.comment.is_not(None)).order_by(func.md5(cast(E.registration_id, Text)))
    return [comment for comment in (await db.execute(query)).scalars() if comment is not None]
