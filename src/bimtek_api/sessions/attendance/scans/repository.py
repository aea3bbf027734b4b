"""Queries of scans."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.sessions.attendance.attendance.models import Attendance
from bimtek_api.sessions.attendance.attendance.repository import ON_SHEET
from bimtek_api.sessions.attendance.scans.errors import EntryMissing
from bimtek_api.sessions.attendance.scans.models import Direction, Outcome, Scan
from bimtek_api.sessions.enrolment.receipts.models import Receipt
from bimtek_api.sessions.enrolment.registrations.models import Registration

R = Registration
PERSON = (R.id.label("registration_id"), R.session_id, R.name, R.status, R.pass_generation, R.nik_last4)
SHOWN = (
    Scan.nonce, Scan.outcome, Scan.direction, Scan.at, Scan.code, Scan.registration_id, R.number, R.name,
    Attendance.mark,
)  # fmt: skip


async def people(db: AsyncSession, numbers: Iterable[str]) -> dict[str, Row]:
    """Whose receipts these are, by receipt number."""
    query = select(Receipt.number, *PERSON).join(R, R.id == Receipt.registration_id)
    found = (await db.execute(query.where(Receipt.number.in_(set(numbers))))).all()
    return {row.number: row for row in found}


async def expected(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Everyone with a seat, with the number her receipt bears."""
    query = select(R.number, *PERSON).where(R.session_id == session_id, R.status.in_(ON_SHEET))
    return (await db.execute(query.order_by(R.name, R.id))).all()


def results(session_id: UUID) -> Select:
    """Readings with the person's name and her mark of that day."""
    same_cell = and_(
        Attendance.registration_id == Scan.registration_id, Attendance.meeting_day_id == Scan.meeting_day_id
    )
    return (
        select(*SHOWN)
        .outerjoin(R, R.id == Scan.registration_id)
        .outerjoin(Attendance, same_cell)
        .where(Scan.session_id == session_id)
    )


async def of_nonces(db: AsyncSession, session_id: UUID, nonces: Iterable[UUID]) -> dict[UUID, Row]:
    query = results(session_id).where(Scan.nonce.in_(list(nonces)))
    return {row.nonce: row for row in await db.execute(query)}


async def latest(db: AsyncSession, session_id: UUID, limit: int = 10) -> Sequence[Row]:
    query = results(session_id).order_by(Scan.received_at.desc(), Scan.at.desc(), Scan.nonce).limit(limit)
    return (await db.execute(query)).all()


async def conflicts(db: AsyncSession, session_id: UUID, limit: int = 50) -> Sequence[Row]:
    """What somebody should look at: refusals of known people, and exits that still have no entry."""
    came = aliased(Scan)
    has_come = exists().where(
        came.registration_id == Scan.registration_id,
        came.meeting_day_id == Scan.meeting_day_id,
        came.direction == Direction.IN,
        came.outcome != Outcome.REFUSED,
    )
    refused = and_(Scan.outcome == Outcome.REFUSED, Scan.registration_id.is_not(None))
    unmatched = and_(Scan.code == EntryMissing.code, ~has_come)
    query = results(session_id).where(or_(refused, unmatched)).order_by(Scan.received_at.desc(), Scan.nonce)
    return (await db.execute(query.limit(limit))).all()


async def kept(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Every reading that counted: who, which day, which way, when."""
    query = select(Scan.registration_id, Scan.meeting_day_id, Scan.direction, func.min(Scan.at).label("first"))
    query = query.where(Scan.session_id == session_id, Scan.outcome != Outcome.REFUSED)
    return (await db.execute(query.group_by(Scan.registration_id, Scan.meeting_day_id, Scan.direction))).all()
