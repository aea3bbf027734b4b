"""Recording a group's bank account, and proving its number by typing it a second time."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.participants.accounts import repository
from bimtek_api.participants.accounts.errors import (
    AccountVerified,
    ClearsOwn,
    HolderDiffers,
    HolderMatches,
    NoBankPaper,
    NumberDiffers,
    UnknownAccount,
    VerifiesOwn,
)
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.participants.accounts.schemas import AccountCheck, AccountWrite, HolderClearance
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
    if actor.is_one_of(account.recorded_by):
        raise VerifiesOwn
    if not any(each.kind == PaperKind.BANK_ACCOUNT and each.current for each in await groups.papers(db, group_id)):
        raise NoBankPaper
    if account.holder_cleared_by is None and not await repository.is_own(db, account):
        raise HolderDiffers
    if actor.is_one_of(account.holder_cleared_by):
        raise ClearsOwn
    if not same_secret(vault.index_of("account", check.number).hex(), account.number_index.hex()):
        raise NumberDiffers
    account.verified_at, account.verified_by = await clock.now(db), actor.id
    account.version += 1
    await db.flush()
    data = {"account": str(account.id)}
    await record(db, actor, Entry("group.account_verified", ("group", group_id), group.district_code, data=data))


async def clear_holder(
    db: AsyncSession, store: FileStore, actor: Actor, group_id: UUID, seen: int, told: HolderClearance
) -> UUID:
    """A further officer says yes to an account in another name, on a paper that explains it. Returns the group."""
    group = await groups.read(db, actor, group_id)
    expect_within(actor, Permission.PAYMENT_RELEASE, group.district_code, UnknownGroup)
    account = await repository.lock(db, group_id)
    if account is None:
        raise UnknownAccount
    account.expect(seen)
    if actor.id is None or actor.is_one_of(account.recorded_by, account.verified_by):
        raise ClearsOwn
    if await repository.is_own(db, account):
        raise HolderMatches
    made, media_type, ending = await files.judged(told.content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="holder", media_type=media_type, name=f"surat-rekening.{ending}",
        district=group.district_code,
    )  # fmt: skip
    account.holder_cleared_by, account.holder_cleared_at = actor.id, await clock.now(db)
    account.holder_reason, account.holder_file_id = told.reason, stored.id
    account.version += 1
    await db.flush()
    entry = Entry("group.holder_cleared", ("group", group_id), group.district_code, reason=told.reason)
    await record(db, actor, entry)
    return group_id
