"""Rows of hand-written statements about one registration and its receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bimtek_api.core.shapes import Json
from bimtek_api.sessions.planning.schedule.views import PublicSession


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a registration stands, and what its session's seats say."""

    number: str
    status: str
    hold_until: datetime | None
    now: datetime
    moderated: bool
    corrected: bool
    size: int
    taken: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class OwnRow(Standing):
    """A row of `codes.OWN`. `on_file`: the address the code went to is the one on her record."""

    receipt_id: UUID
    generation: int
    title: str
    starts_on: date
    ends_on: date
    on_file: bool


@dataclass(frozen=True, kw_only=True)
class ReceiptRow(Standing):
    """A row of `statements.RECEIPT`; what came as JSON is None where there is nothing."""

    receipt_id: UUID
    first_number: str
    generation: int
    name: str
    submitted_at: datetime
    registration_id: UUID
    nik_last4: str
    phone: str
    birth_date: date
    offers: int
    rejoined: bool
    return_fields: Sequence[str]
    version: int
    email: str | None
    person_id: UUID | None
    pass_generation: int
    answers: Json
    files_due: bool
    questions: Sequence[Json] | None
    uploads: Json | None
    registered_at: datetime
    session_id: UUID
    session_number: str
    title: str
    trade: str
    audience: str
    session_status: str
    venue: str
    address: str
    map_url: str | None
    zone: str
    starts_on: date
    ends_on: date
    opens_at: datetime
    closes_at: datetime
    district_code: str
    status_reason: str | None
    district_name: str
    position: int | None
    full_counters: Sequence[Json] | None
    together: int | None
    days: Sequence[Mapping[str, str]] | None
    events: Sequence[Json] | None
    consents: Sequence[Json] | None
    evaluated: bool
    certificate: Mapping[str, str] | None

    @property
    def session(self) -> PublicSession:
        return PublicSession(
            id=self.session_id, number=self.session_number, status=self.session_status, title=self.title,
            trade=self.trade, audience=self.audience, venue=self.venue, address=self.address, map_url=self.map_url,
            zone=self.zone, starts_on=self.starts_on, ends_on=self.ends_on, moderated=self.moderated,
            opens_at=self.opens_at, closes_at=self.closes_at, district_code=self.district_code,
            district_name=self.district_name, status_reason=self.status_reason, size=self.size, taken=self.taken,
            waiting=self.waiting, now=self.now,
        )  # fmt: skip


@dataclass
class Own:
    """Her registration as its machine sees it, with the status the clock gives it."""

    status: StrEnum
    district_code: str
    hold_until: datetime | None
    rejoined: bool
    person_id: UUID | None
    version: int = 1
