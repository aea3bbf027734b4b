"""Voting on the frozen content. One stage, one vote: the smallest policy (a stage more is a row more)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import APPROVE_1
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.grants.applications import repository, snapshots
from bimtek_api.grants.applications import service as applications
from bimtek_api.grants.applications.errors import UnknownApplication
from bimtek_api.grants.applications.models import Application
from bimtek_api.grants.approvals.models import Decision, Vote
from bimtek_api.grants.approvals.schemas import VoteCast
from bimtek_api.grants.verification import service as verification


async def cast(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, vote: VoteCast) -> Application:
    """Approve or reject, after a fresh one-time code, by somebody without another duty in the case."""
    case = await repository.lock(db, actor, case_id)
    expect_within(actor, Permission.APPLICATION_VOTE, case.district_code, UnknownApplication)
    case.expect(seen)
    await applications.act(db, actor, case, str(vote.decision), vote.note)
    frozen = await snapshots.expect_unchanged(db, case)
    await duties.require_step_up(db, actor)
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], APPROVE_1, free=vote.no_conflict)
    cast_vote = Vote(
        application_id=case.id, person_id=person, duty_group=APPROVE_1, decision=vote.decision, snapshot_hash=frozen,
        note=vote.note,
    )  # fmt: skip
    db.add(cast_vote)
    await db.flush()
    if vote.decision == Decision.REJECT:
        await verification.release(db, case)
    return case
