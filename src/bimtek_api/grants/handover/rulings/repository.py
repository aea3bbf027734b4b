"""Queries of rulings on what is asked back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.handover.capital.models import ReceiptStatus, RefundReceipt
from bimtek_api.grants.handover.rulings.errors import UnknownRuling
from bimtek_api.grants.handover.rulings.models import DemandRuling, RulingStatus

G, B = DemandRuling, RefundReceipt


async def of_case(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The first one first."""
    asker, decider = aliased(Officer), aliased(Officer)
    query = (
        select(
            G.id, G.demand_id, G.district_code, G.kind, G.status, G.rest_rupiah, G.reason, G.letter_number,
            G.created_at, G.decision_note, G.version, G.asked_by, asker.name.label("asker"),
            decider.name.label("decider"),
        )
        .join(asker, asker.person_id == G.asked_by)
        .outerjoin(decider, decider.person_id == G.decided_by)
    )  # fmt: skip
    return (await db.execute(query.where(G.application_id == case_id).order_by(G.id))).all()


async def demand_of(db: AsyncSession, actor: Actor, ruling_id: UUID) -> UUID:
    mine = within(actor, Permission.GRANT_READ, G.district_code)
    found = (await db.execute(select(G.demand_id).where(G.id == ruling_id, mine))).scalar_one_or_none()
    if found is None:
        raise UnknownRuling
    return found


async def lock(db: AsyncSession, ruling_id: UUID) -> DemandRuling:
    query = select(G).where(G.id == ruling_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def is_open(db: AsyncSession, demand_id: UUID) -> bool:
    query = select(G.id).where(G.demand_id == demand_id, G.status == RulingStatus.PROPOSED)
    return (await db.execute(query)).first() is not None


async def receipt_open(db: AsyncSession, demand_id: UUID) -> bool:
    """Whether a receipt of it waits for its second treasurer."""
    query = select(B.id).where(B.demand_id == demand_id, B.status == ReceiptStatus.RECORDED)
    return (await db.execute(query.limit(1))).first() is not None
