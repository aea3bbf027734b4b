"""One page of one person: the record and everything that happened to it."""

from datetime import date
from uuid import UUID

from bimtek_api.core.fields import Read
from bimtek_api.participants.people.schemas import ParticipantRead
from bimtek_api.sessions.registrations.models import RegistrationStatus


class PersonRegistration(Read):
    id: UUID
    number: str
    session_id: UUID
    session_title: str
    starts_on: date
    ends_on: date
    status: RegistrationStatus
    present_days: int
    total_days: int
    certificate_number: str | None


class PersonPage(ParticipantRead):
    registrations: list[PersonRegistration]
