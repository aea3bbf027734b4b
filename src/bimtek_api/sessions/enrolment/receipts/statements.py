"""SQL of a receipt, and the rows it answers with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import text

from bimtek_api.core.shapes import Json
from bimtek_api.sessions.enrolment.consents.statements import AGREED
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


# Whether an officer has sent her registration back, so that she knows it is being looked at.
CORRECTED = """
    SELECT count(*) > 0 FROM events y
     WHERE y.subject_kind = 'registration' AND y.subject_id = r.id AND y.name = 'registration.corrected'"""


# Whether a number is anybody's, asked alone: reading all that a receipt shows takes a time that would tell it.
KEYHOLE = text("SELECT id, generation FROM receipts WHERE number = :number")


BORN = text(
    """
    SELECT t.id FROM (SELECT 1) AS one LEFT JOIN receipts t ON t.number = :number
      LEFT JOIN registrations r ON r.id = t.registration_id WHERE r.birth_date = :birth_date
    """
)


# Everything a receipt shows, in one round trip.
RECEIPT = text(
    f"""
    SELECT t.id AS receipt_id, t.number, r.number AS first_number, t.generation, t.name, t.created_at AS submitted_at, r.id AS registration_id,
           r.status, r.nik_last4, r.phone, r.birth_date, r.hold_until, r.offers, r.rejoined, r.return_fields,
           r.version, r.email, r.person_id, r.pass_generation, r.answers, r.files_due,
           (SELECT o.questions FROM session_forms o
             WHERE o.session_id = r.session_id AND o.version = r.form_version) AS questions,
           (SELECT json_object_agg(o.key, o.uploaded_at) FROM registration_files o
             WHERE o.registration_id = r.id) AS uploads, r.created_at AS registered_at, r.session_id,
           s.number AS session_number, s.title, s.trade, s.audience, s.status AS session_status, s.venue,
           s.address, s.map_url, s.zone, s.starts_on, s.ends_on, s.moderated, s.opens_at, s.closes_at,
           s.district_code, s.status_reason, d.name AS district_name, c.size, c.taken, c.waiting, bimtek_now() AS now,
           CASE WHEN r.status = 'waitlisted' THEN
               (SELECT count(*) FROM registrations q
                 WHERE q.session_id = r.session_id AND q.status = 'waitlisted'
                   AND (q.priority, q.queue_no) <= (r.priority, r.queue_no))
           END AS position,
           CASE WHEN r.status = 'waitlisted' THEN
               (SELECT json_agg(json_build_object('kind', f.kind, 'value', f.value, 'name',
                               (SELECT g.name FROM regions g WHERE g.code = f.value)) ORDER BY f.kind <> 'room', f.kind, f.value)
                  FROM seat_counters f WHERE f.session_id = r.session_id AND f.taken >= f.size
                   AND (f.released_at IS NULL OR f.released_at > bimtek_now())
                   AND takes_from(f.kind, f.value, r.sex, r.home_district_code, r.groups))
           END AS full_counters,
           CASE WHEN r.status = 'waitlisted' AND r.delegation_id IS NOT NULL THEN
               (SELECT count(*) FROM registrations g
                 WHERE g.delegation_id = r.delegation_id AND g.status = 'waitlisted')
           END AS together,
           (SELECT json_agg(json_build_object('id', m.id, 'date', m.date, 'starts_at', to_char(m.starts_at, 'HH24:MI'),
                            'ends_at', to_char(m.ends_at, 'HH24:MI')) ORDER BY m.date)
              FROM meeting_days m WHERE m.session_id = s.id) AS days,
           (SELECT json_agg(json_build_object('name', e.name, 'at', e.at, 'by', e.actor_kind,
                                             'reason', e.reason) ORDER BY e.position)
              FROM events e WHERE e.subject_kind = 'registration' AND e.subject_id = r.id) AS events,
           ({AGREED.format(whose="o.id = r.id OR o.person_id = r.person_id")}) AS consents,
           EXISTS (SELECT FROM evaluations v WHERE v.registration_id = r.id) AS evaluated,
           ({CORRECTED}) AS corrected,
           (SELECT json_build_object('number', f.number, 'code', f.code, 'issued_at', f.issued_at)
              FROM certificates f WHERE f.registration_id = r.id AND f.revoked_at IS NULL) AS certificate
    FROM receipts t
    JOIN registrations r ON r.id = t.registration_id
    JOIN sessions s ON s.id = r.session_id
    JOIN regions d ON d.code = s.district_code
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE t.number = :number OR t.id = :id
    """  # noqa: S608 - fragments of our own
)


# At most one mail per hour and address, however often somebody asks.
ASK = text(
    """
    INSERT INTO receipt_codes (registration_id)
    SELECT r.id FROM registrations r
    WHERE r.id = :id AND r.email IS NOT NULL AND NOT EXISTS (
        SELECT FROM receipt_codes c JOIN registrations o ON o.id = c.registration_id
        WHERE o.email = r.email AND c.created_at > bimtek_now() - interval '1 hour')
    RETURNING id
    """
)


# A try counts before the code is compared, in a transaction of its own: guessing does not undo itself.
TRY = text(
    """
    UPDATE receipt_codes SET tries = tries + 1
    WHERE id = (SELECT c.id FROM receipt_codes c JOIN receipts t ON t.registration_id = c.registration_id
                 WHERE t.number = :number AND c.used_at IS NULL AND c.created_at > bimtek_now() - interval '1 hour'
                 ORDER BY c.created_at DESC LIMIT 1)
      AND tries < :most
    RETURNING id
    """
)


USE = text("UPDATE receipt_codes SET used_at = bimtek_now() WHERE id = :id AND used_at IS NULL RETURNING id")


# What the address the code went to was given for, under one identity. An identity number and a phone number are no
# secrets: whoever registers with them and another address must not open what is there already.
OWN = text(
    f"""
    SELECT r.number, r.status, r.hold_until, s.moderated, ({CORRECTED}) AS corrected,
           t.id AS receipt_id, t.generation, s.title, s.starts_on, s.ends_on,
           c.size, c.taken, c.waiting, bimtek_now() AS now,
           EXISTS (SELECT FROM participants p
                    WHERE p.person_id = :person_id AND lower(p.email) = lower(:email)) AS on_file
    FROM registrations r
    JOIN receipts t ON t.number = r.number
    JOIN sessions s ON s.id = r.session_id
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE r.id = :id OR (r.person_id = :person_id AND lower(r.email) = lower(:email))
    ORDER BY r.id DESC
    """  # noqa: S608 - a fragment of our own
)
