"""A session's life: made of a template, published, completed with outcomes and certificates, cancelled."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Integer, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record, record_all
from bimtek_api.programmes.programmes import service as programmes
from bimtek_api.regions import repository as regions
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.attendance.attendance.models import Attendance
from bimtek_api.sessions.enrolment.quotas import service as quotas
from bimtek_api.sessions.enrolment.quotas.schemas import QuotasWrite, ShareWrite
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as R
from bimtek_api.sessions.enrolment.registrations.workflow import LIVE
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.outcome.certificates import service as certificates
from bimtek_api.sessions.planning.forms import service as questions
from bimtek_api.sessions.planning.forms.schemas import FormWrite
from bimtek_api.sessions.planning.schedule import repository
from bimtek_api.sessions.planning.schedule import service as schedule
from bimtek_api.sessions.planning.schedule.errors import StartedAlready, UnknownSession
from bimtek_api.sessions.planning.schedule.models import ANNOUNCED, MeetingDay, SessionStatus, TrainingSession
from bimtek_api.sessions.planning.schedule.schemas import DayCreate, Move, SessionCreate, SessionPlan
from bimtek_api.sessions.planning.schedule.workflow import WORKFLOW, SessionFacts
from bimtek_api.sessions.planning.templates import repository as templates
from bimtek_api.sessions.planning.templates.schemas import SessionFromTemplate, TemplatePlan
from bimtek_api.sessions.planning.templates.service import REPEATED

ON_COURSE = (R.CONFIRMED, R.ATTENDING)
UNSERVED = (R.HELD, R.WAITLISTED, R.OFFERED, R.DECLINED, R.OFFER_LAPSED)
PLANNABLE = (SessionStatus.DRAFT, *ANNOUNCED)
# From eight in the morning of the day before, by the session's own clock.
REMIND = text(
    """
    UPDATE sessions s SET reminded_for = starts_on
    FROM (VALUES ('WIB', 'Asia/Jakarta'), ('WITA', 'Asia/Makassar'), ('WIT', 'Asia/Jayapura')) AS z(short, name)
    CROSS JOIN LATERAL (SELECT bimtek_now() AT TIME ZONE z.name AS clock) AS here
    WHERE z.short = s.zone AND status IN ('published', 'paused') AND reminded_for IS DISTINCT FROM starts_on
      AND starts_on = date(here.clock) + 1 AND extract(hour FROM here.clock) >= 8
    RETURNING s.id, s.district_code
    """
)
EXPLAINED = (SessionStatus.PAUSED, SessionStatus.POSTPONED, SessionStatus.CANCELLED)


async def facts_for(db: AsyncSession, session_id: UUID, zone: str, *, training_mode: bool) -> SessionFacts:
    """What the session's guards look at, in two queries."""
    by_status = select(Registration.status, func.count()).where(Registration.session_id == session_id)
    counts = dict((await db.execute(by_status.group_by(Registration.status))).all())
    accepted = sum(counts.get(state, 0) for state in ON_COURSE)
    days = select(func.count()).where(MeetingDay.session_id == session_id).scalar_subquery()
    marked = (
        select(cast(func.count(), Integer))
        .select_from(Attendance)
        .join(Registration, Registration.id == Attendance.registration_id)
    )
    marked = marked.where(Registration.session_id == session_id, Registration.status.in_(ON_COURSE))
    row = (await db.execute(select(days.label("days"), marked.scalar_subquery().label("marked"), clock.NOW))).one()
    return SessionFacts(
        training_mode=training_mode,
        today=clock.local_date(row[2], zone),
        accepted=accepted,
        undecided=counts.get(R.PENDING_REVIEW, 0) + counts.get(R.HELD, 0) + counts.get(R.RETURNED, 0),
        unmarked=max(0, accepted * row.days - row.marked),
    )


async def move(
    db: AsyncSession, actor: Actor, session_id: UUID, seen: int, asked: Move, *, training_mode: bool
) -> TrainingSession:
    """One action on one session with its effects on the people registered."""
    await seats.settle(db, session_id)
    session = await repository.lock(db, actor, session_id)
    expect_on(actor, Permission.SESSION_READ, session, UnknownSession)
    session.expect(seen)
    facts = await facts_for(db, session_id, session.zone, training_mode=training_mode)
    moved = WORKFLOW.move(session, asked.action, actor, facts, asked.reason)
    await db.flush()
    subject = ("session", session.id)
    entry = Entry(moved.event, subject, session.district_code, None, moved.before, moved.after, asked.reason)
    await record(db, actor, entry)
    session.status_reason = asked.reason if session.status in EXPLAINED else None
    await db.flush()
    if session.status == SessionStatus.COMPLETED:
        await conclude(db, actor, session)
    elif session.status == SessionStatus.CANCELLED:
        await call_off(db, actor, session)
    else:
        await seats.settle(db, session_id)
    return session


