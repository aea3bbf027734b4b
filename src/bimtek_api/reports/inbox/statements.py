"""Parts of the inbox: what every part has, and the parts that follow a decree and a handover."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Uuid, cast, func, literal, null, or_, select

from bimtek_api.access.duties.models import CaseDuty
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.aftercare.monitoring.models import AccountabilityReport, ReportStatus, Visit, VisitStatus
from bimtek_api.grants.cases.appeals.models import CaseAppeal
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.cases.approvals.models import ApprovalRound
from bimtek_api.grants.cases.decrees.models import ChangeStatus, Decree, DecreeChange
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.grants.handover.deliveries.models import Handover, HandoverDispute
from bimtek_api.participants.groups.models import Group
from bimtek_api.programmes.workdays import repository as workdays
from bimtek_api.reports.inbox.schemas import Waiting

V, R, C, Q = Visit, AccountabilityReport, DecreeChange, HandoverDispute
NO_DAY, NOBODY = cast(null(), Date), cast(null(), Uuid)
TERM, GRACE = 10, 5  # working days
VISIT_AHEAD, REPORT_AHEAD, ESCALATED_AFTER = 14, 30, 30  # days
Part = Callable[[Actor], Select]


def part(kind: Waiting, subject: Any, title: Any, count: Any, since: Any, due: Any) -> Select:
    return select(
        literal(str(kind)).label("kind"), subject.label("subject_id"), title.label("title"), count.label("count"),
        since.label("since"), due.label("due"),
    )  # fmt: skip


def on_case(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    return within(actor, permission, Application.district_code, Application.programme_id)


def today() -> ColumnElement[Any]:
    """The calendar day in the zone whose day ends last."""
    return day_of(clock.NOW)


def day_of(instant: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.date(func.timezone("Asia/Jakarta", instant))


def named(kind: Waiting, of: type[Visit] | type[AccountabilityReport], subject: Any) -> Select:
    """One line per visit or report, by the name of its group."""
    title = func.concat(Application.number, " ", Group.name)
    lines = part(kind, subject, title, literal(1), of.created_at, of.due_on)
    return lines.join(Application, Application.id == of.application_id).join(Group, Group.id == Application.group_id)


def visits_due(actor: Actor) -> Select:
    """Visits of the next two weeks, and those that are overdue."""
    waits = or_(V.status == VisitStatus.DUE, V.status == VisitStatus.RETURNED)
    mine = within(actor, Permission.ASSET_WATCH, V.district_code)
    return named(Waiting.VISITS_DUE, V, V.id).where(waits, V.due_on <= today() + VISIT_AHEAD, mine)


def visits_to_accept(actor: Actor) -> Select:
    """What another officer reported."""
    mine = within(actor, Permission.APPLICATION_CHECK, V.district_code)
    lines = named(Waiting.VISITS_TO_ACCEPT, V, V.id)
    return lines.where(V.status == VisitStatus.SUBMITTED, V.visited_by.not_in(actor.rows), mine)


def owed() -> ColumnElement[bool]:
    return or_(R.status == ReportStatus.DUE, R.status == ReportStatus.RETURNED)


def reports_due(actor: Actor) -> Select:
    """Reports of the next month, and those that are overdue."""
    mine = within(actor, Permission.ASSET_WATCH, R.district_code)
    lines = named(Waiting.REPORTS_DUE, R, R.application_id)
    return lines.where(owed(), R.due_on <= today() + REPORT_AHEAD, mine)


def reports_escalated(actor: Actor) -> Select:
    """A month overdue: the programme's officers see it, too."""
    mine = within(actor, Permission.RULE_WAIVE, R.district_code)
    lines = named(Waiting.REPORTS_ESCALATED, R, R.application_id)
    return lines.where(owed(), R.due_on < today() - ESCALATED_AFTER, mine)


def reports_to_accept(actor: Actor) -> Select:
    """What another officer handed in."""
    mine = within(actor, Permission.APPLICATION_CHECK, R.district_code)
    lines = named(Waiting.REPORTS_TO_ACCEPT, R, R.application_id)
    return lines.where(R.status == ReportStatus.SUBMITTED, R.submitted_by.not_in(actor.rows), mine)


