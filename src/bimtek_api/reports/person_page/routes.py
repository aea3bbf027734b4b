"""The page of one person, for officers and for herself."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.scope import expect_within
from bimtek_api.events import readings
from bimtek_api.events.recorder import Entry, record
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.people.errors import UnknownParticipant
from bimtek_api.participants.trades.schemas import trade_ref
from bimtek_api.reports.person_page import repository
from bimtek_api.reports.person_page.schemas import OwnAid, OwnCopy, OwnPage, PersonAid, PersonPage, PersonRegistration
from bimtek_api.sessions.registrations import codes
from bimtek_api.sessions.registrations.receipt_schemas import CodeUse

router = APIRouter(tags=["participants"])
PLAIN = (
    "id",
    "name",
    "nik_last4",
    "family_last4",
    "phone",
    "email",
    "birth_date",
    "sex",
    "business_name",
    "kbli",
    "version",
)


@router.get("/participants/{participant_id}", **needs(Permission.PARTICIPANT_READ))
async def read_participant(db: DB, actor: ActorDep, participant_id: UUID) -> PersonPage:
    """One participant: the record on file, every registration with days and certificate, aid through her groups."""
    row = await people.read(db, actor, participant_id)
    await readings.note(db, actor, participant_id, row.district_code, "participant")
    return await page(db, actor, row)


@router.get("/participants/{participant_id}/copy", **needs(Permission.PERSON_ERASE))
async def copy_participant(db: DB, actor: ActorDep, participant_id: UUID) -> OwnCopy:
    """What is kept of a person, for herself, when she asks for it: record, registrations, aid, who read it."""
    row = await people.read(db, actor, participant_id)
    expect_within(actor, Permission.PERSON_ERASE, row.district_code, UnknownParticipant)
    readers = await repository.readers_of(db, participant_id)
    await readings.note(db, actor, participant_id, row.district_code, "copy")
    subject = ("participant", participant_id)
    await record(db, actor, Entry("participant.data_copied", subject, row.district_code, participant_id))
    return OwnCopy(**(await page(db, actor, row)).model_dump(), readings=readers)


async def page(db: AsyncSession, actor: Actor, row: Row) -> PersonPage:
    participant_id = row.id
    found = await repository.registrations_of(db, actor, participant_id)
    return PersonPage(
        **{name: getattr(row, name) for name in PLAIN},
        **{place: Ref(code=getattr(row, f"{place}_code"), name=getattr(row, f"{place}_name")) for place in PLACES},
        trade=trade_ref(row.trade),
        registrations=[PersonRegistration.model_validate(each) for each in found],
        aid=[PersonAid.model_validate(each) for each in await repository.aid_of(db, participant_id, actor)],
    )


PLACES = ("district", "subdistrict", "village")


@router.post("/receipts/openings", **public("receipt_opening", 20, timedelta(minutes=10)))
async def open_own_page(request: Request, given: CodeUse) -> OwnPage:
    """Everything registered under the same identity with the same e-mail address, and her groups' aid, by code."""
    database = request.app.state.database
    opened = await codes.redeem(database, request.app.state.vault, given)
    if opened.person_id is None:
        return OwnPage(items=opened.items, aid=[])
    async with database.transaction() as db:
        found = await repository.aid_of(db, opened.person_id)
    return OwnPage(items=opened.items, aid=[OwnAid.model_validate(each) for each in found])
