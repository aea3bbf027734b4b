"""What people agreed to: given and withdrawn by themselves or by word to an officer, and asked before it is used.

Consents belong to a person through any of her registrations: withdrawing one withdraws them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.consents import statements
from bimtek_api.sessions.enrolment.consents.errors import NoConsent
from bimtek_api.sessions.enrolment.consents.models import Consent, Purpose
from bimtek_api.sessions.enrolment.consents.schemas import ConsentChange, ConsentRead
from bimtek_api.sessions.enrolment.registrations import repository
from bimtek_api.sessions.enrolment.registrations.errors import UnknownRegistration
from bimtek_api.sessions.enrolment.registrations.models import Channel, Registration


async def held(db: AsyncSession, registration: Registration) -> Sequence[RowMapping]:
    """Those in force wherever she registered, the oldest first."""
    async with areas.everywhere(db):
        return (await db.execute(statements.in_force(registration))).mappings().all()


def shown(given: Iterable[Json]) -> list[ConsentRead]:
    """Every purpose with the first consent to it that is in force, or without."""
    first: dict[str, Mapping[str, object]] = {}
    for each in given:
        first.setdefault(each["purpose"], each)
    return [
        ConsentRead(**notice.purpose(code).model_dump(), **{
            name: first[code][name] if code in first else None for name in ("given_at", "notice_version", "channel")
        })
        for code in Purpose
    ]  # fmt: skip


async def give(db: AsyncSession, registration: UUID, purposes: Sequence[Purpose], channel: Channel) -> None:
    """Harmless when she agreed already."""
    rows = [
        {"registration_id": registration, "purpose": each, "notice_version": notice.VERSION, "channel": channel}
        for each in purposes
    ]
    if rows:
        await db.execute(insert(Consent).values(rows).on_conflict_do_nothing())


async def change(
    db: AsyncSession, actor: Actor, registration: Registration, new: ConsentChange, channel: Channel
) -> None:
    """Gives or withdraws one consent of the person; nothing happens when it stands so already."""
    agreed = any(each["purpose"] == new.purpose for each in await held(db, registration))
    if agreed == new.given:
        return
    if new.given:
        await give(db, registration.id, [new.purpose], channel)
    else:
        await withdraw(db, registration, new.purpose, channel)
    name = "consent.given" if new.given else "consent.withdrawn"
    subject, person = ("registration", registration.id), registration.person_id
    entry = Entry(name, subject, registration.district_code, person, data={"purpose": str(new.purpose)})
    await record(db, actor, entry)


async def withdraw(db: AsyncSession, registration: Registration, purpose: Purpose, channel: Channel) -> None:
    async with areas.everywhere(db):
        await db.execute(statements.withdrawing(registration, purpose, channel))


async def change_for(db: AsyncSession, actor: Actor, registration_id: UUID, new: ConsentChange) -> None:
    """An officer writes down what she said."""
    found = await repository.find(db, actor, registration_id)
    expect_within(actor, Permission.REGISTRATION_ASSIST, found.district_code, UnknownRegistration)
    registration = await repository.lock(db, registration_id)
    await change(db, actor, registration, new, Channel.OFFICER)


async def expect(db: AsyncSession, person_id: UUID, purpose: Purpose) -> None:
    """Refuses what she has not agreed to."""
    async with areas.everywhere(db):
        found = (await db.execute(statements.agreed(person_id, purpose))).first()
    if found is None:
        raise NoConsent
