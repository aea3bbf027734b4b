"""Recording a group's bank account, and proving its number by typing it a second time."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.participants.accounts import repository
from bimtek_api.participants.accounts.errors import (
    AccountVerified,
    NoBankPaper,
    NumberDiffers,
    UnknownAccount,
    VerifiesOwn,
)
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.participants.accounts.schemas import AccountCheck, AccountWrite
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups.errors import UnknownGroup
from bimtek_api.participants.groups.models import PaperKind


async def keep(db: AsyncSession, vault: Vault, actor: Actor, group_id: UUID, new: AccountWrite) -> None:
    """The first account, or another one in place of one nobody has verified; afterwards by a change request."""
    group = await groups.lock(db, actor, group_id)
    expect_within(actor, Permission.GROUP_RECORD, group.district_code, UnknownGroup)
    if actor.id is None:
        raise Forbidden
    if await repository.verified_once(db, group_id):
        raise AccountVerified
    if earlier := await repository.lock(db, group_id):
        earlier.ended_at = await clock.now(db)
        await db.flush()
    account = GroupAccount(
        group_id=group_id, district_code=group.district_code, bank=new.bank, holder=new.holder,
        number_sealed=vault.seal(new.number), number_index=vault.index_of("account", new.number),
        number_last4=new.number[-4:], recorded_by=actor.id,
    )  # fmt: skip
    db.add(account)
    await db.flush()
    data = {"account": str(account.id), "bank": new.bank}
    await record(db, actor, Entry("group.account_kept", ("group", group_id), group.district_code, data=data))


async def verify(
    db: AsyncSession, vault: Vault, actor: Actor, group_id: UUID, seen: int, check: AccountCheck
) -> None:  # fmt: skip
    """Another person read the savings book and typed the same number."""
    group = await groups.read(db, actor, group_id)
    expect_within(actor, Permission.PAYMENT_PREPARE, group.district_code, UnknownGroup)
    account = await repository.lock(db, group_id)
    if account is None:
        raise UnknownAccount
    account.expect(seen)
    if account.recorded_by == actor.id:
        raise VerifiesOwn
    if not any(each.kind == PaperKind.BANK_ACCOUNT and each.current for each in await groups.papers(db, group_id)):
        raise NoBankPaper
    if not same_secret(vault.index_of("account", check.number).hex(), account.number_index.hex()):
        raise NumberDiffers
    account.verified_at, account.verified_by = await clock.now(db), actor.id
    account.version += 1
    await db.flush()
    data = {"account": str(account.id)}
    await record(db, actor, Entry("group.account_verified", ("group", group_id), group.district_code, data=data))
