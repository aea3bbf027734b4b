"""What is decided around votes: many at once, a round taken back, a case sent again or given up."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import DESK
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Refusal
from bimtek_api.core.scope import expect_on
from bimtek_api.grants.cases.applications import intake, people, snapshots
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications import views as case_views
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, RosterOccasion
from bimtek_api.grants.cases.approvals import repository, service, views
from bimtek_api.grants.cases.approvals.errors import NothingLeft, TooMany
from bimtek_api.grants.cases.approvals.models import Outcome
from bimtek_api.grants.cases.approvals.schemas import (
    CaseMove,
    CaseRounds,
    RoundOpen,
    VoteCast,
    VoteResult,
    VoteResults,
    VotesCast,
)


async def cast_many(db: AsyncSession, actor: Actor, many: VotesCast) -> VoteResults:
    """One decision on each case, in id order so that two bulk acts never deadlock; what is refused is told."""
    await require_step_up(db, actor)
    vote = VoteCast(decision=many.decision, no_conflict=many.no_conflict, note=many.note)
    results = {}
    for item in sorted(many.items, key=lambda each: each.application_id):
        try:
            async with db.begin_nested():
                await service.cast(db, actor, item.application_id, item.version, vote)
            done = VoteResult(application_id=item.application_id, outcome="done")
        except Refusal as no:
            done = VoteResult(application_id=item.application_id, outcome="skipped", code=no.code, detail=no.detail)
        results[item.application_id] = done
    return VoteResults(items=[results[item.application_id] for item in many.items])


async def send_again(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: RoundOpen) -> Application:
    """A new round for what was sent back. The old one stays as it was."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_CHECK, case, UnknownApplication)
    case.expect(seen)
    await change_lines(db, case, new)
    await people.expect_met(db, case)
    await applications.act(db, actor, case, "send", new.note, freeze=True)
    await people.fix(db, case, RosterOccasion.ROUND)
    await duties.take(db, case.id, [applications.proposer(actor)], DESK, free=new.no_conflict)
    await service.open_round(db, case)
    return case


async def change_lines(db: AsyncSession, case: Application, new: RoundOpen) -> None:
    """Fewer of an item than was asked for; never more."""
    lines = {line.id: line for line in await cases.own_lines(db, case.id)}
    for each in new.lines:
        line = lines.get(each.line_id)
        if line is None:
            raise UnknownApplication
        if each.approved > line.requested:
            raise TooMany(name=line.name, requested=line.requested)
        line.approved = each.approved
    if not any(line.approved for line in lines.values()):
        raise NothingLeft
    await db.flush()


async def move(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, asked: CaseMove) -> Application:
    """What moves a case beside checks and votes: sent by its group, taken back, given up."""
    case = await cases.lock(db, actor, case_id)
    case.expect(seen)
    facts = await applications.facts_for(db, actor, case)
    applications.WORKFLOW.check(case, asked.action, actor, facts, asked.reason)
    await intake.expect_ready(db, actor, case, asked.action)
    await applications.act(db, actor, case, asked.action, asked.reason)
    if found := await repository.current(db, case.id):
        await service.close(db, found, Outcome.CANCELLED)
    await db.flush()
    return case


async def case_rounds(db: AsyncSession, actor: Actor, case_id: UUID) -> CaseRounds:
    """Every round with its votes, and what changed since the content was frozen."""
    await cases.read(db, actor, case_id)
    found, votes = await repository.rounds(db, case_id), await repository.votes(db, case_id)
    case = await cases.plain(db, case_id)
    pairs = zip(found, [None, *found], strict=False)
    last = found[-1] if found else None
    return CaseRounds(
        items=[views.round_read(each, before, votes.get(each.id, [])) for each, before in pairs],
        changed_since=case_views.changes(last.snapshot, await snapshots.content(db, case)) if last else [],
    )
