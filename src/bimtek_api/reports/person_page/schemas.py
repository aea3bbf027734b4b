"""One page of one person: the record and everything that happened to it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from bimtek_api.complaints.models import Category, ComplaintStatus
from bimtek_api.core.fields import Read
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.grants.handover.assets.models import AssetStatus
from bimtek_api.participants.groups.models import MemberRole
from bimtek_api.participants.people.schemas import ParticipantRead
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.enrolment.receipts.schemas import OwnRegistration
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus


class DayMark(Read):
    """One meeting day; without a mark nobody wrote down whether she came."""

    date: date
    mark: Mark | None


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
    days: list[DayMark]
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


class UnboundRegistration(Read):
    """Sent under her NIK; an officer has still to say whether it is she. `name` as it was typed."""

    id: UUID
    number: str
    name: str
    status: RegistrationStatus
    session_title: str
    created_at: datetime


class PersonMachine(Read):
    """A machine that came of one of her cases, and who holds it today."""

    id: UUID
    code: str
    name: str
    serial: str
    status: AssetStatus
    group_name: str
    handed_on: date
    title_on: date | None


class PersonPayment(Read):
    """Whole rupiah. `kind`: a tranche to her group, or a supplier for the whole order her case is part of, or
    a `refund`: what the group paid back, on the day and with the reference of the bank.

    `status` is that of the tranche or of the supplier's payment; `number` is her case's.
    """

    kind: Literal["tranche", "supplier", "refund"]
    number: str
    amount_rupiah: int
    status: Literal["prepared", "sent", "paid", "failed", "cancelled", "confirmed"]
    paid_on: date | None
    disbursement_number: str | None


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


class PersonRecord(ParticipantRead):
    """The record on file and what is hers for certain."""

    registrations: list[PersonRegistration]
    aid: list[PersonAid]
    machines: list[PersonMachine]
    payments: list[PersonPayment]


class PersonComplaint(Read):
    """`why`: it names a case of hers, or was handed in with her phone or e-mail."""

    id: UUID
    number: str
    category: Category
    status: ComplaintStatus
    created_at: datetime
    why: Literal["case", "contact"]


class PersonPage(PersonRecord):
    """For officers: also what may be hers, and of complaints about her cases or by her those the caller may read."""

    unbound: list[UnboundRegistration]
    complaints: list[PersonComplaint]


class ConsentCopy(Read):
    purpose: str
    notice_version: str
    channel: str
    given_at: datetime
    withdrawn_at: datetime | None


class Reader(Read):
    """Who looked, when, where, and at which fields."""

    at: datetime
    actor_name: str | None
    source: str
    fields: list[str]


class Membership(Read):
    group_name: str
    role: MemberRole
    valid_from: date
    valid_to: date | None


class Entry(Read):
    """One registration as it was sent, with what came of it. Of the NIK, which is sealed, the last four digits.

    `results`: by table, what is kept of her there: attendance, test scores, her opinion, certificates.
    """

    number: str
    session_title: str
    starts_on: date
    ends_on: date
    status: RegistrationStatus
    created_at: datetime
    channel: str
    name: str
    nik_last4: str
    birth_date: date
    sex: str
    phone: str
    email: str | None
    district: str
    subdistrict: str
    village: str
    business_name: str | None
    trade: str
    equipment_needs: list[str]
    equipment_note: str | None
    groups: list[str]
    answers: Json
    notice_version: str
    consents: list[ConsentCopy]
    results: dict[str, list[Json]]


class OwnCopy(PersonRecord):
    """For an officer who hands it over: the record on file, everything sent, and who looked at it."""

    entries: list[Entry]
    memberships: list[Membership]
    readings: list[Reader]


class SelfCopy(Read):
    """What she takes herself by a code. Only `entries` unless it went to the address on file."""

    entries: list[Entry]
    record: ParticipantRead | None
    aid: list[OwnAid]
    memberships: list[Membership]
    readings: list[Reader]
