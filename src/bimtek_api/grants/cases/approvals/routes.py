"""Votes, rounds of approval, and moves around them."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.versions import IfMatch
from bimtek_api.grants.cases.applications.decisions import done
from bimtek_api.grants.cases.applications.schemas import ActDone
from bimtek_api.grants.cases.approvals import decisions, service
from bimtek_api.grants.cases.approvals.schemas import (
    CaseMove,
    CaseRounds,
    RoundOpen,
    VoteCast,
    VoteResults,
    VotesCast,
)

router = APIRouter(tags=["applications"])


@router.post("/applications/votes", **needs(Permission.APPLICATION_VOTE))
async def cast_votes(db: DB, actor: ActorDep, once: OnceDep, votes: VotesCast) -> VoteResults:
    """The same decision on up to 500 applications, with a result for each."""
    return await once.kept(db, actor, VoteResults, decisions.cast_many(db, actor, votes))


@router.post("/applications/{application_id}/votes", status_code=201, **needs(Permission.APPLICATION_VOTE))
async def cast_vote(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, vote: VoteCast
) -> ActDone:
    """Approves, rejects or sends back one application in the stage that is open."""
    return await done(db, actor, once, service.cast(db, actor, application_id, seen, vote))


@router.get("/applications/{application_id}/rounds", **needs(Permission.GRANT_READ))
async def read_rounds(db: DB, actor: ActorDep, application_id: UUID) -> CaseRounds:
    """Every round: stages, who voted, who is still needed, and what changed between rounds and since."""
    return await decisions.case_rounds(db, actor, application_id)


@router.post("/applications/{application_id}/rounds", status_code=201, **needs(Permission.APPLICATION_CHECK))
async def send_again(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, new: RoundOpen
) -> ActDone:
    """Opens a new round for an application that was sent back."""
    return await done(db, actor, once, decisions.send_again(db, actor, application_id, seen, new))


@router.post("/applications/{application_id}/transitions", **needs(Permission.GRANT_READ))
async def move_application(
    db: DB, actor: ActorDep, once: OnceDep, application_id: UUID, seen: IfMatch, asked: CaseMove
) -> ActDone:
    """Submits, resubmits, withdraws or discards; takes a round back, gives an approval up, ends what came back."""
    return await done(db, actor, once, decisions.move(db, actor, application_id, seen, asked))
