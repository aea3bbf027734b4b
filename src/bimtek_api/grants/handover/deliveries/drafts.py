"""Drafts of handovers: kept with what is there, counted for nothing, completed by the handover itself."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on, expect_within
from bimtek_api.core.workflow import WrongStep
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.handover.deliveries import repository
from bimtek_api.grants.handover.deliveries.draft_schemas import DraftWrite
from bimtek_api.grants.handover.deliveries.errors import DraftThere, UnknownDraft
from bimtek_api.grants.handover.deliveries.models import DraftStatus, HandoverDraft


async def keep(db: AsyncSession, actor: Actor, once: Once, case_id: UUID, new: DraftWrite) -> None:
    """The first draft of a handover; the next one only when this one became minutes."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.DELIVERY_RECORD, case, UnknownApplication)
    if await once.earlier(db, actor.caller):
        return
    if await repository.open_draft(db, case_id):
        raise DraftThere
    draft = HandoverDraft(
        application_id=case_id, district_code=case.district_code, status=DraftStatus.OPEN,
        body=new.model_dump(mode="json"), made_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(draft)
    await db.flush()
    await once.settle(db, actor.caller, draft.id)
    await record(db, actor, Entry("handover.draft_kept", ("application", case_id), case.district_code))


async def change(db: AsyncSession, actor: Actor, draft_id: UUID, seen: int, new: DraftWrite) -> UUID:
    """Returns the case."""
    draft = await open_one(db, actor, draft_id, seen)
    draft.body, draft.version = new.model_dump(mode="json"), draft.version + 1
    await db.flush()
    subject = ("application", draft.application_id)
    await record(db, actor, Entry("handover.draft_kept", subject, draft.district_code))
    return draft.application_id


async def discard(db: AsyncSession, actor: Actor, draft_id: UUID, seen: int) -> UUID:
    """Nothing came of it: the next handover begins anew. The row and what was kept with it stay. Returns the case."""
    draft = await open_one(db, actor, draft_id, seen)
    draft.status, draft.version = DraftStatus.DISCARDED, draft.version + 1
    await db.flush()
    subject = ("application", draft.application_id)
    await record(db, actor, Entry("handover.draft_discarded", subject, draft.district_code))
    return draft.application_id


async def open_one(db: AsyncSession, actor: Actor, draft_id: UUID, seen: int) -> HandoverDraft:
    draft = await repository.lock_draft(db, draft_id)
    expect_within(actor, Permission.DELIVERY_RECORD, draft.district_code, UnknownDraft)
    draft.expect(seen)
    if draft.status != DraftStatus.OPEN:
        raise WrongStep
    return draft


async def complete(db: AsyncSession, case_id: UUID, handover_id: UUID) -> None:
    """The open draft of a case, if there is one, became these minutes."""
    if draft := await repository.open_draft(db, case_id):
        draft.status, draft.handover_id, draft.version = DraftStatus.COMPLETED, handover_id, draft.version + 1
        await db.flush()
