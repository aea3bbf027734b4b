"""Queries of payments to suppliers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.goods.orders.models import OrderLine
from bimtek_api.grants.goods.payments.errors import UnknownPayment
from bimtek_api.grants.goods.payments.models import PaymentStatus, SupplierPayment
from bimtek_api.grants.goods.suppliers.models import SupplierVersion

P, Later = SupplierPayment, aliased(SupplierPayment)
Newer = aliased(SupplierVersion)
COMMITTED = (PaymentStatus.PREPARED, PaymentStatus.PAID)


def supplier_changed() -> ColumnElement[bool]:
    """Whether the supplier has a newer version than the one a payment was prepared for."""
    return exists().where(Newer.supplier_id == SupplierVersion.supplier_id, Newer.number > SupplierVersion.number)


async def of_order(db: AsyncSession, order_id: UUID) -> Sequence[Row]:
    """The first one first, with who prepared and who released it."""
    preparer, releaser = aliased(Officer), aliased(Officer)
    query = (
        select(
            P.id, P.status, P.district_code, P.amount_rupiah, P.request_number, P.payment_order_number,
            P.disbursement_number, P.paid_on, P.returned_on, P.return_number, P.return_file_id, P.unproved,
            P.replaces_id, P.version, P.prepared_by,
            preparer.name.label("preparer"), releaser.name.label("releaser"),
            SupplierVersion.name.label("supplier"), SupplierVersion.nib.label("supplier_nib"),
            SupplierVersion.bank, SupplierVersion.account_holder, SupplierVersion.account_last4,
            supplier_changed().label("supplier_changed"),
        )
        .join(SupplierVersion, SupplierVersion.id == P.supplier_version_id)
        .join(preparer, preparer.person_id == P.prepared_by)
        .outerjoin(releaser, releaser.person_id == P.released_by)
    )  # fmt: skip
    return (await db.execute(query.where(P.order_id == order_id).order_by(P.id))).all()


async def committed(db: AsyncSession, order_id: UUID) -> int:
    """What left the bank or is about to, in rupiah; money said to have come back without proof counts as gone."""
    replaced = select(Later.id).where(Later.replaces_id == P.id)
    gone = or_(P.status.in_(COMMITTED), and_(P.unproved, ~replaced.exists()))
    query = select(func.coalesce(func.sum(P.amount_rupiah), 0)).where(P.order_id == order_id, gone)
    return int((await db.execute(query)).scalar_one())


async def cases(db: AsyncSession, order_id: UUID) -> Sequence[UUID]:
    """The cases an order serves, in the order in which they are locked."""
    query = select(OrderLine.application_id).where(OrderLine.order_id == order_id).distinct()
    return (await db.execute(query.order_by(OrderLine.application_id))).scalars().all()


async def order_of(db: AsyncSession, actor: Actor, payment_id: UUID) -> UUID:
    mine = within(actor, Permission.GRANT_READ, P.district_code)
    found = (await db.execute(select(P.order_id).where(P.id == payment_id, mine))).scalar_one_or_none()
    if found is None:
        raise UnknownPayment
    return found


async def lock(db: AsyncSession, payment_id: UUID) -> SupplierPayment:
    query = select(P).where(P.id == payment_id).with_for_update(key_share=True)
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def changed_since(db: AsyncSession, payment: SupplierPayment) -> bool:
    query = select(supplier_changed()).select_from(SupplierVersion)
    return bool((await db.execute(query.where(SupplierVersion.id == payment.supplier_version_id))).scalar_one())


async def replaceable(db: AsyncSession, order_id: UUID, payment_id: UUID) -> bool:
    """A payment of this order that came back, proved, and that nothing replaces yet."""
    other = select(P.replaces_id).where(P.replaces_id == payment_id)
    query = select(P.id).where(
        P.id == payment_id, P.order_id == order_id, P.status == PaymentStatus.FAILED, not_(P.unproved)
    )
    return (await db.execute(query.where(~other.exists()))).first() is not None
