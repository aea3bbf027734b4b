"""What happens to a machine later: states, keepers, recall, another group, ownership."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import clock, numbering
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import holds
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.handover.assets import repository
from bimtek_api.grants.handover.assets.errors import BeforeHandover, NotAMember, TitleBefore, UnknownAsset
from bimtek_api.grants.handover.assets.models import Asset, AssetStatus, AssetTitle, Custody
from bimtek_api.grants.handover.assets.schemas import AssetMove, CustodyWrite, TitleWrite
from bimtek_api.grants.handover.assets.workflow import ACTION_FOR, WORKFLOW, AssetFacts
from bimtek_api.participants.groups import repository as groups
from bimtek_api.regions import repository as regions

IN_FUTURE = N_("Tanggalnya belum tiba.")


async def register(
    db: AsyncSession, case: Application, name: str, pieces: Sequence[tuple[str, str, int]], receiver: UUID,
    place: str, day: date,
) -> None:  # fmt: skip
    """Machines just handed over; the receiver keeps them at that place.

    `pieces` are serial key, serial number and cost in rupiah.
    """
    made = [
        Asset(
            code=numbering.check_code(), serial_key=key, serial=serial, name=name,
            price_rupiah=cost, application_id=case.id, group_id=case.group_id,
            district_code=case.district_code, status=AssetStatus.INSTALLED, handed_on=day,
        )
        for key, serial, cost in pieces
    ]  # fmt: skip
    db.add_all(made)
    await db.flush()
    db.add_all(
        Custody(asset_id=each.id, group_id=case.group_id, keeper_id=receiver, place=place, since=day) for each in made
    )
    await db.flush()


async def actions(db: AsyncSession, actor: Actor, asset: Row) -> tuple[list[Available], list[Unavailable]]:
    """What this officer may do with a machine now."""
    applied = await outside.applied(db, actor, asset.application_id)
    return WORKFLOW.available(asset, actor, AssetFacts(applied=applied))


async def today_of(db: AsyncSession, asset: Asset) -> date:
    return await regions.today(db, asset.district_code)


async def move(db: AsyncSession, actor: Actor, asset_id: UUID, seen: int, asked: AssetMove) -> None:
    """One step of the machine; a recall ends the keeping, one in the store is free for another decree."""
    asset = await repository.lock(db, actor, asset_id)
    asset.expect(seen)
    day = await today_of(db, asset)
    facts = AssetFacts(applied=await outside.applied(db, actor, asset.application_id))
    await step(db, actor, asset, asked.action, asked.reason, asked.letter_number, facts)
    if asset.status == AssetStatus.RECALLED:
        await end_custody(db, asset, day)
    if asset.status == AssetStatus.RESTOCKED:
        await repository.end_handover(db, asset.serial_key, await clock.now(db))


async def step(
    db: AsyncSession, actor: Actor, asset: Asset, action: str, reason: str | None, letter: str | None = None,
    facts: AssetFacts | None = None,
) -> None:  # fmt: skip
    moved = WORKFLOW.move(asset, action, actor, facts or AssetFacts(), reason)
    await db.flush()
    data = {"letter": letter} if letter else {}
    subject = ("asset", asset.id)
    await record(
        db, actor, Entry(moved.event, subject, asset.district_code, None, moved.before, moved.after, reason, data)
    )


async def void(db: AsyncSession, actor: Actor, case_id: UUID, serial_key: str, reason: str) -> int:
    """An upheld dispute undid its handover: the group has nothing of it. Returns what it cost."""
    asset = await repository.lock_live(db, case_id, serial_key)
    await step(db, actor, asset, "void", reason, facts=AssetFacts(upheld=True))
    await end_custody(db, asset, await today_of(db, asset))
    return asset.price_rupiah


async def report(db: AsyncSession, actor: Actor, asset_id: UUID, status: AssetStatus, reason: str) -> None:
    """What a visit found; nothing happens when it is as it was."""
    asset = await repository.lock(db, actor, asset_id)
    if asset.status != status:
        await step(db, actor, asset, ACTION_FOR[status], reason)


async def member(db: AsyncSession, group_id: UUID, person: UUID | None) -> UUID:
    if person is None or person not in {each.person_id for each in await groups.members(db, group_id)}:
        raise NotAMember
    return person


async def end_custody(db: AsyncSession, asset: Asset, day: date) -> None:
    if held := await repository.open_custody(db, asset.id):
        held.until = day
        await db.flush()


async def keep(
    db: AsyncSession, actor: Actor, asset: Asset, keeper: UUID, place: str, day: date, reason: str | None,
    letter: str | None = None,
) -> None:  # fmt: skip
    """Ends the open keeping and begins the next."""
    await end_custody(db, asset, day)
    custody = Custody(
        asset_id=asset.id, group_id=asset.group_id, keeper_id=keeper, place=place, since=day, letter_number=letter,
        reason=reason, made_by=actor.id,
    )  # fmt: skip
    db.add(custody)
    await db.flush()


async def change_keeper(db: AsyncSession, actor: Actor, asset_id: UUID, seen: int, new: CustodyWrite) -> None:
    """Another member or another place; the machine stays with its group."""
    asset = await repository.lock(db, actor, asset_id)
    expect_within(actor, Permission.ASSET_WATCH, asset.district_code, UnknownAsset)
    asset.expect(seen)
    keeper = await member(db, asset.group_id, new.keeper_id)
    day = await today_of(db, asset)
    asset.version += 1
    await keep(db, actor, asset, keeper, new.place, day, new.reason)
    subject = ("asset", asset.id)
    await record(
        db, actor, Entry("asset.kept_by", subject, asset.district_code, keeper, after=new.place, reason=new.reason)
    )


async def transfer_title(db: AsyncSession, actor: Actor, asset_id: UUID, seen: int, new: TitleWrite) -> None:
    """The group owns the machine from a day on: a date and a paper, no state."""
    asset = await repository.lock(db, actor, asset_id)
    expect_within(actor, Permission.ASSET_DECIDE, asset.district_code, UnknownAsset)
    asset.expect(seen)
    await outside.expect_outside(db, actor, asset.application_id)
    if asset.title_on:
        raise TitleBefore
    if new.dated < asset.handed_on:
        raise BeforeHandover
    if new.dated > await today_of(db, asset):
        raise Invalid(Fault("/dated", "date_in_future", IN_FUTURE))
    await holds.expect_free(db, asset.application_id)
    asset.title_on, asset.title_letter = new.dated, new.letter_number
    db.add(
        AssetTitle(asset_id=asset.id, group_id=asset.group_id, since=new.dated, letter_number=new.letter_number)
    )  # fmt: skip
    asset.version += 1
    await db.flush()
    data = {"letter": new.letter_number, "dated": str(new.dated)}
    await record(db, actor, Entry("asset.title_transferred", ("asset", asset.id), asset.district_code, data=data))
