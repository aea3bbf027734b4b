"""Rounds and votes on the frozen content: enough votes of a stage open the next, the last one decides."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.roles import Role
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.scope import expect_on
from bimtek_api.core.workflow import WrongStep
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import people, snapshots
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.approvals import repository
from bimtek_api.grants.cases.approvals.errors import WhoseHand
from bimtek_api.grants.cases.approvals.models import ApprovalRound, Decision, Outcome, Vote
from bimtek_api.grants.cases.approvals.schemas import VoteCast
from bimtek_api.grants.catalogue.policies import repository as policies
from bimtek_api.grants.catalogue.policies.fields import ONE_VOTE, Band, band_for

OUTCOMES = {
    Decision.APPROVE: Outcome.PASSED, Decision.REJECT: Outcome.REJECTED, Decision.SEND_BACK: Outcome.SENT_BACK,
}  # fmt: skip


async def open_round(db: AsyncSession, case: Application) -> ApprovalRound:
    """The next round of a frozen case, for its people. What the policy asks for the amount is copied: it stays."""
    policy_id = await repository.policy_of(db, case.call_id)
    kept = (await policies.read(db, policy_id)).ApprovalPolicy.bands if policy_id else []
    bands = [Band.model_validate(each) for each in kept]
    band = band_for(bands, await repository.amount_of(db, case.id)) if bands else ONE_VOTE
    made = ApprovalRound(
        application_id=case.id, number=await repository.last_number(db, case.id) + 1, policy_id=policy_id,
        votes_needed=[stage.votes for stage in band.stages], levels=[str(stage.level) for stage in band.stages],
        snapshot=await snapshots.content(db, case), snapshot_hash=case.snapshot_hash or "",
        roster=await people.confirm(db, case),
    )  # fmt: skip
    db.add(made)
    await db.flush()
    return made


async def cast(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, vote: VoteCast) -> Application:
    """One vote, after a fresh one-time code, by somebody without another duty in the case."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_VOTE, case, UnknownApplication)
    case.expect(seen)
    facts = await applications.facts_for(db, actor, case)
    applications.WORKFLOW.check(case, str(vote.decision), actor, facts, vote.note)
    found = await repository.current(db, case.id)
    if found is None or facts.stage is None:
        raise WrongStep
    frozen = await snapshots.expect_unchanged(db, case)
    await require_step_up(db, actor)
    enough = facts.stage.votes + 1 >= found.votes_needed[found.stage - 1]
    decides = vote.decision != Decision.APPROVE or (enough and found.stage == len(found.votes_needed))
    await tell(db, actor, case, found, vote, decides=decides)
    person, duty = applications.proposer(actor), f"approve_{found.stage}"
    principal = await hand_of(db, case, person)
    await duties.take(db, case.id, [person], duty, free=vote.no_conflict)
    cast_vote = Vote(
        application_id=case.id, person_id=person, duty_group=duty, round_id=found.id, stage=found.stage,
        decision=vote.decision, snapshot_hash=frozen, note=vote.note, principal_id=principal,
    )  # fmt: skip
    db.add(cast_vote)
    await db.flush()  # the vote stands before what it does: the database counts for itself
    if decides:
        await close(db, found, OUTCOMES[vote.decision])
    else:
        found.stage += enough
    await db.flush()
    return case


async def hand_of(db: AsyncSession, case: Application, person: UUID) -> UUID:
    """Whose vote she casts: her own where she is an approver there, else the one's she acts for."""
    where = case.district_code, case.programme_id
    found = await officers.principals(db, person, Role.APPROVER, *where)
    if not found:
        raise Forbidden
    if person not in found and len(found) > 1:
        raise WhoseHand
    return person if person in found else found[0]


async def tell(
    db: AsyncSession, actor: Actor, case: Application, found: ApprovalRound, vote: VoteCast, *, decides: bool
) -> None:
    """Moves the case by the deciding vote; another one is written into its history."""
    if decides:
        await applications.act(db, actor, case, str(vote.decision), vote.note)
        return
    case.version += 1
    data = {"round": found.number, "stage": found.stage}
    await db.flush()
    entry = Entry("application.voted", ("application", case.id), case.district_code, reason=vote.note, data=data)
    await record(db, actor, entry)


async def close(db: AsyncSession, found: ApprovalRound, outcome: Outcome) -> None:
    now = await clock.now(db)
    found.outcome, found.closed_at = outcome, now
