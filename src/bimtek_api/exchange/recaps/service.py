"""Gathering what a recap says, and what is paid to whom."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from tempfile import SpooledTemporaryFile
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import translate
from bimtek_api.core.scope import expect_within
from bimtek_api.core.sheets import Format, written
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.recaps import documents, labels, repository
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.attendance.attendance.models import PRESENT
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.outcome.results import repository as results
from bimtek_api.sessions.outcome.results import service as evaluations
from bimtek_api.sessions.outcome.results.views import average
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.trainers import repository as trainers

MASK = "••••••••••••"
WAITED = (S.WAITLISTED, S.OFFERED, S.DECLINED, S.OFFER_LAPSED, S.CLOSED_UNSERVED)
OPINIONS = {
    "content": "Materi", "trainer": "Pelatih", "venue": "Tempat", "organisation": "Penyelenggaraan",
    "usefulness": "Manfaat bagi usaha",
}  # fmt: skip


async def session_of(db: AsyncSession, actor: Actor, session_id: UUID) -> Row:
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    return row


async def noted(db: AsyncSession, actor: Actor, session: Row, name: str, **data: object) -> None:
    await record(db, actor, Entry(name, ("session", session.id), session.district_code, data=data))


async def paid(db: AsyncSession, session_id: UUID) -> list[tuple[Registration, int]]:
    """Everyone who was there at least once, with her days."""
    people = await attendance.on_sheet(db, session_id)
    days = await attendance.present_days(db, [each.id for each in people])
    return [(each, days[each.id]) for each in people if days.get(each.id)]


async def allowance(db: AsyncSession, actor: Actor, session_id: UUID, kind: Format) -> SpooledTemporaryFile[bytes]:
    """The list as a table: what is paid is days present times the session's rate."""
    session, people = await session_of(db, actor, session_id), await paid(db, session_id)

    async def rows() -> AsyncIterator[Sequence[str]]:
        for each, days in people:
            money = (str(session.allowance_rupiah), str(days * session.allowance_rupiah))
            yield [each.number, each.name, MASK + each.nik_last4, str(days), *money]

    await noted(db, actor, session, "allowance.exported", rows=len(people), format=kind)
    return await written(kind, [translate(name) for name in labels.ALLOWANCE], rows())


async def allowance_paper(db: AsyncSession, actor: Actor, session_id: UUID) -> bytes:
    """The list to sign."""
    session, people = await session_of(db, actor, session_id), await paid(db, session_id)
    await noted(db, actor, session, "allowance.exported", rows=len(people), format="pdf")
    return await documents.allowance(session, people, await repository.officer(db, actor.id))


async def recap(db: AsyncSession, actor: Actor, session_id: UUID) -> bytes:
    """The report of a session (laporan kegiatan)."""
    session = await session_of(db, actor, session_id)
    facts = await people_facts(db, session) | await result_facts(db, session_id)
    await noted(db, actor, session, "recap.printed")
    return await documents.recap(facts, session, await repository.officer(db, actor.id))


async def people_facts(db: AsyncSession, session: Row) -> dict[str, object]:
    """Who registered, who was taken, who came on which day."""
    counts = await repository.by_status(db, session.id)
    people = await attendance.on_sheet(db, session.id)
    cells = (await attendance.marks(db, session.id)).values()
    present = Counter(day for own in cells for day, cell in own.items() if cell.mark in PRESENT)
    homes = await repository.by_home(db, session.id)
    return {
        "registered": sum(counts.values()), "accepted": len(people), "size": session.size,
        "waited": sum(counts.get(state, 0) for state in WAITED), "completed": counts.get(S.COMPLETED, 0),
        "not_completed": counts.get(S.NOT_COMPLETED, 0), "no_show": counts.get(S.NO_SHOW, 0),
        "women": sum(row.women for row in homes), "percent": session.attendance_percent,
        "homes": [{"name": row.name, "people": row.people, "women": row.women} for row in homes],
        "meetings": documents.day_rows(await schedule.days(db, session.id), present, len(people)),
    }  # fmt: skip


async def result_facts(db: AsyncSession, session_id: UUID) -> dict[str, object]:
    """Points, opinions and lessons."""
    rows = await results.scores(db, session_id)
    before = [row.pre for row in rows if row.pre is not None]
    after = [row.post for row in rows if row.post is not None]
    opinions = await evaluations.opinions(db, session_id)
    lessons = await trainers.of_session(db, session_id)
    return {
        "pre": documents.decimal(average(before)), "post": documents.decimal(average(after)),
        "answers": opinions.answers,
        "opinions": [[OPINIONS[name], documents.decimal(value)] for name, value in opinions.averages.items()],
        "lessons": [
            [papers.spelt(row.date), f"{row.starts_at}–{row.ends_at}".replace(":", "."), row.topic, row.trainer_name]
            for row in lessons
        ],
    }  # fmt: skip
