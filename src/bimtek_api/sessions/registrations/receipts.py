"""What a person may see of her own registration: the receipt page and the status by number and birth date."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.sessions.registrations import statements
from bimtek_api.sessions.registrations.errors import UnknownReceipt
from bimtek_api.sessions.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.registrations.schemas import (
    Place,
    ReceiptLookup,
    ReceiptRead,
    ReceiptStatus,
    SessionBrief,
    TimelineStep,
)
from bimtek_api.sessions.registrations.service import Made
from bimtek_api.sessions.schedule import views

ENDS = (S.REJECTED, S.WITHDRAWN, S.NO_SHOW, S.CLOSED_UNSERVED, S.NOT_COMPLETED)
FROM_EVENTS = {
    "registration.submitted": ("received", "you"),
    "registration.queued": ("queued", "system"),
    "registration.promoted": ("promoted", "system"),
    "registration.accepted": ("accepted", "office"),
    "registration.attending": ("attending", "office"),
    "registration.completed": ("completed", "office"),
    "registration.not_completed": ("not_completed", "office"),
    "registration.no_show": ("no_show", "office"),
    "registration.rejected": ("rejected", "office"),
    "registration.withdrawn": ("withdrawn", "you"),
    "registration.closed_unserved": ("closed_unserved", "system"),
}
# What still lies ahead, and who acts next, by where the person stands.
AHEAD: dict[S, tuple[tuple[str, str], ...]] = {
    S.WAITLISTED: (("seat", "system"), ("attending", "you")),
    S.PENDING_REVIEW: (("review", "office"), ("attending", "you")),
    S.CONFIRMED: (("attending", "you"), ("completed", "office")),
    S.ATTENDING: (("completed", "office"),),
}


class SessionOf:
    """A receipt row seen as its session's row: same columns but for the two that clash."""

    def __init__(self, row: Row | SimpleNamespace) -> None:
        self.row = row

    def __getattr__(self, name: str) -> Any:
        renamed = {"number": "session_number", "status": "session_status", "id": "session_id"}
        return getattr(self.row, renamed.get(name, name))


def timeline(status: S, events: Iterable[Mapping[str, Any]], registered_at: Any) -> list[TimelineStep]:
    """The person's path: what happened, what happens now, what comes."""
    steps = [TimelineStep(step="received", state="done", at=registered_at, actor="you")]
    for event in events:
        step, actor = FROM_EVENTS.get(event["name"], (None, None))
        if step and step != "received":
            steps.append(TimelineStep(step=step, state="done", at=event["at"], actor=actor))
    for index, (step, actor) in enumerate(AHEAD.get(status, ())):
        steps.append(TimelineStep(step=step, state="later" if index else "now", actor=actor))
    return steps


def queue_of(row: Row | SimpleNamespace) -> Place | None:
    return Place(position=row.position, length=max(row.waiting, row.position)) if row.position else None


async def load(db: AsyncSession, *, number: str | None = None, receipt_id: UUID | None = None) -> Row:
    """One receipt with everything it shows; raises UnknownReceipt."""
    row = (await db.execute(statements.RECEIPT, {"number": number, "id": receipt_id})).first()
    if row is None:
        raise UnknownReceipt
    return row


def shown(row: Row | SimpleNamespace, secret: str | None = None) -> ReceiptRead:
    """The receipt as the person sees it: two digits of the phone, four of the NIK."""
    status = S(row.status)
    return ReceiptRead(
        number=row.number,
        secret=secret,
        status=status,
        name=row.name,
        nik_last4=row.nik_last4,
        phone_last2=row.phone[-2:],
        submitted_at=row.submitted_at,
        queue=queue_of(row),
        session=views.session_row(SessionOf(row)),
        days=row.days or [],
        timeline=timeline(status, row.events or [], row.registered_at),
        certificate=row.certificate,
    )


async def made(db: AsyncSession, vault: Vault, receipt: Made) -> ReceiptRead:
    """The answer to a registration: the only time the secret is handed out."""
    row = receipt.shows or await load(db, receipt_id=receipt.receipt_id)
    return shown(row, vault.receipt_secret(row.receipt_id, row.generation))


async def read(db: AsyncSession, vault: Vault, number: str, secret: str) -> ReceiptRead:
    """The receipt page's data; a wrong secret is the same 404 as a wrong number."""
    row = await load(db, number=number)
    if not same_secret(secret, vault.receipt_secret(row.receipt_id, row.generation)):
        raise UnknownReceipt
    return shown(row)


async def look_up(db: AsyncSession, asked: ReceiptLookup) -> ReceiptStatus:
    """Status only, by number and birth date."""
    row = await load(db, number=asked.number.strip().upper())
    if row.birth_date != asked.birth_date:
        raise UnknownReceipt
    brief = SessionBrief(
        title=row.title, starts_on=row.starts_on, ends_on=row.ends_on, venue=row.venue, zone=row.zone
    )
    return ReceiptStatus(number=row.number, status=row.status, queue=queue_of(row), session=brief)
