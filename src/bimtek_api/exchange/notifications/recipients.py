"""Whom an event concerns, by its audience, and by which way each of them can be reached."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import exists, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.complaints.models import Complaint
from bimtek_api.core.crypto import Vault
from bimtek_api.core.shapes import Json
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.reach import channels_of
from bimtek_api.sessions.enrolment.delegations.models import Delegation
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.enrolment.registrations.workflow import LIVE
from bimtek_api.sessions.planning.schedule.models import TrainingSession

R = Registration
CHAIR = text(
    """
    SELECT a.id, a.district_code, p.person_id, coalesce(p.phone, '') <> '' AS phone, p.email IS NOT NULL AS email
    FROM applications a
    LEFT JOIN group_members m ON m.group_id = a.group_id AND m.role = 'chair' AND m.valid_to IS NULL
    LEFT JOIN participants p ON p.person_id = m.person_id
    WHERE a.id = ANY(:cases) ORDER BY a.id
    """
)
# Several groups may wait for one order, and for one load of goods.
CASES_OF = {
    "order": text("SELECT DISTINCT application_id FROM order_lines WHERE order_id = :id ORDER BY 1"),
    "dispatch": text(
        "SELECT DISTINCT l.application_id FROM dispatch_units d JOIN stock_units u ON u.id = d.unit_id"
        " JOIN application_lines l ON l.id = u.for_line_id WHERE d.dispatch_id = :id ORDER BY 1"
    ),
    "asset": text("SELECT application_id FROM assets WHERE id = :id"),
}
# Whoever has her name on it: the person by every address she ever gave, the old one too, or the group's chair.
REACHED = text(
    """
    SELECT DISTINCT ON (r.phone, r.email) r.id FROM registrations r
    WHERE r.person_id = :subject OR r.person_id IN (
        SELECT m.person_id FROM group_members m
        WHERE m.group_id = :subject AND m.role = 'chair' AND m.valid_to IS NULL)
    ORDER BY r.phone, r.email, r.id DESC
    """
)


@dataclass(frozen=True)
class Recipient:
    """`about`: the column of `messages` that says what it is about, and its id there."""

    about: tuple[str, UUID]
    district_code: str
    email: bool
    phone: bool = True
    person_id: UUID | None = None
    facts: Json = field(default_factory=dict)


async def chairs(db: AsyncSession, event: Event) -> list[Recipient]:
    """The chair of each group whose case it is; a group without one is told through whoever the office finds."""
    cases = [event.subject_id]
    if event.subject_kind in CASES_OF:
        cases = list((await db.execute(CASES_OF[event.subject_kind], {"id": event.subject_id})).scalars())
    rows = (await db.execute(CHAIR, {"cases": cases})).all()
    return [
        Recipient(("application_id", row.id), row.district_code, row.email, row.phone, row.person_id) for row in rows
    ]


async def complainant(db: AsyncSession, vault: Vault, event: Event) -> list[Recipient]:
    """Nobody where no contact was left, and nobody about what she wrote herself."""
    row = await db.get(Complaint, event.subject_id)
    if row is None or row.contact_sealed is None:
        return []
    if event.name == "complaint.message" and event.actor_kind != "officer":
        return []
    email, phone = channels_of(vault.unseal(row.contact_sealed))
    facts = {"until": str(row.due_on)}
    return [Recipient(("complaint_id", row.id), row.district_code, bool(email), bool(phone), facts=facts)]


async def delegation(db: AsyncSession, event: Event) -> list[Recipient]:
    row = await db.get(Delegation, event.subject_id)
    if row is None:
        return []
    facts = {"count": event.data.get("members")}
    return [Recipient(("delegation_id", row.id), row.district_code, bool(row.email), bool(row.phone), facts=facts)]


async def of_registrations(db: AsyncSession, ids: Sequence[UUID]) -> list[Recipient]:
    """Those whose address is gone with their data are told nothing."""
    query = select(R.id, R.district_code, R.email, R.phone).where(R.id.in_(ids)).order_by(R.id)
    rows = (await db.execute(query)).all()
    return [
        Recipient(("registration_id", row.id), row.district_code, bool(row.email), bool(row.phone)) for row in rows
    ]


async def hides_doubts(db: AsyncSession, person: Registration) -> bool:
    """Whether her session looks at nobody first, and no officer has sent her registration back since."""
    corrected = exists().where(
        Event.subject_kind == "registration", Event.subject_id == person.id, Event.name == "registration.corrected"
    )
    query = select(TrainingSession.moderated.is_(False) & ~corrected).where(TrainingSession.id == person.session_id)
    return (await db.execute(query)).scalar_one()


async def told_of_session(db: AsyncSession, session_id: UUID, *, reminded: bool) -> list[UUID]:
    """Whom news of a session concerns. Who is expected is reminded, and whoever must not see a doubt about her."""
    expected = R.status == RegistrationStatus.CONFIRMED
    unclear = (RegistrationStatus.PENDING_REVIEW, RegistrationStatus.HELD)
    doubted = R.status.in_(unclear) & TrainingSession.moderated.is_(False)
    told = or_(expected, doubted) if reminded else R.status.in_(LIVE)
    query = select(R.id).join(TrainingSession, TrainingSession.id == R.session_id).where(R.session_id == session_id)
    return list((await db.execute(query.where(told))).scalars())


async def reached(db: AsyncSession, event: Event) -> list[UUID]:
    """The registrations by which those concerned by a correction are told."""
    return list((await db.execute(REACHED, {"subject": event.subject_id})).scalars())