async def replan(db: AsyncSession, actor: Actor, session_id: UUID, seen: int, new: SessionPlan) -> None:
    """Writes the plan of a session that has not begun. Days that are gone lose their row; registrations stay."""
    await seats.settle(db, session_id)
    session = await repository.lock(db, actor, session_id)
    expect_on(actor, Permission.SESSION_PLAN, session, UnknownSession)
    session.expect(seen)
    if session.status not in PLANNABLE:
        raise StartedAlready
    await programmes.expect_known(db, new.programme_id)
    actor.require(Permission.SESSION_PLAN, session.district_code, new.programme_id)
    was = {"venue": session.venue, "address": session.address}
    before = [schedule.kept(day) for day in await repository.days(db, session_id)]
    changed = schedule.write(session, new)
    if await schedule.write_days(db, session_id, new.days):
        changed, was = [*changed, "days"], was | {"days": before}
    session.version += 1
    await db.flush()
    subject, data = ("session", session.id), {"fields": changed, "was": was}
    await record(db, actor, Entry("session.changed", subject, session.district_code, data=data))
    await seats.settle(db, session_id)


async def remind(db: AsyncSession) -> int:
    """Notes which sessions begin tomorrow, each once per first day; who listens tells their people."""
    due = (await db.execute(REMIND)).all()
    entries = [Entry("session.reminded", ("session", row.id), row.district_code) for row in due]
    await record_all(db, SYSTEM, entries)
    return len(due)


async def begin(db: AsyncSession, actor: Actor, once: Once, template_id: UUID, new: SessionFromTemplate) -> UUID:
    """Plans a draft: days, window, shares and questions as the template has them, from a first day on."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    plan = TemplatePlan.model_validate((await templates.read(db, actor, template_id)).plan)
    zone = (await regions.district(db, new.district_code)).zone
    session_id = await schedule.create(db, actor, once, draft(plan, new, zone))
    if plan.shares:
        await quotas.change(db, actor, session_id, 1, shares_of(plan, new, zone))
    if plan.questions:
        seen = 2 if plan.shares else 1
        await questions.write(db, actor, session_id, seen, FormWrite(questions=plan.questions))
    return session_id


def midnight(first: date, days_before: int, zone: str) -> datetime:
    return clock.at(first - timedelta(days=days_before), time.min, zone)


def draft(plan: TemplatePlan, new: SessionFromTemplate, zone: str) -> SessionCreate:
    repeated: Json = plan.model_dump(include=set(REPEATED))
    place = {name: value for name in ("venue", "address") if (value := getattr(new, name))}
    if place:
        repeated["map_url"] = None  # the link led to the other place
    days = [
        DayCreate(date=new.starts_on + timedelta(days=day.after), starts_at=day.starts_at, ends_at=day.ends_at)
        for day in plan.days
    ]
    return SessionCreate(
        **repeated | place,
        number=new.number,
        programme_id=new.programme_id,
        district_code=new.district_code,
        opens_at=midnight(new.starts_on, plan.opens_before, zone),
        closes_at=midnight(new.starts_on, plan.closes_before, zone),
        days=days,
    )


def shares_of(plan: TemplatePlan, new: SessionFromTemplate, zone: str) -> QuotasWrite:
    return QuotasWrite(
        size=plan.size,
        shares=[
            ShareWrite.model_validate(
                {
                    "kind": each.kind, "value": each.value, "seats": each.seats,
                    "released_at": None if each.released_before is None
                    else midnight(new.starts_on, each.released_before, zone),
                }
            )
            for each in plan.shares
        ],
    )  # fmt: skip


async def call_off(db: AsyncSession, actor: Actor, session: TrainingSession) -> None:
    """Everybody whose registration still lives is told that the session does not take place."""
    for person in await registrations.of_session(db, session.id):
        if person.status in LIVE or person.status == R.ATTENDING:
            await seats.step(db, actor, person, "cancel", None)


async def conclude(db: AsyncSession, actor: Actor, session: TrainingSession) -> None:
    """Everyone's outcome: enough days present earns the certificate; those still waiting are told it is over."""
    people = await registrations.of_session(db, session.id)
    days = len(await repository.days(db, session.id))
    present = await attendance.present_days(db, [person.id for person in people])
    completed = []
    for person in people:
        if person.status == R.ATTENDING:
            passed = present.get(person.id, 0) * 100 >= session.attendance_percent * days
            await seats.step(db, actor, person, "complete" if passed else "fail", None)
            completed += [person] if passed else []
        elif person.status == R.CONFIRMED:
            await seats.step(db, actor, person, "miss", None)
        elif person.status in UNSERVED:
            await seats.step(db, actor, person, "close", None)
    await certificates.issue(db, actor, session, completed)
