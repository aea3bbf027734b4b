"""Taking complaints in, adding to them, and answering them."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.complaints import repository
from bimtek_api.complaints.errors import NotAnswered, UnknownComplaint
from bimtek_api.complaints.models import LIMITS, SENSITIVE, Channel, Complaint, ComplaintMessage, ComplaintStatus
from bimtek_api.complaints.schemas import CaseCreate, CaseMove, ComplaintCreate
from bimtek_api.complaints.workflow import WORKFLOW, ComplaintFacts
from bimtek_api.core import clock, numbering
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_, language
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.identities import contact
from bimtek_api.programmes.workdays import repository as workdays
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion

GENERATION = 0  # receipts of registrations begin at 1, so no two secrets are made of the same input
PREFIX = "AD"
DISTRICT = N_("Pilih kabupaten atau kota dari daftar.")
ANSWERED = (ComplaintStatus.RESOLVED, ComplaintStatus.CLOSED)


async def take_down(db: AsyncSession, vault: Vault, actor: Actor, once: Once, new: CaseCreate) -> UUID:
    """Records what somebody told an officer. She need not be allowed to read it afterwards."""
    actor.require(Permission.COMPLAINT_HANDLE, new.district_code)
    return await receive(db, vault, actor, once, new, new.channel)


async def receive(
    db: AsyncSession, vault: Vault, actor: Actor, once: Once, new: ComplaintCreate, channel: Channel = Channel.WEB
) -> UUID:
    """Records a complaint. The history names nobody but the officer who took it down: neither sender nor person."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    try:
        district = await regions.district(db, new.district_code)
    except UnknownRegion as no:
        raise Invalid(Fault("/district_code", "district_unknown", DISTRICT)) from no
    appealed = await appeal(db, vault, new)
    received = clock.local_date(await clock.now(db), district.zone)
    made = Complaint(
        number=numbering.receipt_number(PREFIX), district_code=district.code, category=new.category, text=new.text,
        sensitive=new.category in SENSITIVE or bool(appealed and appealed.sensitive),
        name_sealed=vault.seal(new.name) if new.name else None,
        contact_sealed=vault.seal(new.contact) if new.contact else None,
        contact_index=contact.index_of(vault, new.contact) if new.contact else None,
        due_on=await workdays.due_on(db, received, LIMITS[new.category]), appeal_of=appealed.id if appealed else None,
        status=ComplaintStatus.RECEIVED, channel=channel, taken_by=None if channel == Channel.WEB else actor.id,
        language=language.get() if channel == Channel.WEB else "id",
    )  # fmt: skip
    db.add(made)
    await db.flush()
    await once.settle(db, actor.caller, made.id)
    subject = ("complaint", made.id)
    by = actor if made.taken_by else Actor(kind="public")
    await record(db, by, Entry("complaint.received", subject, made.district_code, after=made.status))
    return made.id


async def appeal(db: AsyncSession, vault: Vault, new: ComplaintCreate) -> Complaint | None:
    """The answered complaint this one objects to."""
    if not new.appeal_of:
        return None
    row = await open_ticket(db, vault, new.appeal_of.upper(), new.appeal_secret or "")
    if row.Complaint.status not in ANSWERED:
        raise NotAnswered
    return row.Complaint


def secret_of(vault: Vault, complaint_id: UUID) -> str:
    return vault.receipt_secret(complaint_id, GENERATION)


async def open_ticket(db: AsyncSession, vault: Vault, number: str, secret: str) -> Row:
    """The complaint behind its secret; a wrong secret is the same 404 as a wrong number."""
    row = await repository.by_number(db, number)
    if not same_secret(secret, secret_of(vault, row.Complaint.id)):
        raise UnknownComplaint
    return row


async def add_message(db: AsyncSession, actor: Actor, complaint: Complaint, text: str) -> None:
    """What the complainant adds, or an officer tells her."""
    officer = actor.id if actor.kind == "officer" else None
    db.add(ComplaintMessage(complaint_id=complaint.id, officer_id=officer, text=text))
    await db.flush()
    entry = Entry("complaint.message", ("complaint", complaint.id), complaint.district_code)
    await record(db, actor if officer else Actor(kind="public"), entry)


async def move(db: AsyncSession, actor: Actor, complaint_id: UUID, seen: int, asked: CaseMove) -> None:
    """One step of the case; resolving carries the public answer and its outcome."""
    complaint = await repository.lock(db, actor, complaint_id)
    complaint.expect(seen)
    facts = ComplaintFacts(answered=bool(asked.answer and asked.outcome))
    subject = ("complaint", complaint.id)
    async with transition(db, actor, WORKFLOW, complaint, asked.action, facts, of=subject, reason=asked.reason):
        if asked.action == "resolve":
            complaint.answer, complaint.outcome = asked.answer, asked.outcome
