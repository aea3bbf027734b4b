"""Queries of suppliers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.pagination import cut, keyset
from bimtek_api.grants.goods.suppliers.errors import UnknownSupplier
from bimtek_api.grants.goods.suppliers.models import Supplier, SupplierVersion
from bimtek_api.grants.goods.suppliers.schemas import SupplierSlice
from bimtek_api.identities.models import Identity

S = Supplier


def rows() -> Select:
    return select(
        S.id, S.nib, S.name, S.address, S.phone, S.version, S.owner_id, S.owner_name, S.bank, S.account_holder,
        S.account_last4, Identity.nik_last4.label("owner_nik_last4"),
    ).outerjoin(Identity, Identity.id == S.owner_id)  # fmt: skip


async def page(db: AsyncSession, asked: SupplierSlice) -> tuple[list[Row], str | None]:
    """By name; `q` is part of a name or a whole NIB."""
    query = rows()
    if asked.q:
        text = asked.q
        query = query.where(or_(S.name.icontains(text, autoescape=True), S.nib == text))
    return cut((await db.execute(keyset(query, [S.name, S.id], asked))).all(), asked, "name", "id")


async def read(db: AsyncSession, supplier_id: UUID) -> Row:
    row = (await db.execute(rows().where(S.id == supplier_id))).first()
    if row is None:
        raise UnknownSupplier
    return row


async def lock(db: AsyncSession, supplier_id: UUID) -> Supplier:
    query = select(S).where(S.id == supplier_id).with_for_update(key_share=True)
    supplier = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if supplier is None:
        raise UnknownSupplier
    return supplier


async def versions(db: AsyncSession, supplier_id: UUID) -> Sequence[SupplierVersion]:
    """The newest first."""
    query = select(SupplierVersion).where(SupplierVersion.supplier_id == supplier_id)
    return (await db.execute(query.order_by(SupplierVersion.number.desc()))).scalars().all()


async def name_by_nib(db: AsyncSession, nib: str) -> str | None:
    """Whose business number this is."""
    return (await db.execute(select(S.name).where(S.nib == nib))).scalar_one_or_none()
