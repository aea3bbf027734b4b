"""Recording suppliers. What is recorded changes by a change request only."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.goods.suppliers import repository
from bimtek_api.grants.goods.suppliers.errors import SupplierKnown
from bimtek_api.grants.goods.suppliers.models import Supplier
from bimtek_api.grants.goods.suppliers.schemas import SupplierWrite
from bimtek_api.programmes.programmes.service import COUNTRY


async def expect_new(db: AsyncSession, nib: str) -> None:
    if name := await repository.name_by_nib(db, nib):
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