def decree_changes(actor: Actor) -> Select:
    """Recipients who should leave a decree, proposed by somebody else."""
    lines = part(Waiting.DECREE_CHANGES_TO_DECIDE, Decree.id, Decree.number, literal(1), C.created_at, NO_DAY)
    mine = within(actor, Permission.APPLICATION_VOTE, C.district_code)
    lines = lines.join(C, C.decree_id == Decree.id)
    return lines.where(C.status == ChangeStatus.PROPOSED, C.proposed_by.not_in(actor.rows), mine)


def disputes(actor: Actor) -> Select:
    """What groups say against a handover, written down by somebody else."""
    lines = part(Waiting.DISPUTES_TO_DECIDE, Handover.id, Handover.number, literal(1), Q.created_at, NO_DAY)
    mine = within(actor, Permission.ASSET_DECIDE, Q.district_code)
    lines = lines.join(Q, Q.handover_id == Handover.id)
    return lines.where(Q.outcome == null(), Q.opened_by.not_in(actor.rows), mine)


def appeals(actor: Actor) -> Select:
    """Cases whose group objects to their end, without those in which she had a part."""
    held = select(CaseDuty.case_id).where(CaseDuty.case_id == Application.id, CaseDuty.human_id.in_(actor.rows))
    title = func.concat(Application.number, " ", Group.name)
    lines = part(Waiting.APPEALS_TO_DECIDE, Application.id, title, literal(1), CaseAppeal.created_at, NO_DAY)
    lines = lines.join(CaseAppeal, CaseAppeal.application_id == Application.id)
    lines = lines.join(Group, Group.id == Application.group_id)
    mine = on_case(actor, Permission.RULE_WAIVE)
    return lines.where(CaseAppeal.outcome == null(), ~held.exists(), mine)


def to_score(actor: Actor) -> Select:
    """Cases that wait for scores, without those in which she has scored or holds another duty."""
    mine = select(CaseDuty.case_id).where(CaseDuty.case_id == Application.id, CaseDuty.human_id.in_(actor.rows))
    title = func.concat(Application.number, " ", Group.name)
    lines = part(
        Waiting.APPLICATIONS_TO_SCORE, Application.id, title, literal(1), Application.created_at, NO_DAY
    ).join(Group, Group.id == Application.group_id)
    waits = Application.status == ApplicationStatus.READY_FOR_SCORING
    return lines.where(waits, on_case(actor, Permission.APPLICATION_SCORE), ~mine.exists())


def to_select(actor: Actor) -> Select:
    """Closed calls with scored cases; one line per call."""
    lines = part(
        Waiting.SELECTIONS_TO_MAKE, Call.id, Call.name, func.count(Application.id), Call.closes_at, NO_DAY
    ).join(Application, Application.call_id == Call.id)
    ready = Application.status == ApplicationStatus.SCORED, Call.closes_at <= clock.NOW
    return lines.where(
        *ready, within(actor, Permission.SELECTION_MAKE, Call.district_code, Call.programme_id)
    ).group_by(Call.id)


def late(since: Any) -> tuple[Select, ColumnElement[bool]]:
    """Cases whose step should have been done some working days ago: for whoever stands above (C41)."""
    title, due = func.concat(Application.number, " ", Group.name), workdays.after(func.date(since), TERM)
    lines = part(Waiting.APPLICATIONS_LATE, Application.id, title, literal(1), since, due)
    lines = lines.join(Group, Group.id == Application.group_id)
    return lines, workdays.after(func.date(since), TERM + GRACE) < today()


def late_checks(actor: Actor) -> Select:
    lines, overdue = late(Application.created_at)
    waits = Application.status == ApplicationStatus.IN_DESK_CHECK
    return lines.where(waits, overdue, on_case(actor, Permission.RULE_WAIVE))


def late_votes(actor: Actor) -> Select:
    lines, overdue = late(ApprovalRound.created_at)
    lines = lines.join(ApprovalRound, ApprovalRound.application_id == Application.id)
    waits = ApprovalRound.outcome.is_(None)
    return lines.where(waits, overdue, on_case(actor, Permission.RULE_WAIVE))
