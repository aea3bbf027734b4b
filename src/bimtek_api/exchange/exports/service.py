"""What is read out for a file: rows as texts, ids masked, and a line of history for every export."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import translate
from bimtek_api.core.scope import expect_within
from bimtek_api.core.sheets import Format, Rows, written
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.exports import documents, labels, repository
from bimtek_api.exchange.exports.schemas import RegistrationExport
from bimtek_api.participants.trades.catalogue import TRADES
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.attendance.attendance.models import PRESENT, Attendance
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.forms import repository as forms
from bimtek_api.sessions.planning.forms import views as form_views
from bimtek_api.sessions.planning.forms.fields import Question
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import MeetingDay

OFTEN = 1000  # rows between two words about how far it is
Told = Callable[[int], Awaitable[None]]
MASK = "••••••••••••"


def head(names: Sequence[str]) -> list[str]:
    return [translate(name) for name in names]


def local_phone(phone: str) -> str:
    """`0812…`: a plus sign at the beginning would look like a formula."""
    return "0" + phone.removeprefix("+62") if phone.startswith("+62") else phone


def cells(row: Row) -> list[str]:
    """One registration as the columns of `labels.REGISTRATIONS`."""
    at = clock.local(row.created_at, row.zone)
    return [
        row.number, row.name, MASK + row.nik_last4, translate(labels.SEX[row.sex]), local_phone(row.phone),
        row.email or "", row.home_district_name, row.subdistrict_name, row.business_name or "",
        translate(TRADES[row.trade].name), row.session_title, row.starts_on.isoformat(),
        translate(labels.STATUS[row.status]), str(row.queue_no or ""), translate(labels.CHANNELS[row.channel]),
        f"{at:%Y-%m-%d %H:%M} {row.zone}",
    ]  # fmt: skip


async def registrations(
    db: AsyncSession, actor: Actor, asked: RegistrationExport, told: Told | None = None
) -> tuple[SpooledTemporaryFile[bytes], int]:
    """The registrations table as a file and how many rows it has; a session's with the answers to its questions.

    A session's export stands in that session's history. `told` hears now and then how many rows are written.
    """
    session = await schedule.read(db, actor, asked.session) if asked.session else None
    versions = await forms.versions(db, session.id) if session else {}
    questions = form_views.columns(versions)
    seen = 0

    async def rows() -> Rows:
        nonlocal seen
        async for row in repository.rows(db, actor, asked):
            seen += 1
            if told and seen % OFTEN == 0:
                await told(seen)
            yield cells(row) + answered(row, questions, versions)

    file = await written(asked.format, head(labels.REGISTRATIONS) + list(questions.values()), rows(), asked.most)
    subject = ("session", session.id) if session else ("caller", actor.own_id)
    data = {"rows": seen, "format": asked.format}
    district = session.district_code if session else place(actor)
    await record(db, actor, Entry("registrations.exported", subject, district, data=data))
    return file, seen


def answered(row: Row, columns: Iterable[str], versions: Mapping[int, Sequence[Question]]) -> list[str]:
    """Her answers in the columns of all questions; each in the words of the version she saw."""
    given = {each.key: each.text for each in form_views.answers(versions.get(row.form_version, ()), row.answers)}
    return [given.get(key, "") for key in columns]


def place(actor: Actor) -> str:
    """The first region of the caller's reading rights; empty is the whole country."""
    return next((region for region in actor.regions(Permission.REGISTRATION_READ) if region), "")


async def sheet_of(
    db: AsyncSession, actor: Actor, session_id: UUID
) -> tuple[Row, Sequence[MeetingDay], list[Registration], dict[UUID, dict[UUID, Attendance]]]:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    people = await attendance.on_sheet(db, session_id)
    return row, await schedule.days(db, session_id), people, await attendance.marks(db, session_id)


async def attended(db: AsyncSession, actor: Actor, session_id: UUID, kind: Format) -> SpooledTemporaryFile[bytes]:
    """Who was there on which day, as a file."""
    row, days, people, marks = await sheet_of(db, actor, session_id)

    async def rows() -> AsyncIterator[Sequence[str]]:
        for each in people:
            own = marks.get(each.id, {})
            told = [translate(labels.MARKS[own[day.id].mark]) if day.id in own else "" for day in days]
            there = sum(cell.mark in PRESENT for cell in own.values())
            yield [each.number, each.name, MASK + each.nik_last4, *told, str(there)]

    titles = [*head(labels.PERSON), *(day.date.isoformat() for day in days), translate(labels.PRESENT_DAYS)]
    await note(db, actor, row, kind, len(people))
    return await written(kind, titles, rows())


async def printed(db: AsyncSession, actor: Actor, session_id: UUID) -> bytes:
    """The attendance list as PDF."""
    row, days, people, marks = await sheet_of(db, actor, session_id)
    await note(db, actor, row, "pdf", len(people))
    return await documents.pdf(row, days, people, marks)


async def note(db: AsyncSession, actor: Actor, row: Row, kind: str, count: int) -> None:
    data = {"rows": count, "format": kind}
    await record(db, actor, Entry("attendance.exported", ("session", row.id), row.district_code, data=data))
