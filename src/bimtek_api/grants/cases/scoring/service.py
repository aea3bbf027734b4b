"""Scoring a case: each alone, and one more where two are far apart (C30)."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import SCORE
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications import snapshots
from bimtek_api.grants.cases.applications.errors import NoScoresAsked, UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.cases.scoring import repository
from bimtek_api.grants.cases.scoring.errors import ScoredAlready
from bimtek_api.grants.cases.scoring.models import Score
from bimtek_api.grants.cases.scoring.schemas import CaseScores, ScoreCreate, ScoreRead
from bimtek_api.grants.catalogue.rubrics import fields, views
from bimtek_api.grants.catalogue.rubrics import repository as rubrics
from bimtek_api.grants.catalogue.rubrics.fields import Criterion
from bimtek_api.grants.catalogue.rubrics.models import Rubric

EVERY = N_("Beri angka 1 sampai 5 untuk setiap kriteria.")


async def rubric_of(db: AsyncSession, call_id: UUID) -> Row | None:
    """The rubric of a call, and whether it is the `latest` edition."""
    rubric_id = (await cases.call_of(db, call_id)).rubric_id
    return await rubrics.read(db, rubric_id) if rubric_id else None


async def score(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: ScoreCreate) -> None:
    """One scorer's points. The last one that is wanted ends the scoring."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_SCORE, case, UnknownApplication)
    case.expect(seen)
    row = await rubric_of(db, case.call_id)
    if row is None:
        raise NoScoresAsked
    rubric = row.Rubric
    person, earlier = applications.proposer(actor), await repository.of_case(db, case.id)
    if any(each.person_id == person for each in earlier):
        raise ScoredAlready
    facts = await applications.facts_for(db, actor, case)
    applications.WORKFLOW.check(case, "score", actor, facts)
    await snapshots.expect_unchanged(db, case)
    total = made_of(rubric, new)
    await count(db, actor, case, rubric, [*(each.total for each in earlier), total])
    await duties.take(db, case.id, [person], SCORE, free=new.no_conflict)
    given = Score(
        application_id=case.id, person_id=person, duty_group=SCORE, rubric_id=rubric.id, points=new.points,
        total=total, note=new.note,
    )  # fmt: skip
    db.add(given)
    await db.flush()


def made_of(rubric: Rubric, new: ScoreCreate) -> fields.Decimal:
    criteria = [Criterion.model_validate(each) for each in rubric.criteria]
    if len(new.points) != len(criteria):
        raise Invalid(Fault("/points", "every_criterion", EVERY))
    return fields.total(criteria, new.points)


async def count(
    db: AsyncSession, actor: Actor, case: Application, rubric: Rubric, totals: list[fields.Decimal]
) -> None:
    """Ends the scoring, or waits for another scorer; the numbers themselves are not in the history."""
    if not fields.wanted(totals, rubric.scorers, rubric.most_spread):
        await applications.act(db, actor, case, "score")
        return
    case.version += 1
    await db.flush()
    subject, data = ("application", case.id), {"scores": len(totals)}
    await record(db, actor, Entry("application.score_given", subject, case.district_code, data=data))


async def shown(db: AsyncSession, actor: Actor, case_id: UUID) -> CaseScores:
    """What was given so far. Whoever has still to score sees that there are scores, not which."""
    case = await cases.read(db, actor, case_id)
    row, given = await rubric_of(db, case.call_id), await repository.of_case(db, case_id)
    rubric = row.Rubric if row else None
    mine = any(each.person_id == actor.id for each in given)
    open_still = case.status == ApplicationStatus.READY_FOR_SCORING
    blind = open_still and not mine and actor.can(Permission.APPLICATION_SCORE, case.district_code, case.programme_id)
    totals = [] if blind or rubric is None else [each.total for each in given]
    apart = fields.spread(totals) if len(totals) > 1 else None
    return CaseScores(
        rubric=views.rubric_read(row.Rubric, latest=row.latest) if row else None,
        scores=[score_read(each, blind=blind) for each in given],
        score=float(fields.mean(totals)) if totals else None, spread=float(apart) if apart is not None else None,
        flagged=bool(rubric and apart is not None and apart > rubric.most_spread), scored_by_you=mine,
    )  # fmt: skip


def score_read(row: Row, *, blind: bool) -> ScoreRead:
    if blind:
        return ScoreRead(scorer=row.scorer, points=[], total=None, note=None, created_at=row.created_at)
    return ScoreRead.from_row(row, total=float(row.total))
