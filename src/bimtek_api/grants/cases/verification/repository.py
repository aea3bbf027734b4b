"""Queries of desk checks."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.grants.cases.verification.models import DeskCheck, PaperFinding

C, F = DeskCheck, PaperFinding


async def checks(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """Every check with the officer's name, the first one first."""
    query = select(C.id, C.action, C.note, C.created_at, Officer.name).join(Officer, Officer.person_id == C.person_id)
    return (await db.execute(query.where(C.application_id == case_id).order_by(C.id))).all()


async def findings(db: AsyncSession, case_id: UUID) -> dict[UUID, list[PaperFinding]]:
    """Findings by check."""
    query = select(F).join(C, C.id == F.check_id).where(C.application_id == case_id).order_by(F.kind)
    found = defaultdict(list)
    for each in (await db.execute(query)).scalars():
        found[each.check_id].append(each)
    return found
