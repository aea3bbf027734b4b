"""What another one read on an officer's paper: her national id rests on two words, not on her own alone."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, SQLColumnExpression, and_, case, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers import repository
from bimtek_api.access.officers.errors import ReadByYou
from bimtek_api.access.officers.models import Officer, OfficerPaper
from bimtek_api.core import clock

P, Human, Own = OfficerPaper, repository.Human, repository.Own
V = TypeVar("V")


def newest(column: SQLColumnExpression[V], place: int = 0) -> ScalarSelect[V]:
    """Of the latest reading of an officer's paper, or of one before."""
    query = select(column).where(P.officer_id == Officer.person_id).order_by(P.id.desc()).limit(1).offset(place)
    return query.correlate(Officer).scalar_subquery()


READ = newest(P.nik_index)
ON_FILE = (
    select(Human.nik_index)
    .join(Own, Human.id == func.coalesce(Own.same_as, Own.id))
    .where(Own.id == Officer.person_id)
    .correlate(Officer)
    .scalar_subquery()
)
# unread: nobody read a paper; waiting: she has not given her number yet; agrees, differs: both are there.
STANDING = case(
    (READ.is_(None), "unread"), (ON_FILE.is_(None), "waiting"), (READ == ON_FILE, "agrees"), else_="differs"
)
LAST_READER = newest(P.read_by)


def to_confirm() -> ColumnElement[bool]:
    """Whose paper somebody should read (again): nobody did, it says otherwise than she, and only one has looked."""
    alone = or_(newest(P.nik_index, 1).is_(None), newest(P.nik_index, 1) != READ)
    told_otherwise = and_(ON_FILE.is_(None), newest(P.contradicted_at).is_not(None))
    differs = and_(ON_FILE.is_not(None), or_(READ.is_(None), and_(READ != ON_FILE, alone)))
    return and_(Officer.disabled_at.is_(None), or_(differs, told_otherwise))


async def read(db: AsyncSession, officer_id: UUID, nik_index: bytes, reader: UUID) -> None:
    """Keeps a reading; the same officer reads no paper twice in a row."""
    try:
        async with db.begin_nested():
            db.add(OfficerPaper(officer_id=officer_id, nik_index=nik_index, read_by=reader))
            await db.flush()
    except IntegrityError as error:
        raise ReadByYou from error


async def contradict(db: AsyncSession, officer_id: UUID) -> None:
    """She wrote another number than her paper was read to say: somebody else reads it."""
    latest = select(P.id).where(P.officer_id == officer_id).order_by(P.id.desc()).limit(1).scalar_subquery()
    await db.execute(update(P).where(P.id == latest).values(contradicted_at=clock.NOW))


async def standing(db: AsyncSession, officer_id: UUID) -> str:
    return (await db.execute(select(STANDING).where(Officer.person_id == officer_id))).scalar_one()
