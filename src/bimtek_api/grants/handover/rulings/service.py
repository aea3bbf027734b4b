"""A demand that stands is withdrawn, or its rest is let go: with a reason and a letter, by two. The next tranche
goes on then; what came back stays booked."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.handover.capital import money_statements as money
from bimtek_api.grants.handover.capital.models import DemandStatus, RefundDemand
from bimtek_api.grants.handover.capital.taking_back import arrived, tell
from bimtek_api.grants.handover.capital.workflow import END
from bimtek_api.grants.handover.rulings import repository
from bimtek_api.grants.handover.rulings.errors import NotStanding, PaidInPart, ReceiptOpen, RestChanged, RulingOpen
from bimtek_api.grants.handover.rulings.models import DemandRuling, RulingKind, RulingStatus
from bimtek_api.grants.handover.rulings.schemas import RulingCreate, RulingDecision
from bimtek_api.grants.handover.rulings.workflow import ENDS, RULING


async def rest(db: AsyncSession, demand: RefundDemand, kind: RulingKind) -> int:
    """What is still to come of a demand that stands; every receipt of it is decided."""
    if demand.status != DemandStatus.APPROVED:
        raise NotStanding
    if await repository.receipt_open(db, demand.id):
        raise ReceiptOpen
    left = await money.demand_room(db, demand.payment_id, demand.id) or 0
    if kind == RulingKind.WITHDRAWN and left != demand.amount_rupiah:
        raise PaidInPart
    return left


async def ask(db: AsyncSession, actor: Actor, demand_id: UUID, new: RulingCreate) -> UUID:
    """One at a time. Returns the case."""
    payment_id = await money.payment_of(db, actor, RefundDemand, demand_id)
    case, _ = await arrived(db, actor, payment_id, Permission.ASSET_WATCH)
    demand = await money.lock_told(db, RefundDemand, demand_id)
    left = await rest(db, demand, new.kind)
    if await repository.is_open(db, demand_id):
        raise RulingOpen
    db.add(
        DemandRuling(
            **new.model_dump(), demand_id=demand_id, application_id=case.id, district_code=case.district_code,
            status=RulingStatus.PROPOSED, rest_rupiah=left, asked_by=applications.proposer(actor),
        )
    )  # fmt: skip
    await db.flush()
    await tell(db, actor, demand, new.letter_number, f"refund.{new.kind}_asked", new.reason)
    return case.id


async def decide(db: AsyncSession, actor: Actor, ruling_id: UUID, seen: int, given: RulingDecision) -> UUID:
    """Approved, it ends the demand. Returns the case."""
    demand_id = await repository.demand_of(db, actor, ruling_id)
    payment_id = await money.payment_of(db, actor, RefundDemand, demand_id)
    case, _ = await arrived(db, actor, payment_id, Permission.ASSET_DECIDE)
    demand, ruling = await money.lock_told(db, RefundDemand, demand_id), await repository.lock(db, ruling_id)
    ruling.expect(seen)
    facts, now = await outside.acting(db, actor, case.id), await clock.now(db)
    RULING.check(ruling, given.action, actor, facts, given.note)
    if given.action == "approve" and await rest(db, demand, ruling.kind) != ruling.rest_rupiah:
        raise RestChanged
    moved = RULING.move(ruling, given.action, actor, facts, given.note)
    ruling.decided_by, ruling.decided_at, ruling.decision_note = applications.proposer(actor), now, given.note
    await db.flush()
    await tell(db, actor, demand, ruling.letter_number, moved, given.note)
    if ruling.status == RulingStatus.APPROVED:
        ended = END.move(demand, ENDS[ruling.kind], actor, facts, ruling.reason)
        await db.flush()
        await tell(db, actor, demand, demand.letter_number, ended, ruling.reason)
    return case.id
