"""Queries of pieces that were refused."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, case, column, func, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.cases.applications.models import Application, ApplicationLine, ApplicationStatus
from bimtek_api.grants.goods.stock.models import StockUnit, UnitStatus
from bimtek_api.grants.handover.refusals.models import RefusedPiece
from bimtek_api.grants.handover.refusals.schemas import Next

P, U, L = RefusedPiece, StockUnit, ApplicationLine
DOORS = table("handovers", column("id"), column("number"), column("handed_at"))
VISITS = table("handover_attempts", column("id"), column("attempted_at"))
OWED = (ApplicationStatus.DECREED, ApplicationStatus.PARTLY_DELIVERED)
READY = (UnitStatus.IN_STOCK, UnitStatus.ARRIVED)


def is_open() -> ColumnElement[bool]:
    """The group is still owed a piece of this item."""
    return and_(Application.status.in_(OWED), func.handed_over(L.id) < L.approved)


def what_next() -> ColumnElement[str]:
    return case(
        (~is_open(), Next.NOTHING),
        (U.status == UnitStatus.TO_INSPECT, Next.INSPECT),
        (and_(U.status == UnitStatus.DAMAGED, U.order_line_id.is_not(None)), Next.SEND_BACK),
        (U.status == UnitStatus.DAMAGED, Next.WRITE_OFF),
        (and_(U.status.in_(READY), U.for_line_id == L.id), Next.HAND_OVER),
        else_=Next.REPLACE,
    )


async def of_case(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The newest first, with where each piece is today."""
    query = (
        select(
            P.id, L.name, P.serial, P.reason, P.words, P.photo_id, DOORS.c.number, P.unit_id, P.handover_id,
            func.coalesce(DOORS.c.handed_at, VISITS.c.attempted_at).label("refused_at"),
            U.status.label("unit_status"), what_next().label("next"),
        )
        .join(L, L.id == P.application_line_id)
        .join(Application, Application.id == L.application_id)
        .join(U, U.id == P.unit_id)
        .outerjoin(DOORS, DOORS.c.id == P.handover_id)
        .outerjoin(VISITS, VISITS.c.id == P.attempt_id)
    )  # fmt: skip
    return (await db.execute(query.where(L.application_id == case_id).order_by(P.id.desc()))).all()


async def photo_used(db: AsyncSession, hashes: Iterable[str]) -> bool:
    """Whether one of these photos shows a refused piece already."""
    query = select(P.id).where(P.photo_sha256.in_(hashes))
    return (await db.execute(query.limit(1))).first() is not None
