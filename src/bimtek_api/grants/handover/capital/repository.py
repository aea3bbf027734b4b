"""Queries of capital tranches."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import ApplicationLine
from bimtek_api.grants.catalogue.packages.models import ItemKind
from bimtek_api.grants.handover.capital.errors import UnknownFundsReport, UnknownTranche, UnknownTranchePayment
from bimtek_api.grants.handover.capital.models import (
    FundsReport,
    FundsStatus,
    TrancheCondition,
    TranchePayment,
    TrancheStatus,
)
from bimtek_api.grants.handover.capital.money_statements import TODAY
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.regions.models import Region

L, P, C, R = ApplicationLine, TranchePayment, TrancheCondition, FundsReport
WAITS = (FundsStatus.DUE, FundsStatus.RETURNED)
LIVE = (TrancheStatus.PREPARED, TrancheStatus.SENT, TrancheStatus.PAID)


def tranches() -> Select:
    """Sums of a case that are still in it, the first one first."""
    return select(L).where(L.kind == ItemKind.CAPITAL, L.approved > 0).order_by(L.position)


async def of_case(db: AsyncSession, case_id: UUID) -> Sequence[ApplicationLine]:
    return (await db.execute(tranches().where(L.application_id == case_id))).scalars().all()


async def one(db: AsyncSession, line_id: UUID) -> ApplicationLine:
    line = (await db.execute(tranches().where(L.id == line_id))).scalar_one_or_none()
    if line is None:
        raise UnknownTranche
    return line


async def conditions(db: AsyncSession, case_id: UUID) -> dict[UUID, Row]:
    """What was seen and by whom, by tranche."""
    query = (
        select(C.application_line_id, C.note, C.created_at, C.confirmed_by, Officer.name.label("confirmer"))
        .join(L, L.id == C.application_line_id)
        .join(Officer, Officer.person_id == C.confirmed_by)
    )
    return {row.application_line_id: row for row in await db.execute(query.where(L.application_id == case_id))}


async def payments(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The first one first, with who prepared and who released it."""
    preparer, releaser, account = aliased(Officer), aliased(Officer), GroupAccount
    query = (
        select(
            P.id, P.application_line_id, P.status, P.district_code, P.amount_rupiah, P.request_number,
            P.payment_order_number, P.disbursement_number, P.sent_on, P.paid_on, P.replaces_id, P.version,
            P.prepared_by, P.returned_on, P.return_number, P.return_file_id, P.unproved,
            preparer.name.label("preparer"), releaser.name.label("releaser"), account.bank,
            account.number_last4, account.ended_at.is_not(None).label("account_changed"),
        )
        .join(preparer, preparer.person_id == P.prepared_by)
        .join(account, account.id == P.account_id)
        .outerjoin(releaser, releaser.person_id == P.released_by)
    )  # fmt: skip
    return (await db.execute(query.where(P.application_id == case_id).order_by(P.id))).all()


async def account_changed(db: AsyncSession, payment: TranchePayment) -> bool:
    """Whether the account it was prepared for is not the group's any more."""
    query = select(GroupAccount.ended_at.is_not(None)).where(GroupAccount.id == payment.account_id)
    return bool((await db.execute(query)).scalar_one())


async def reports(db: AsyncSession, case_id: UUID) -> dict[UUID, Row]:
    """The reports on use, by tranche."""
    late = and_(R.status.in_(WAITS), R.due_on < TODAY).label("overdue")
    columns = [getattr(R, name) for name in R.model_fields if name != "created_at"]
    query = (
        select(
            *columns,
            late,
            Officer.name.label("submitter"),
            func.paid_back(R.application_line_id).label("proved_rupiah"),
        )
        .join(Region, Region.code == R.district_code)
        .outerjoin(Officer, Officer.person_id == R.submitted_by)
    )
    return {row.application_line_id: row for row in await db.execute(query.where(R.application_id == case_id))}


async def late_report(db: AsyncSession, case_id: UUID, today: date) -> Row | None:
    """The oldest report on use that is late."""
    query = select(L.name, R.due_on).join(L, L.id == R.application_line_id)
    query = query.where(R.application_id == case_id, R.status.in_(WAITS), R.due_on < today)
    return (await db.execute(query.order_by(R.due_on).limit(1))).first()


async def case_of(db: AsyncSession, actor: Actor, payment_id: UUID) -> UUID:
    mine = within(actor, Permission.GRANT_READ, P.district_code)
    found = (await db.execute(select(P.application_id).where(P.id == payment_id, mine))).scalar_one_or_none()
    if found is None:
        raise UnknownTranchePayment
    return found


async def lock_payment(db: AsyncSession, payment_id: UUID) -> TranchePayment:
    query = select(P).where(P.id == payment_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def lock_report(db: AsyncSession, actor: Actor, report_id: UUID) -> FundsReport:
    """The report for acting on: seen and locked."""
    mine = within(actor, Permission.GRANT_READ, R.district_code)
    query = select(R).where(R.id == report_id, mine).with_for_update(key_share=True)
    report = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if report is None:
        raise UnknownFundsReport
    return report


async def paid_back(db: AsyncSession, line_id: UUID) -> int:
    """What confirmed receipts say was paid back of a tranche."""
    return (await db.execute(select(func.paid_back(line_id)))).scalar_one()


async def asked_back(db: AsyncSession, case_id: UUID) -> bool:
    """Whether some of a case's capital is asked back and not there yet."""
    return bool((await db.execute(select(func.asked_back(case_id)))).scalar_one())
