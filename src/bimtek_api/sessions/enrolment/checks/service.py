"""Checking a form's fields before it is sent: the same rules as registering, nothing written."""

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.fields import TEXT_CHARACTERS, fault_of
from bimtek_api.core.shapes import Json
from bimtek_api.core.storable import storable_text
from bimtek_api.sessions.enrolment.decisions.schemas import RegistrationCreate
from bimtek_api.sessions.enrolment.entries import service

PLACE = ("session_id", "district_code", "subdistrict_code", "village_code")


async def faults(db: AsyncSession, body: Json) -> list[Fault]:
    """Every fault of the body, missing parts included."""
    if not all(map(storable_text, body)):
        return [Fault("/", "text_characters", TEXT_CHARACTERS)]
    try:
        new = RegistrationCreate.model_validate(body)
    except ValidationError as error:
        found = [fault_of(item) for item in error.errors()]
        return found + await place_faults(db, body, {fault.pointer for fault in found})
    return await domicile(db, new)


async def domicile(db: AsyncSession, new: RegistrationCreate) -> list[Fault]:
    try:
        await service.context(db, new)
    except Invalid as no:
        return list(no.faults)
    return []


async def place_faults(db: AsyncSession, body: Json, known: set[str]) -> list[Fault]:
    """The domicile is judged even while other fields are still wrong."""
    if any(f"/{name}" in known for name in PLACE):
        return []
    given = {"answers": body["answers"]} if isinstance(body.get("answers"), dict) else {}
    draft = RegistrationCreate.model_construct(**{name: body[name] for name in PLACE} | given)
    return await domicile(db, draft)
