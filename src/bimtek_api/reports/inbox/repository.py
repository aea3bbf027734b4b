"""What waits for an officer, in one statement: one part per kind of work her roles let her do."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties.models import CaseDuty
from bimtek_api.complaints import repository as complaints
from bimtek_api.complaints.models import Complaint
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.exchange.notifications.models import UNTOLD, Message
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus, CaseReturn
from bimtek_api.grants.cases.approvals.models import ApprovalRound
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.participants.groups.models import Group
from bimtek_api.programmes.workdays import repository as workdays
from bimtek_api.reports.inbox import goods_statements as goods
from bimtek_api.reports.inbox import money_statements as money
from bimtek_api.reports.inbox import people_statements as people
from bimtek_api.reports.inbox import statements
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.reports.inbox.statements import NO_DAY, NOBODY, Part, part, today
from bimtek_api.sessions.attendance.corrections.models import Correction, CorrectionStatus
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.planning.schedule.models import SessionStatus, TrainingSession

MOST = 200
S, R, A, AR = TrainingSession, Registration, Application, ApprovalRound
TO_REVIEW = (RegistrationStatus.PENDING_REVIEW, RegistrationStatus.HELD)
RUNNING = (SessionStatus.PUBLISHED, SessionStatus.PAUSED, SessionStatus.IN_PROGRESS)


def registrations(actor: Actor) -> Select:
    """To be decided before the session begins; one line per session."""
    found = part(
        Waiting.REGISTRATIONS_TO_REVIEW, S.id, S.title, func.count(R.id), func.min(R.created_at), S.starts_on
    )
    found = found.join(R, and_(R.session_id == S.id, R.status.in_(TO_REVIEW)))
    found = found.where(S.status.in_(RUNNING), within(actor, Permission.REGISTRATION_DECIDE, R.district_code))
    return found.group_by(S.id, S.title, S.starts_on)


def messages(actor: Actor) -> Select:
    """People whom no mail reaches."""
    found = part(
        Waiting.PEOPLE_TO_TELL, NOBODY, literal(""), func.count(Message.id), func.min(Message.created_at), NO_DAY
    )
    mine = within(actor, Permission.REGISTRATION_DECIDE, Message.district_code)
    return found.where(Message.status.in_(UNTOLD), mine).having(func.count(Message.id) > 0)


def corrections(actor: Actor) -> Select:
    """What another officer proposed."""
    found = part(
        Waiting.CORRECTIONS_TO_DECIDE, S.id, S.title, func.count(Correction.id), func.min(Correction.created_at),
        NO_DAY,
    )  # fmt: skip
    found = found.join(Correction, Correction.session_id == S.id).where(
        Correction.status == CorrectionStatus.PROPOSED,
        Correction.proposed_by.not_in(actor.rows),
        within(actor, Permission.ATTENDANCE_MARK, Correction.district_code),
    )
    return found.group_by(S.id, S.title)


def unfinished(actor: Actor) -> Select:
    """Sessions whose last day is over."""
    since = cast(S.ends_on, S.created_at.type)
    found = part(Waiting.SESSIONS_TO_COMPLETE, S.id, S.title, literal(1), since, S.ends_on)
    mine = within(actor, Permission.SESSION_RUN, S.district_code, S.programme_id)
    return found.where(S.status.in_(RUNNING), S.ends_on < today(), mine)


def unpublished(actor: Actor) -> Select:
    """Drafts whose registration should open within a week."""
    found = part(
        Waiting.SESSIONS_TO_PUBLISH, S.id, S.title, literal(1), S.created_at,
        func.date(func.timezone("Asia/Jakarta", S.opens_at)),
    )  # fmt: skip
    soon = S.opens_at < clock.NOW + func.make_interval(0, 0, 0, 7)
    return found.where(
        S.status == SessionStatus.DRAFT,
        soon,
        S.ends_on >= today(),
        within(actor, Permission.SESSION_PLAN, S.district_code, S.programme_id),
    )


def cases(actor: Actor) -> Select:
    """Complaints with their last day."""
    found = part(
        Waiting.COMPLAINTS_TO_ANSWER, Complaint.id, Complaint.number, literal(1), Complaint.created_at,
        Complaint.due_on,
    )  # fmt: skip
    handled = within(actor, Permission.COMPLAINT_HANDLE, Complaint.district_code)
    return found.where(Complaint.status.in_(complaints.OPEN), complaints.visible_to(actor), handled)


def closing() -> ColumnElement[Any]:
    """The last day on which a draft can be submitted."""
    day = func.date(func.timezone("Asia/Jakarta", Call.closes_at - func.make_interval(0, 0, 0, 0, 0, 0, 1)))
    return select(day).where(Call.id == A.call_id).correlate(A).scalar_subquery()


def correction() -> ColumnElement[Any]:
    """The last day for a correction that was asked for."""
    query = select(func.max(CaseReturn.due_on)).where(CaseReturn.application_id == A.id)
    return query.correlate(A).scalar_subquery()


DUE: dict[Waiting, ColumnElement[Any]] = {
    Waiting.DRAFTS_TO_SUBMIT: closing(), Waiting.APPLICATIONS_TO_CORRECT: correction(),
    Waiting.APPLICATIONS_TO_CHECK: workdays.after(func.date(A.created_at), statements.TERM),
    Waiting.APPLICATIONS_TO_VOTE: workdays.after(func.date(AR.created_at), statements.TERM),
}  # fmt: skip


def in_reach(actor: Actor) -> ColumnElement[bool]:
    """Rounds whose open stage asks for no wider area than one of hers."""
    regions = {grant.region for grant in actor.holding(Permission.APPLICATION_VOTE)}
    wide = ["district"] + ["province"] * any("." not in (each or "") for each in regions)
    return AR.levels[AR.stage].in_(wide + ["country"] * (None in regions))


def applications(kind: Waiting, permission: Permission, duty: str, *states: ApplicationStatus) -> Part:
    """Cases at one step, without those in which she holds another duty: she could not act in them."""

    def found(actor: Actor) -> Select:
        other = select(CaseDuty.case_id).where(
            CaseDuty.case_id == A.id, CaseDuty.human_id.in_(actor.rows), CaseDuty.duty_group != duty
        )
        voted = select(CaseDuty.case_id).where(
            CaseDuty.case_id == A.id, CaseDuty.human_id.in_(actor.rows), literal(kind == Waiting.APPLICATIONS_TO_VOTE)
        )
        due = DUE.get(kind, NO_DAY)
        lines = part(kind, A.id, func.concat(A.number, " ", Group.name), literal(1), A.created_at, due)
        lines = lines.join(Group, Group.id == A.group_id).where(A.status.in_(states))
        if kind == Waiting.APPLICATIONS_TO_VOTE:
            lines = lines.join(AR, and_(AR.application_id == A.id, AR.outcome.is_(None))).where(in_reach(actor))
        return lines.where(
            within(actor, permission, A.district_code, A.programme_id), ~or_(other.exists(), voted.exists())
        )

    return found


PARTS: dict[Permission, tuple[Part, ...]] = {
    Permission.REGISTRATION_DECIDE: (registrations, messages),
    Permission.ATTENDANCE_MARK: (corrections,),
    Permission.SESSION_RUN: (unfinished,),
    Permission.SESSION_PLAN: (unpublished,),
    Permission.COMPLAINT_HANDLE: (cases,),
    Permission.APPLICATION_PROPOSE: (
        applications(
            Waiting.DRAFTS_TO_SUBMIT, Permission.APPLICATION_PROPOSE, "applicant", ApplicationStatus.DRAFT
        ),
        applications(
            Waiting.APPLICATIONS_TO_CORRECT, Permission.APPLICATION_PROPOSE, "applicant", ApplicationStatus.RETURNED
        ),
    ),
    Permission.ASSET_DECIDE: (statements.disputes, goods.recalls, money.demands, money.rulings),
    Permission.ASSET_WATCH: (statements.visits_due, statements.reports_due, money.reports_due),
    Permission.RULE_WAIVE: (
        statements.reports_escalated, statements.appeals, statements.late_checks, statements.late_votes,
        people.look_alikes,
    ),
    Permission.APPLICATION_CHECK: (
        statements.visits_to_accept, statements.reports_to_accept, money.reports_to_judge,
        applications(
            Waiting.APPLICATIONS_TO_CHECK, Permission.APPLICATION_CHECK, "desk", ApplicationStatus.IN_DESK_CHECK
        ),
        applications(
            Waiting.APPLICATIONS_TO_SEND, Permission.APPLICATION_CHECK, "desk", ApplicationStatus.SENT_BACK
        ),
    ),
    Permission.APPLICATION_VOTE: (
        statements.decree_changes,
        applications(
            Waiting.APPLICATIONS_TO_VOTE, Permission.APPLICATION_VOTE, "approve_1", ApplicationStatus.IN_APPROVAL
        ),
    ),
    Permission.DECREE_SIGN: (
        applications(
            Waiting.APPLICATIONS_TO_DECREE, Permission.DECREE_SIGN, "decree", ApplicationStatus.APPROVED
        ),
    ),
    Permission.APPLICATION_SCORE: (statements.to_score,),
    Permission.SELECTION_MAKE: (statements.to_select,),
    Permission.ORDER_PLACE: (goods.to_order, goods.late, goods.refused_to_replace),
    Permission.STOCK_INSPECT: (goods.to_inspect, goods.openings, goods.returns),
    Permission.PAYMENT_PREPARE: (
        money.to_verify, money.unpaid, money.unproved, people.supplier_corrections, goods.claims,
    ),
    Permission.RECORD_CONFIRM: (people.corrections,),
    Permission.PAYMENT_RELEASE: (goods.to_release, money.to_send, money.to_clear, money.receipts),
    Permission.BUDGET_APPROVE: (money.moves,),
    Permission.SELF: (people.deputations, people.own_paper),
    Permission.STOCK_KEEP: (goods.waiting, goods.refused),
    Permission.OFFICER_MANAGE: (people.access, people.unconfirmed),
    Permission.PERSON_ERASE: (people.erasures,),
    Permission.DELIVERY_RECORD: (
        applications(
            Waiting.GOODS_TO_HAND_OVER, Permission.DELIVERY_RECORD, "hand_over", ApplicationStatus.DECREED,
            ApplicationStatus.PARTLY_DELIVERED,
        ),
    ),
}  # fmt: skip


async def waiting(db: AsyncSession, actor: Actor) -> Sequence[Row]:
    """Everything that waits for this officer now, nearest last day first."""
    parts = [made(actor) for permission, some in PARTS.items() if actor.can(permission) for made in some]
    if not parts:
        return []
    every = union_all(*parts).subquery()
    overdue = func.coalesce(every.c.due < today(), False).label("overdue")
    query = select(every, overdue).order_by(every.c.due.asc().nulls_last(), every.c.since).limit(MOST)
    return (await db.execute(query)).all()
