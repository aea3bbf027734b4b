"""Setting a session's quotas while people register, and telling who would get the next seat."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.scope import expect_on
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.sessions.enrolment.quotas.schemas import SHARE_UNKNOWN, QuotasWrite
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import StartedAlready, UnknownSession
from bimtek_api.sessions.planning.schedule.models import ANNOUNCED, SeatCounter, SessionStatus

CHANGEABLE = (SessionStatus.DRAFT, *ANNOUNCED)
FIRST = 10
# The head of the queue in its order, each with the quotas that are full for her.
NEXT = text(
    """
    SELECT r.id, r.number, r.name, r.queue_no, r.priority, coalesce(array_agg(
               CASE WHEN f.kind = 'room' THEN 'room' ELSE f.kind || ':' || f.value END
               ORDER BY f.kind <> 'room', f.kind, f.value
           ) FILTER (WHERE f.id IS NOT NULL), '{}') AS full
    FROM (SELECT * FROM registrations WHERE session_id = :session_id AND status = 'waitlisted'
          ORDER BY priority, queue_no LIMIT :first) AS r
    LEFT JOIN seat_counters f ON f.session_id = r.session_id AND f.taken >= f.size
         AND (f.released_at IS NULL OR f.released_at > bimtek_now())
         AND takes_from(f.kind, f.value, r.sex, r.home_district_code, r.groups)
    GROUP BY r.id, r.number, r.name, r.queue_no, r.priority ORDER BY r.priority, r.queue_no
    """
)
# A new share's counter starts with those outside its group who hold a seat already, be they too many for it.
OUTSIDE = text(
    """
    SELECT count(*) FROM registrations r WHERE r.session_id = :session_id AND NOT r.extra AND r.status = ANY (:seated)
       AND takes_from(:kind, :value, r.sex, r.home_district_code, r.groups)
    """
)


async def counters(db: AsyncSession, session_id: UUID) -> Sequence[SeatCounter]:
    """The room first, then the shares."""
    query = select(SeatCounter).where(SeatCounter.session_id == session_id)
    query = query.order_by(SeatCounter.kind != "room", SeatCounter.kind, SeatCounter.value)
    return (await db.execute(query.execution_options(populate_existing=True))).scalars().all()


async def head(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """The first of the queue, each with what is full for her."""
    return (await db.execute(NEXT, {"session_id": session_id, "first": FIRST})).all()


async def change(db: AsyncSession, actor: Actor, session_id: UUID, seen: int, new: QuotasWrite) -> None:
    """Writes size and shares. Nobody loses a seat she holds; seats that became free are offered at once."""
    await seats.settle(db, session_id)
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.SESSION_PLAN, session, UnknownSession)
    session.expect(seen)
    if session.status not in CHANGEABLE:
        raise StartedAlready
    await expect_districts(db, new)
    room, *shares = await counters(db, session_id)
    before = said(room, shares)
    room.size = new.size
    await write_shares(db, session_id, shares, new)
    session.version += 1
    await db.flush()
    room, *shares = await counters(db, session_id)
    data = {"before": before, "after": said(room, shares)}
    subject = ("session", session_id)
    await record(db, actor, Entry("session.quotas_changed", subject, session.district_code, data=data))
    await seats.settle(db, session_id)


def said(room: SeatCounter, shares: Sequence[SeatCounter]) -> Json:
    """The quotas as the history keeps them."""
    kept = [{"kind": each.kind, "value": each.value, "seats": each.share} for each in shares]
    return {"size": room.size, "shares": kept}


async def expect_districts(db: AsyncSession, new: QuotasWrite) -> None:
    """A district's share names a district there is."""
    for index, share in enumerate(new.shares):
        if share.kind == "district":
            try:
                await regions.district(db, share.value)
            except UnknownRegion as no:
                raise Invalid(Fault(f"/shares/{index}/value", "share_unknown", SHARE_UNKNOWN)) from no


async def write_shares(db: AsyncSession, session_id: UUID, shares: Sequence[SeatCounter], new: QuotasWrite) -> None:
    """Shares that stay keep their row, so that a counter's history is its own."""
    wanted = {(share.kind, share.value): share for share in new.shares}
    kept = {(each.kind, each.value): each for each in shares}
    gone = [each.id for name, each in kept.items() if name not in wanted]
    if gone:
        await db.execute(delete(SeatCounter).where(SeatCounter.id.in_(gone)))
    for (kind, value), share in wanted.items():
        facts = {"session_id": session_id, "kind": kind, "value": value}
        counter = kept.get((kind, value))
        if counter is None:
            outside = await db.execute(OUTSIDE, facts | {"seated": seats.SEATED_WORDS})
            counter = SeatCounter(**facts, size=0, taken=outside.scalar_one())
        counter.share, counter.size, counter.released_at = share.seats, new.size - share.seats, share.released_at
        db.add(counter)
