"""What is known of one person: for officers, for the paper an officer hands her, and for herself."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, and_
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.complaints import repository as complaints
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.fields import Ref
from bimtek_api.core.scope import expect_within
from bimtek_api.core.shapes import Json
from bimtek_api.events import access_log
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities import contact
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.people.errors import UnknownParticipant
from bimtek_api.participants.people.schemas import ParticipantRead
from bimtek_api.participants.trades.schemas import trade_ref
from bimtek_api.reports.person_page import repository
from bimtek_api.reports.person_page.schemas import OwnCopy, OwnPage, PersonPage, PersonRecord, SelfCopy
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.schemas import CodeUse
from bimtek_api.sessions.enrolment.receipts.views import holder_of
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.models import Registration

PLAIN = (
    "id", "name", "nik_last4", "family_last4", "phone", "email", "birth_date", "sex", "business_name", "kbli",
    "version",
)  # fmt: skip
PLACES = ("district", "subdistrict", "village")


def on_file(row: Row) -> Json:
    """The record, as every page and copy shows it."""
    places = {name: Ref(code=getattr(row, f"{name}_code"), name=getattr(row, f"{name}_name")) for name in PLACES}
    return {name: getattr(row, name) for name in PLAIN} | places | {"trade": trade_ref(row.trade)}


async def whole(db: AsyncSession, actor: Actor, row: Row) -> PersonRecord:
    aid = await repository.aid_of(db, row.id, actor)
    cases = [each.id for each in aid]
    return PersonRecord(
        **on_file(row), registrations=await repository.registrations_of(db, actor, row.id),
        aid=aid,
        machines=await repository.machines_of(db, actor, cases) if cases else [],
        payments=await repository.money_of(db, actor, cases) if cases else [],
    )  # fmt: skip


async def read(db: AsyncSession, vault: Vault, actor: Actor, person_id: UUID) -> PersonPage:
    """The page an officer opens; that she did is noted."""
    row = await people.read(db, actor, person_id)
    await access_log.note(db, actor, person_id, row.district_code, "participant")
    kept = await whole(db, actor, row)
    return PersonPage(
        **kept.model_dump(), unbound=await repository.unbound_of(db, actor, person_id),
        complaints=await complaints_of(db, vault, actor, row, [each.number for each in kept.aid]),
    )  # fmt: skip


async def complaints_of(db: AsyncSession, vault: Vault, actor: Actor, row: Row, cases: list[str]) -> Sequence[Row]:
    """Those that name one of her cases or came with her contact, if the caller may read them."""
    if not actor.can(Permission.COMPLAINT_READ) and not actor.can(Permission.COMPLAINT_READ_SENSITIVE):
        return ()
    given = {row.phone, row.email, *await repository.contacts_of(db, row.id)}
    known = [contact.index_of(vault, each) for each in given if each]
    return await complaints.naming(db, actor, cases, known)


async def copy(db: AsyncSession, actor: Actor, person_id: UUID) -> OwnCopy:
    """What an officer hands to the person who asked for it."""
    row = await people.read(db, actor, person_id)
    expect_within(actor, Permission.PERSON_ERASE, row.district_code, UnknownParticipant)
    readers = await repository.readers_of(db, person_id)
    await access_log.note(db, actor, person_id, row.district_code, "copy")
    hers = and_(Registration.person_id == person_id, registrations.visible_to(actor))
    entries = await repository.entries_of(db, hers)
    await taken(db, actor, person_id, row.district_code)
    groups = await repository.memberships_of(db, person_id)
    known = (await whole(db, actor, row)).model_dump()
    return OwnCopy(**known, entries=entries, memberships=groups, readings=readers)


async def taken(db: AsyncSession, actor: Actor, person_id: UUID, district: str) -> None:
    await record(db, actor, Entry("participant.data_copied", ("participant", person_id), district, person_id))


async def open_own(database: Database, vault: Vault, given: CodeUse) -> OwnPage:
    """Everything registered under the same identity with the address the code went to, and her groups' aid."""
    opened = await receipts.redeem(database, vault, given)
    if opened.person_id is None:
        return OwnPage(items=opened.items, aid=[])
    async with database.transaction() as db:
        return OwnPage(items=opened.items, aid=await repository.aid_of(db, opened.person_id))


async def copy_own(database: Database, vault: Vault, given: CodeUse) -> SelfCopy:
    """The same as a copy to keep, with what she sent. A code that is not for the address on file opens no more."""
    opened = await receipts.redeem(database, vault, given)
    which = Registration.number.in_([each.number for each in opened.items])
    async with database.transaction() as db:
        entries = await repository.entries_of(db, which)
        if opened.person_id is None:
            return SelfCopy(entries=entries, record=None, aid=[], memberships=[], readings=[])
        row = await people.read(db, SYSTEM, opened.person_id)
        await taken(db, holder_of(row.district_code), opened.person_id, row.district_code)
        return SelfCopy(
            entries=entries, record=ParticipantRead(**on_file(row)),
            aid=await repository.aid_of(db, opened.person_id),
            memberships=await repository.memberships_of(db, opened.person_id),
            readings=await repository.readers_of(db, opened.person_id),
        )  # fmt: skip
