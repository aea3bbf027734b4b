"""Capital that arrived is asked back: by one with a reason and a letter, decided by another human."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.handover.capital import money_statements as money
from bimtek_api.grants.handover.capital.models import DemandStatus, RefundDemand
from bimtek_api.grants.handover.capital.receipt_schemas import DemandCreate, DemandDecision
from bimtek_api.grants.handover.capital.taking_back import arrived, expect_room, tell
from bimtek_api.grants.handover.capital.workflow import DEMAND
from bimtek_api.regions import repository as regions

DAY_PAST = N_("Tenggat ini sudah lewat.")


async def ask(db: AsyncSession, actor: Actor, payment_id: UUID, new: DemandCreate) -> UUID:
    """At most what arrived and was not asked back before. Returns the case."""
    case, _ = await arrived(db, actor, payment_id, Permission.ASSET_WATCH)
    if new.due_on < await regions.today(db, case.district_code):
        raise Invalid(Fault("/due_on", "date_past", DAY_PAST))
    expect_room(new.amount_rupiah, await money.refund_room(db, payment_id))
    demand = RefundDemand(
        **new.model_dump(), payment_id=payment_id, application_id=case.id, district_code=case.district_code,
        status=DemandStatus.PROPOSED, asked_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(demand)
    await db.flush()
    await tell(db, actor, demand, demand.letter_number, "refund.demanded", new.reason)
    return case.id


async def decide(db: AsyncSession, actor: Actor, demand_id: UUID, seen: int, given: DemandDecision) -> UUID:
    """Approved, it stands until the money is back; the next tranche waits for it. Returns the case."""
    payment_id = await money.payment_of(db, actor, RefundDemand, demand_id)
    case, _ = await arrived(db, actor, payment_id, Permission.ASSET_DECIDE)
    demand = await money.lock_told(db, RefundDemand, demand_id)
    demand.expect(seen)
    facts, now = await outside.acting(db, actor, case.id), await clock.now(db)
    moved = DEMAND.move(demand, given.action, actor, facts, given.note)
    demand.decided_by, demand.decided_at, demand.decision_note = applications.proposer(actor), now, given.note
    await db.flush()
    await tell(db, actor, demand, demand.letter_number, moved, given.note)
    return case.id
