"""Whose registration it is, as far as the system may say by itself: the person on file, a repeat, or a doubt."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas
from bimtek_api.core.shapes import Json
from bimtek_api.sessions.enrolment.recognition import statements
from bimtek_api.sessions.planning.schedule.models import Target


@dataclass(frozen=True)
class Person:
    """Whose registration it is, as far as the system may say by itself."""

    id: UUID | None
    earlier: UUID | None = None
    warnings: tuple[str, ...] = ()
    missed: int = 0
    agreed: tuple[Json, ...] = ()


async def identify(db: AsyncSession, facts: Json) -> Person:
    """Finds or makes the person. A known id with another contact is left for an officer to decide."""
    async with areas.everywhere(db):
        return await recognised(db, facts)


async def recognised(db: AsyncSession, facts: Json) -> Person:
    row = (await db.execute(statements.PERSON, facts)).one()
    staff = ("staff",) if row.staff else ()
    # Asked of a new person too: the answer takes as long for an id we know as for one we do not.
    known = (await db.execute(statements.KNOWN, facts | {"person_id": row.id})).one()
    if row.made:
        return Person(row.id, warnings=staff)
    if known.same_phone and known.same_human:
        earlier = known.exact or known.of_person
        return Person(row.id, earlier, staff + clashes(known, facts), known.missed, tuple(known.agreed or ()))
    return Person(None, known.exact, (*differences(known), *staff, *clashes(known, facts)))


def differences(known: Row) -> tuple[str, ...]:
    """Why somebody with an id on file is not taken for the person on file: an officer says who she is."""
    found = {"contact_differs": not known.same_phone, "person_differs": not known.same_human}
    return tuple(code for code, yes in found.items() if yes)


def clashes(known: Row, facts: Json) -> tuple[str, ...]:
    """What an officer must know of her other sessions before accepting her here."""
    found = {
        "overlapping_session": known.overlapping_session,
        "repeated_course": known.repeated_course,
        "first_timer_mismatch": known.attended and Target.FIRST_TIMERS in facts["groups"],
    }
    return tuple(code for code, yes in found.items() if yes)
