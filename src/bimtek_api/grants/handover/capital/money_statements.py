"""Queries of capital that is asked back and paid back. Sums are functions of the database: one place for each."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.cases.decrees.models import BookingKind, DecreeBooking, DecreeLine
from bimtek_api.grants.handover.capital.errors import UnknownDemand, UnknownRefund
from bimtek_api.grants.handover.capital.models import (
    DemandStatus,
    ReceiptStatus,
    RefundDemand,
    RefundReceipt,
    TranchePayment,
    TrancheStatus,
)
from bimtek_api.participants.groups.repository import TIME_ZONE
from bimtek_api.regions.models import Region

L, P, D, B = ApplicationLine, TranchePayment, RefundDemand, RefundReceipt
TODAY = func.date(func.timezone(TIME_ZONE, func.bimtek_now()))
Told = TypeVar("Told", RefundDemand, RefundReceipt)


async def refund_room(db: AsyncSession, payment_id: UUID) -> int:
    """What arrived and was neither asked back yet nor came back without being asked."""
    return (await db.execute(select(func.refund_room(payment_id)))).scalar_one() or 0


async def demand_room(db: AsyncSession, payment_id: UUID, demand_id: UUID) -> int | None:
    """What is still to come of an approved demand of this payment; None where there is none."""
    query = select(func.demand_room(D.id)).where(D.id == demand_id, D.payment_id == payment_id)
    return (await db.execute(query)).scalar_one_or_none()


async def demand_paid(db: AsyncSession, demand_id: UUID) -> int:
    """What confirmed receipts say was paid of a demand."""
    return int((await db.execute(select(func.demand_paid(demand_id)))).scalar_one())


async def payment_of(db: AsyncSession, actor: Actor, kind: type[Told], told_id: UUID) -> UUID:
    """The payment a demand or a receipt is about, where the caller may see it."""
    mine = within(actor, Permission.GRANT_READ, kind.district_code)
    found = (await db.execute(select(kind.payment_id).where(kind.id == told_id, mine))).scalar_one_or_none()
    if found is None:
        raise UnknownDemand if kind is D else UnknownRefund
    return found


async def lock_told(db: AsyncSession, kind: type[Told], told_id: UUID) -> Told:
    query = select(kind).where(kind.id == told_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def spent_from(db: AsyncSession, payment: TranchePayment) -> UUID:
    """The recipient a payment was booked on; before there were bookings, the last one of its case."""
    booked = select(DecreeBooking.decree_line_id).where(
        DecreeBooking.payment_id == payment.id, DecreeBooking.kind == BookingKind.SPENT
    )
    line = (await db.execute(booked)).scalar_one_or_none() or payment.decree_line_id
    if line is None:
        last = select(DecreeLine.id).where(DecreeLine.application_id == payment.application_id)
        line = (await db.execute(last.order_by(DecreeLine.id.desc()).limit(1))).scalar_one()
    return line


async def arrived(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The payments that reached the group, with what came back of each."""
    query = select(
        P.id.label("payment_id"), L.id.label("line_id"), L.name, P.paid_on, P.amount_rupiah.label("arrived_rupiah"),
        func.paid_back(L.id).label("paid_back_rupiah"), func.refund_room(P.id).label("left_rupiah"),
    ).join(L, L.id == P.application_line_id)  # fmt: skip
    ours = P.application_id == case_id, P.status == TrancheStatus.PAID
    return (await db.execute(query.where(*ours).order_by(L.position))).all()


async def demands(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """What is asked back, the first one first."""
    asker, decider = aliased(Officer), aliased(Officer)
    paid, stands = func.demand_paid(D.id), D.status == DemandStatus.APPROVED
    left = case((stands, D.amount_rupiah - paid), else_=0)
    query = (
        select(
            D.id, D.payment_id, D.district_code, D.status, D.amount_rupiah, D.reason, D.letter_number, D.due_on,
            D.created_at, D.decision_note, D.version, D.asked_by, asker.name.label("asker"),
            decider.name.label("decider"), paid.label("paid_rupiah"), left.label("left_rupiah"),
            and_(stands, D.due_on < TODAY).label("overdue"),
        )
        .join(Region, Region.code == D.district_code)
        .join(asker, asker.person_id == D.asked_by)
        .outerjoin(decider, decider.person_id == D.decided_by)
    )  # fmt: skip
    return (await db.execute(query.where(D.application_id == case_id).order_by(D.id))).all()


async def receipts(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """What was paid back, the first one first."""
    recorder, decider = aliased(Officer), aliased(Officer)
    booked = select(DecreeBooking.id).where(DecreeBooking.refund_id == B.id).exists()
    query = (
        select(
            B.id, B.payment_id, B.demand_id, B.district_code, B.status, B.amount_rupiah, B.received_on,
            B.bank_reference, B.file_id, B.decision_note, B.version, B.recorded_by, booked.label("booked"),
            recorder.name.label("recorder"), decider.name.label("decider"),
        )
        .join(recorder, recorder.person_id == B.recorded_by)
        .outerjoin(decider, decider.person_id == B.decided_by)
    )  # fmt: skip
    return (await db.execute(query.where(B.application_id == case_id).order_by(B.id))).all()


def confirmed(*which: ColumnElement[bool]) -> Select:
    """What was paid back of these cases, in the columns in which a person's page lists payments."""
    query = select(
        literal("refund"), Application.number, B.amount_rupiah, cast(B.status, Text), B.received_on, B.bank_reference
    ).join(Application, Application.id == B.application_id)
    return query.where(B.status == ReceiptStatus.CONFIRMED, *which)
