"""Keeping trainers, and planning who teaches what when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Row, delete
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on, expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import StartedAlready, UnknownSession
from bimtek_api.sessions.planning.schedule.models import MeetingDay, SessionStatus, TrainingSession
from bimtek_api.sessions.planning.trainers import repository
from bimtek_api.sessions.planning.trainers.errors import TrainerClash, UnknownTrainer
from bimtek_api.sessions.planning.trainers.models import Lesson, Trainer
from bimtek_api.sessions.planning.trainers.schemas import LessonsWrite, LessonWrite, TrainerCreate, TrainerWrite

CLOSED = (SessionStatus.COMPLETED, SessionStatus.CANCELLED)
NO_DAY = N_("Hari ini bukan hari pertemuan sesi ini.")
OUTSIDE = N_("Pelajaran harus di dalam jam pertemuan, {hours}.")
NO_TRAINER = N_("Pilih pelatih dari daftar.")
TWICE = N_("Pelatih yang sama mengajar dua pelajaran pada jam yang sama.")


async def keep(db: AsyncSession, actor: Actor, once: Once, new: TrainerCreate) -> UUID:
    """Records a trainer in one of the caller's regions."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    region = await regions.office(db, new.district_code)
    if not actor.can(Permission.SESSION_PLAN, region.code):
        raise UnknownRegion
    trainer = Trainer(**new.model_dump())
    db.add(trainer)
    await db.flush()
    await once.settle(db, actor.caller, trainer.id)
    await record(db, actor, Entry("trainer.recorded", ("trainer", trainer.id), region.code))
    return trainer.id


async def change(db: AsyncSession, actor: Actor, trainer_id: UUID, seen: int, new: TrainerWrite) -> None:
    trainer = (await repository.lock(db, actor, [trainer_id])).get(trainer_id)
    if trainer is None:
        raise UnknownTrainer
    expect_within(actor, Permission.SESSION_PLAN, trainer.district_code, UnknownTrainer)
    trainer.expect(seen)
    changed = [name for name, value in new.model_dump().items() if getattr(trainer, name) != value]
    for name in changed:
        setattr(trainer, name, getattr(new, name))
    trainer.version += 1
    await db.flush()
    data = {"fields": changed}
    await record(db, actor, Entry("trainer.changed", ("trainer", trainer.id), trainer.district_code, data=data))


async def plan(db: AsyncSession, actor: Actor, session_id: UUID, seen: int, new: LessonsWrite) -> None:
    """Writes all lessons of a session; refuses a trainer who would stand in two rooms at once."""
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.SESSION_PLAN, session, UnknownSession)
    session.expect(seen)
    if session.status in CLOSED:
        raise StartedAlready
    days = {day.id: day for day in await schedule.days(db, session_id)}
    trainers = await repository.lock(db, actor, [each.trainer_id for each in new.lessons])
    if faults := faults_of(new.lessons, days, trainers):
        raise Invalid(*faults)
    refuse_clash(session, new.lessons, days, trainers, await repository.taken(db, trainers, session_id))
    await db.execute(delete(Lesson).where(Lesson.meeting_day_id.in_(days)))
    db.add_all(Lesson(meeting_day_id=each.day_id, **each.model_dump(exclude={"day_id"})) for each in new.lessons)
    session.version += 1
    await db.flush()
    subject, data = ("session", session_id), {"lessons": len(new.lessons)}
    await record(db, actor, Entry("session.lessons_changed", subject, session.district_code, data=data))


def faults_of(
    lessons: Sequence[LessonWrite], days: Mapping[UUID, MeetingDay], trainers: Mapping[UUID, Trainer]
) -> list[Fault]:
    """What is wrong with each lesson by itself, and with one trainer's lessons among themselves."""
    faults = []
    for index, each in enumerate(lessons):
        day, place = days.get(each.day_id), f"/lessons/{index}"
        if day is None:
            faults.append(Fault(f"{place}/day_id", "day_unknown", NO_DAY))
        elif each.starts_at < day.starts_at or each.ends_at > day.ends_at:
            hours = f"{day.starts_at:%H.%M}–{day.ends_at:%H.%M}"
            faults.append(Fault(f"{place}/starts_at", "outside_the_day", OUTSIDE, {"hours": hours}))
        if each.trainer_id not in trainers:
            faults.append(Fault(f"{place}/trainer_id", "trainer_unknown", NO_TRAINER))
    ordered = sorted(enumerate(lessons), key=lambda pair: (pair[1].trainer_id, pair[1].day_id, pair[1].starts_at))
    for (_, before), (index, after) in pairwise(ordered):
        same = (before.trainer_id, before.day_id) == (after.trainer_id, after.day_id)
        if same and after.starts_at < before.ends_at:
            faults.append(Fault(f"/lessons/{index}/starts_at", "twice_at_once", TWICE))
    return faults


def refuse_clash(
    session: TrainingSession,
    lessons: Sequence[LessonWrite],
    days: Mapping[UUID, MeetingDay],
    trainers: Mapping[UUID, Trainer],
    taken: Sequence[Row],
) -> None:
    for each in lessons:
        begins, ends = instants(session, days[each.day_id], each)
        for other in taken:
            if other.trainer_id == each.trainer_id and other.begins < ends and begins < other.ends:
                there = clock.local(other.begins, other.zone)
                hours = f"{there:%H.%M}–{clock.local(other.ends, other.zone):%H.%M} {other.zone}"
                name = trainers[each.trainer_id].name
                raise TrainerClash(name=name, title=other.title, day=f"{there:%d-%m-%Y}", hours=hours)


def instants(session: TrainingSession, day: MeetingDay, lesson: LessonWrite) -> tuple[datetime, datetime]:
    begins, ends = (clock.at(day.date, time, session.zone) for time in (lesson.starts_at, lesson.ends_at))
    return begins, ends
