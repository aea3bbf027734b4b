"""Queries of appeals."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.events.models import Event
from bimtek_api.grants.cases.appeals.errors import UnknownAppeal
from bimtek_api.grants.cases.appeals.models import CaseAppeal

C = CaseAppeal


async def appeals(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The newest first, with who decided."""
    query = select(C.id, C.text, C.created_at, C.outcome, C.note, C.version, Officer.name.label("decider"))
    query = query.outerjoin(Officer, Officer.person_id == C.person_id).where(C.application_id == case_id)
    return (await db.execute(query.order_by(C.id.desc()))).all()


async def lock(db: AsyncSession, actor: Actor, appeal_id: UUID) -> CaseAppeal:
    mine = within(actor, Permission.GRANT_READ, C.district_code)
    query = select(C).where(C.id == appeal_id, mine).with_for_update(key_share=True)
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise UnknownAppeal
    return found


async def since(db: AsyncSession, case_id: UUID, status: str) -> datetime | None:
    """When a case came into its state."""
    query = select(func.max(Event.at)).where(
        Event.subject_kind == "application", Event.subject_id == case_id, Event.after == status
    )
    return (await db.execute(query)).scalar_one()
