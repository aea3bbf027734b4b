"""Recording and correcting suppliers."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.suppliers import repository
from bimtek_api.grants.suppliers.errors import SupplierKnown
from bimtek_api.grants.suppliers.models import Supplier
from bimtek_api.grants.suppliers.schemas import SupplierWrite
from bimtek_api.programmes.programmes.service import COUNTRY


async def expect_new(db: AsyncSession, nib: str, other_than: UUID | None = None) -> None:
    if name := await repository.name_by_nib(db, nib, other_than):
        raise SupplierKnown(name=name)


async def add(db: AsyncSession, actor: Actor, once: Once, new: SupplierWrite) -> UUID:
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    await expect_new(db, new.nib)
    supplier = Supplier(**new.model_dump())
    db.add(supplier)
    await db.flush()
    await once.settle(db, actor.caller, supplier.id)
    await record(db, actor, Entry("supplier.recorded", ("supplier", supplier.id), COUNTRY))
    return supplier.id


async def change(db: AsyncSession, actor: Actor, supplier_id: UUID, seen: int, new: SupplierWrite) -> None:
    supplier = await repository.lock(db, supplier_id)
    supplier.expect(seen)
    await expect_new(db, new.nib, supplier_id)
    before = supplier.name
    supplier.sqlmodel_update(new.model_dump())
    supplier.version += 1
    await db.flush()
    await record(db, actor, Entry("supplier.changed", ("supplier", supplier_id), COUNTRY, None, before, new.name))
