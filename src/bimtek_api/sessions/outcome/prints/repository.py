"""Queries of printings."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.sessions.outcome.prints.errors import UnknownPrint
from bimtek_api.sessions.outcome.prints.models import CertificatePrint
from bimtek_api.sessions.planning.schedule.models import TrainingSession


async def read(db: AsyncSession, actor: Actor, print_id: UUID) -> CertificatePrint:
    """One printing; raises UnknownPrint outside the caller's districts and programmes."""
    right = within(actor, Permission.ATTENDANCE_READ, TrainingSession.district_code, TrainingSession.programme_id)
    query = select(CertificatePrint).join(TrainingSession, TrainingSession.id == CertificatePrint.session_id)
    query = query.where(CertificatePrint.id == print_id, right)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise UnknownPrint
    return found


async def same(db: AsyncSession, session_id: UUID, content_hash: str) -> CertificatePrint | None:
    """The printing of exactly these certificates, unless it failed."""
    query = select(CertificatePrint).where(
        CertificatePrint.session_id == session_id, CertificatePrint.content_hash == content_hash,
        CertificatePrint.failed_at.is_(None),
    )  # fmt: skip
    return (await db.execute(query)).scalar_one_or_none()
