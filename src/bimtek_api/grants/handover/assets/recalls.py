"""Recalling what a group owns: asked with its consent or a ruling on file, decided by somebody else."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import outside
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.handover.assets import repository, service
from bimtek_api.grants.handover.assets.errors import (
    DecidesOwnRecall,
    NotOwned,
    RecallDecided,
    RecallOpen,
    UnknownAsset,
)
from bimtek_api.grants.handover.assets.models import AssetRecall, RecallOutcome
from bimtek_api.grants.handover.assets.schemas import RecallAsk, RecallDecision
from bimtek_api.grants.handover.assets.workflow import WORKFLOW, AssetFacts


async def ask(
    db: AsyncSession, store: FileStore, actor: Actor, once: Once, asset_id: UUID, new: RecallAsk, content: bytes
) -> None:  # fmt: skip
    """The paper is kept, nothing else happens before another officer has read it."""
    asset = await repository.lock(db, actor, asset_id)
    expect_within(actor, Permission.ASSET_DECIDE, asset.district_code, UnknownAsset)
    if await once.earlier(db, actor.caller):
        return
    if asset.title_on is None:
        raise NotOwned
    WORKFLOW.check(asset, "recall", actor, AssetFacts(owned_by_two=True), new.reason)
    if await repository.open_recall(db, asset_id):
        raise RecallOpen
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="recall", media_type=media_type, name=f"dasar-penarikan.{ending}",
        district=asset.district_code,
    )  # fmt: skip
    recall = AssetRecall(
        **new.model_dump(), asset_id=asset_id, district_code=asset.district_code, paper_id=stored.id,
        requested_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(recall)
    await db.flush()
    await once.settle(db, actor.caller, recall.id)
    data = {"ground": new.ground, "letter": new.letter_number}
    entry = Entry("asset.recall_asked", ("asset", asset_id), asset.district_code, reason=new.reason, data=data)
    await record(db, actor, entry)


async def decide(db: AsyncSession, actor: Actor, recall_id: UUID, seen: int, given: RecallDecision) -> UUID:
    """Approved: the machine is recalled, its keeping and the title end on this day. Returns the machine."""
    found = await repository.asset_of_recall(db, actor, recall_id)
    asset = await repository.lock(db, actor, found)
    expect_within(actor, Permission.ASSET_DECIDE, asset.district_code, UnknownAsset)
    recall = await repository.lock_recall(db, recall_id)
    recall.expect(seen)
    if recall.outcome:
        raise RecallDecided
    if actor.is_one_of(recall.requested_by):
        raise DecidesOwnRecall
    await outside.expect_outside(db, actor, asset.application_id)
    now = await clock.now(db)  # asked before anything changes: asking flushes what has
    recall.outcome, recall.note, recall.version = given.outcome, given.note, recall.version + 1
    recall.decided_by, recall.decided_at = applications.proposer(actor), now
    await db.flush()
    data = {"ground": recall.ground, "letter": recall.letter_number}
    entry = Entry(f"asset.recall_{given.outcome}", ("asset", asset.id), asset.district_code, reason=given.note)
    await record(db, actor, entry)
    if given.outcome == RecallOutcome.APPROVED:
        day = await service.today_of(db, asset)
        await end_title(db, asset.id, recall.id, day)
        asset.title_on = asset.title_letter = None
        await service.step(db, actor, asset, "recall", recall.reason, data["letter"], AssetFacts(owned_by_two=True))
        await service.end_custody(db, asset, day)
    return asset.id


async def end_title(db: AsyncSession, asset_id: UUID, recall_id: UUID, day: date) -> None:
    if title := await repository.open_title(db, asset_id):
        title.until, title.recall_id = day, recall_id
