"""One page of one person: the record and everything that happened to it."""

from datetime import date, datetime
from uuid import UUID

from bimtek_api.core.fields import Read
from bimtek_api.grants.applications.models import ApplicationStatus
from bimtek_api.participants.groups.models import MemberRole
from bimtek_api.participants.people.schemas import ParticipantRead
from bimtek_api.sessions.registrations.models import RegistrationStatus
from bimtek_api.sessions.registrations.receipt_schemas import OwnRegistration


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


class PersonAid(Read):
    """An application of a group she was a member of when it was made; `serials` is what was handed over so far."""

    id: UUID
    number: str
    status: ApplicationStatus
    group_id: UUID
    group_name: str
    role: MemberRole
    package_name: str
    fiscal_year: int
    decree_number: str | None
    serials: list[str]


class OwnAid(Read):
    """What she reads of a group's application: how far it is, and the machines by serial number."""

    number: str
    status: ApplicationStatus
    group_name: str
    package_name: str
    fiscal_year: int
    decree_number: str | None
    serials: list[str]


class OwnPage(Read):
    """Everything that is hers. `aid` is empty unless the code went to the address on her own record."""

    items: list[OwnRegistration]
    aid: list[OwnAid]


class PersonPage(ParticipantRead):
    registrations: list[PersonRegistration]
    aid: list[PersonAid]


class Reader(Read):
    """Who looked, when, where, and at which fields."""

    at: datetime
    actor_name: str | None
    source: str
    fields: list[str]


class OwnCopy(PersonPage):
    readings: list[Reader]
