"""The desk check: every paper looked at; complete and frozen, returned for what is named, or the end."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Row, update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import DESK
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.scope import expect_on
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.applications import people, snapshots, views
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine, CaseReturn, RosterOccasion
from bimtek_api.grants.cases.applications.workflow import WORKFLOW
from bimtek_api.grants.cases.approvals import service as approvals
from bimtek_api.grants.cases.verification import repository
from bimtek_api.grants.cases.verification.errors import NothingNamed, PaperExpired, PapersNotInOrder
from bimtek_api.grants.cases.verification.models import CheckAction, DeskCheck, PaperFinding, PaperResult
from bimtek_api.grants.cases.verification.schemas import CaseChecks, CheckCreate, CheckRead, FindingRead
from bimtek_api.regions import repository as regions

TWO_WEEKS = timedelta(days=14)
EVERY = N_("Beri hasil untuk setiap berkas yang diminta panggilan ini, dan hanya itu.")
NOT_THERE = N_("Berkas ini belum ada: hasilnya hanya dapat “tidak ada”.")
THERE = N_("Berkas ini ada: beri hasil pemeriksaannya.")
PAST = N_("Batas waktunya sudah lewat.")


async def check(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: CheckCreate) -> Application:
    """One officer's finding; she holds the desk duty of this case from now on."""
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_CHECK, case, UnknownApplication)
    case.expect(seen)
    findings = await judged(db, case, new)
    due_on = await deadline(db, case, new) if new.action == CheckAction.RETURN else None
    complete = new.action == CheckAction.VERIFY
    action = await next_step(db, case) if complete else str(new.action)
    WORKFLOW.expect_step(case, action)
    if complete:
        lines = update(ApplicationLine).where(ApplicationLine.application_id == case.id)
        await db.execute(lines.values(approved=ApplicationLine.requested))
    await applications.act(db, actor, case, action, new.note, freeze=complete)
    await write(db, actor, case, new, findings)
    if due_on:
        await ask_back(db, case, new, due_on)
    if complete:
        await people.fix(db, case, RosterOccasion.DESK_CHECK)
    if action == CheckAction.VERIFY:
        await approvals.open_round(db, case)
    return case


async def next_step(db: AsyncSession, case: Application) -> str:
    """Where a case with complete papers goes: to the workshop, to the scorers, or to the vote."""
    call = await cases.call_of(db, case.call_id)
    if call.field_visit:
        return "send_to_field"
    return "send_to_scoring" if call.rubric_id else str(CheckAction.VERIFY)


async def judged(db: AsyncSession, case: Application, new: CheckCreate) -> list[dict[str, object]]:
    """The findings, when there is one for each paper that is asked for and each fits what is there."""
    required = (await cases.call_of(db, case.call_id)).required_papers
    if {finding.kind for finding in new.papers} != set(required):
        raise Invalid(Fault("/papers", "every_paper", EVERY))
    there = {paper.kind: paper for paper in await cases.papers(db, case.group_id, required)}
    findings = []
    for index, given in enumerate(new.papers):
        paper = there.get(given.kind)
        if (paper is None) != (given.result == PaperResult.MISSING):
            text = NOT_THERE if paper is None else THERE
            raise Invalid(Fault(f"/papers/{index}/result", "result_unfit", text))
        expect_in_force(paper, given.result)
        findings.append(given.model_dump() | {"paper_id": paper and paper.id})
    if new.action == CheckAction.VERIFY and any(each["result"] != PaperResult.OK for each in findings):
        raise PapersNotInOrder
    return findings


def expect_in_force(paper: Row | None, result: PaperResult) -> None:
    if paper and paper.expired and result == PaperResult.OK:
        raise PaperExpired(paper=translate(views.PAPERS[paper.kind]))


async def deadline(db: AsyncSession, case: Application, new: CheckCreate) -> date:
    today = await regions.today(db, case.district_code)
    if new.due_on and new.due_on < today:
        raise Invalid(Fault("/due_on", "over_already", PAST))
    return new.due_on or today + TWO_WEEKS


async def write(db: AsyncSession, actor: Actor, case: Application, new: CheckCreate, findings: list[Json]) -> None:
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], DESK, free=new.no_conflict)
    made = DeskCheck(application_id=case.id, person_id=person, duty_group=DESK, action=new.action, note=new.note)
    db.add(made)
    await db.flush()
    db.add_all(PaperFinding(check_id=made.id, **each) for each in findings)
    await db.flush()


async def ask_back(db: AsyncSession, case: Application, new: CheckCreate, due_on: date) -> None:
    """Names what may change until when, and remembers how it was."""
    named = [str(each.kind) for each in new.papers if each.result != PaperResult.OK] + ["members"] * new.members
    if not named:
        raise NothingNamed
    content, number = await snapshots.content(db, case), len(await cases.returns(db, case.id)) + 1
    db.add(CaseReturn(application_id=case.id, number=number, fields=named, due_on=due_on, snapshot=content))
    await db.flush()


async def case_checks(db: AsyncSession, actor: Actor, case_id: UUID) -> CaseChecks:
    """Every check with its findings; what was returned is compared with what there is now or came back."""
    await cases.read(db, actor, case_id)
    case = await cases.plain(db, case_id)
    findings, returns = await repository.findings(db, case_id), list(await cases.returns(db, case_id))
    states = [each.snapshot for each in returns[1:]] + [await snapshots.content(db, case)]
    pairs = iter(zip(returns, states, strict=True))
    items = []
    for row in await repository.checks(db, case_id):
        asked, after = next(pairs) if row.action == CheckAction.RETURN else (None, {})
        items.append(check_read(row, findings.get(row.id, []), asked, after))
    return CaseChecks(items=items)


def check_read(row: Row, findings: list[PaperFinding], asked: CaseReturn | None, after: Json) -> CheckRead:
    return CheckRead(
        action=row.action, name=row.name, note=row.note, created_at=row.created_at,
        findings=[FindingRead.model_validate(each) for each in findings],
        round=asked.number if asked else None, fields=asked.fields if asked else [],
        due_on=asked.due_on if asked else None,
        # Quantities are approved by the check itself: they are no part of a correction.
        changes=[each for each in views.changes(asked.snapshot, after) if each.field != "lines"] if asked else [],
    )  # fmt: skip
