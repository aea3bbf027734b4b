"""Owners of suppliers are humans like officers and members: recorded once, by national id, and compared with them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.crypto import Vault
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.goods.suppliers import repository
from bimtek_api.grants.goods.suppliers.errors import OwnerMissing, OwnerRecorded
from bimtek_api.grants.goods.suppliers.schemas import OwnerWrite
from bimtek_api.identities import people
from bimtek_api.programmes.programmes.service import COUNTRY


async def keep(
    db: AsyncSession, vault: Vault, actor: Actor, supplier_id: UUID, seen: int, new: OwnerWrite
) -> None:  # fmt: skip
    """The first time only: another owner or account is another matter, decided by two."""
    supplier = await repository.lock(db, supplier_id)
    supplier.expect(seen)
    if supplier.owner_id:
        raise OwnerRecorded
    supplier.owner_id, supplier.owner_name = await people.of_nik(db, vault, new.owner_nik), new.owner_name
    supplier.bank, supplier.account_holder = new.bank, new.account_holder
    supplier.account_sealed = vault.seal(new.account_number)
    supplier.account_index = vault.index_of("account", new.account_number)
    supplier.account_last4 = new.account_number[-4:]
    supplier.version += 1
    await db.flush()
    await record(db, actor, Entry("supplier.owner_recorded", ("supplier", supplier_id), COUNTRY))


async def expect_known(db: AsyncSession, supplier_id: UUID) -> None:
    """Nothing is ordered from whom nobody answers for."""
    if (await repository.read(db, supplier_id)).owner_id is None:
        raise OwnerMissing
