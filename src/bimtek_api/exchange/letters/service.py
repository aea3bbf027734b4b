"""Gathering what letters say."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.letters import documents, repository
from bimtek_api.exchange.letters.errors import NobodyToWriteTo, NoDateToWrite
from bimtek_api.exchange.letters.schemas import LetterExport, LetterKind
from bimtek_api.exchange.recaps import repository as officers
from bimtek_api.regions import repository as regions
from bimtek_api.sessions.attendance.attendance import repository as attendance
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import SessionStatus as S

DATED = (S.PUBLISHED, S.PAUSED, S.IN_PROGRESS, S.COMPLETED)


async def written(db: AsyncSession, actor: Actor, asked: LetterExport) -> bytes:
    """The letters as PDF; that they were printed stands in the session's history."""
    session = await schedule.read(db, actor, asked.session)
    expect_on(actor, Permission.SESSION_RUN, session, UnknownSession)
    if session.status not in DATED:
        raise NoDateToWrite
    letters = await LETTERS[asked.kind](db, session, asked.only)
    if not letters:
        raise NobodyToWriteTo
    today = clock.local_date(await clock.now(db), session.zone)
    sender = documents.sender(session, await officers.officer(db, actor.id), today, asked.number)
    data = {"kind": asked.kind, "letters": len(letters), "number": asked.number}
    await record(db, actor, Entry("letters.printed", ("session", session.id), session.district_code, data=data))
    return await documents.pdf(asked.kind, sender, letters)


async def invitations(db: AsyncSession, session: Row, only: UUID | None) -> list[documents.Letter]:
    """To everyone with a seat, by name."""
    people = [each for each in await attendance.on_sheet(db, session.id) if only in (None, each.id)]
    homes = await regions.names(db, {each.home_district_code for each in people})
    days = await schedule.days(db, session.id)
    return [documents.invitation(session, days, each, homes[each.home_district_code]) for each in people]


async def assignments(db: AsyncSession, session: Row, only: UUID | None) -> list[documents.Letter]:
    """To everyone who teaches, with her own lessons."""
    rows = await repository.lessons(db, session.id)
    people = {row.trainer_id: row for row in rows if only in (None, row.trainer_id)}
    return [
        documents.assignment(session, trainer, [row for row in rows if row.trainer_id == trainer_id])
        for trainer_id, trainer in people.items()
    ]


LETTERS = {LetterKind.INVITATION: invitations, LetterKind.ASSIGNMENT: assignments}
