"""Recording test scores, and taking attendees' opinions."""

from uuid import UUID

from sqlalchemy import Row, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record, record_all
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.views import ATTENDED, holder_of
from bimtek_api.sessions.outcome.results import repository
from bimtek_api.sessions.outcome.results.errors import EvaluatedAlready, NotAttended, NotYet
from bimtek_api.sessions.outcome.results.models import Evaluation, TestKind, TestScore
from bimtek_api.sessions.outcome.results.schemas import EvaluationRead, EvaluationWrite, ScoresWrite
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import SessionStatus

RUN = (SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED)
FEW = 3  # fewer opinions would tell whose they are
NOT_HERE = N_("Orang ini tidak ada di daftar hadir sesi ini.")


async def record_scores(db: AsyncSession, actor: Actor, session_id: UUID, seen: int, new: ScoresWrite) -> None:
    """Writes the points that differ; each change stands in the person's history."""
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.ATTENDANCE_MARK, session, UnknownSession)
    session.expect(seen)
    if session.status not in RUN:
        raise NotYet
    known = {row.registration_id: row for row in await repository.scores(db, session_id)}
    strangers = [at for at, each in enumerate(new.scores) if each.registration_id not in known]
    if strangers:
        raise Invalid(*(Fault(f"/scores/{at}/registration_id", "not_on_sheet", NOT_HERE) for at in strangers))
    entries = []
    for each in new.scores:
        row = known[each.registration_id]
        for kind in TestKind:
            before, after = getattr(row, kind), getattr(each, kind)
            if before != after:
                await write(db, actor, each.registration_id, kind, after)
                entries.append(entry(row, kind, before, after, session_id))
    if entries:
        session.version += 1
        await db.flush()
    await record_all(db, actor, entries)


async def write(db: AsyncSession, actor: Actor, registration_id: UUID, kind: TestKind, score: int | None) -> None:
    if score is None:
        gone = delete(TestScore).where(TestScore.registration_id == registration_id, TestScore.kind == kind)
        await db.execute(gone)
        return
    values = {"registration_id": registration_id, "kind": kind, "score": score, "recorded_by": actor.id}
    new = {"score": score, "recorded_by": actor.id, "recorded_at": clock.NOW}
    statement = insert(TestScore).values(**values)
    await db.execute(statement.on_conflict_do_update(index_elements=["registration_id", "kind"], set_=new))


def entry(row: Row, kind: TestKind, before: int | None, after: int | None, session_id: UUID) -> Entry:
    told = [None if score is None else str(score) for score in (before, after)]
    subject, data = ("registration", row.registration_id), {"test": str(kind), "session_id": str(session_id)}
    return Entry("test.scored", subject, row.district_code, row.person_id, told[0], told[1], data=data)


async def evaluate(
    db: AsyncSession, vault: Vault, number: str, secret: str, once: Once, new: EvaluationWrite
) -> None:
    """One opinion per attendee, behind her receipt."""
    row = await receipts.open_receipt(db, vault, number, secret)
    if row.status not in ATTENDED:
        raise NotAttended
    if not await once.first(db, holder_of(row.district_code)):
        return
    values = {"registration_id": row.registration_id} | new.model_dump()
    statement = insert(Evaluation).values(**values).on_conflict_do_nothing().returning(Evaluation.registration_id)
    if (await db.execute(statement)).first() is None:
        raise EvaluatedAlready
    entry = Entry("session.evaluated", ("session", row.session_id), row.district_code)
    await record(db, holder_of(row.district_code), entry)


async def opinions(db: AsyncSession, session_id: UUID) -> EvaluationRead:
    """Averages and words; nothing but the count while fewer than three have answered."""
    row = await repository.averages(db, session_id)
    attended = len(await repository.scores(db, session_id))
    if row.answers < FEW:
        return EvaluationRead(answers=row.answers, attended=attended, averages={}, comments=[])
    averages = {name: round(float(getattr(row, name)), 2) for name in repository.QUESTIONS}
    comments = await repository.comments(db, session_id)
    return EvaluationRead(answers=row.answers, attended=attended, averages=averages, comments=comments)
