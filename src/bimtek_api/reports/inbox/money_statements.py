"""Parts of the inbox about money: budgets, and capital with its accounts, tranches and reports on their use."""

from sqlalchemy import Select, func, literal, select

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.handover.capital.models import (
    DemandStatus,
    FundsReport,
    FundsStatus,
    ReceiptStatus,
    RefundDemand,
    RefundReceipt,
    TranchePayment,
    TrancheStatus,
)
from bimtek_api.grants.handover.rulings.models import DemandRuling, RulingStatus
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.participants.groups.models import Group
from bimtek_api.programmes.budgets.models import BudgetMove, MoveStatus
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.reports.inbox.statements import NO_DAY, part

B, T, R, M, D, P = GroupAccount, TranchePayment, FundsReport, BudgetMove, RefundDemand, RefundReceipt
G = DemandRuling
TITLE = func.concat(Application.number, " ", Group.name)


def unverified(kind: Waiting) -> Select:
    lines = part(kind, Group.id, Group.name, literal(1), B.created_at, NO_DAY)
    return lines.join(B, B.group_id == Group.id).where(B.verified_at.is_(None), B.ended_at.is_(None))


def to_clear(actor: Actor) -> Select:
    """Accounts in another name than the group's or a member's, until a further officer has said yes."""
    lines = unverified(Waiting.HOLDERS_TO_CLEAR).where(~func.holder_matches(B.group_id, B.holder))
    mine = within(actor, Permission.PAYMENT_RELEASE, B.district_code)
    return lines.where(B.holder_cleared_by.is_(None), B.recorded_by.not_in(actor.rows), mine)


def moves(actor: Actor) -> Select:
    """Money that another officer wants moved; the title begins with the year."""
    title = func.concat(M.fiscal_year, " ", M.letter_number)
    lines = part(Waiting.BUDGET_MOVES_TO_DECIDE, M.id, title, literal(1), M.created_at, NO_DAY)
    mine = within(actor, Permission.BUDGET_APPROVE, M.district_code)
    return lines.where(M.status == MoveStatus.PROPOSED, M.proposed_by.not_in(actor.rows), mine)


def to_verify(actor: Actor) -> Select:
    """Accounts that somebody else recorded."""
    mine = within(actor, Permission.PAYMENT_PREPARE, B.district_code)
    return unverified(Waiting.ACCOUNTS_TO_VERIFY).where(B.recorded_by.not_in(actor.rows), mine)


def to_send(actor: Actor) -> Select:
    """Tranches another treasurer prepared, and tranches that are at the bank."""
    lines = part(Waiting.TRANCHES_TO_SEND, Application.id, TITLE, literal(1), T.created_at, NO_DAY)
    lines = lines.join(T, T.application_id == Application.id)
    lines = lines.join(Group, Group.id == Application.group_id)
    waits = T.status.in_((TrancheStatus.PREPARED, TrancheStatus.SENT))
    mine = within(actor, Permission.PAYMENT_RELEASE, T.district_code)
    return lines.where(waits, T.prepared_by.not_in(actor.rows), mine)


def reports(kind: Waiting, *statuses: FundsStatus) -> Select:
    lines = part(kind, Application.id, TITLE, literal(1), R.created_at, R.due_on)
    lines = lines.join(R, R.application_id == Application.id)
    return lines.join(Group, Group.id == Application.group_id).where(R.status.in_(statuses))


def reports_due(actor: Actor) -> Select:
    mine = within(actor, Permission.ASSET_WATCH, R.district_code)
    return reports(Waiting.FUNDS_REPORTS_DUE, FundsStatus.DUE, FundsStatus.RETURNED).where(mine)


def reports_to_judge(actor: Actor) -> Select:
    mine = within(actor, Permission.APPLICATION_CHECK, R.district_code)
    lines = reports(Waiting.FUNDS_REPORTS_TO_ACCEPT, FundsStatus.SUBMITTED)
    return lines.where(R.submitted_by.not_in(actor.rows), mine)


def demands(actor: Actor) -> Select:
    """Capital that somebody else wants back."""
    lines = part(Waiting.REFUND_DEMANDS_TO_DECIDE, Application.id, TITLE, literal(1), D.created_at, D.due_on)
    lines = lines.join(D, D.application_id == Application.id).join(Group, Group.id == Application.group_id)
    mine = within(actor, Permission.ASSET_DECIDE, D.district_code)
    return lines.where(D.status == DemandStatus.PROPOSED, D.asked_by.not_in(actor.rows), mine)


def rulings(actor: Actor) -> Select:
    """What somebody else wants withdrawn or let go of what is asked back."""
    lines = part(Waiting.REFUND_DEMANDS_TO_DECIDE, Application.id, TITLE, literal(1), G.created_at, NO_DAY)
    lines = lines.join(G, G.application_id == Application.id).join(Group, Group.id == Application.group_id)
    mine = within(actor, Permission.ASSET_DECIDE, G.district_code)
    return lines.where(G.status == RulingStatus.PROPOSED, G.asked_by.not_in(actor.rows), mine)


def receipts(actor: Actor) -> Select:
    """What another treasurer recorded as paid back."""
    lines = part(Waiting.REFUNDS_TO_CONFIRM, Application.id, TITLE, literal(1), P.created_at, NO_DAY)
    lines = lines.join(P, P.application_id == Application.id).join(Group, Group.id == Application.group_id)
    mine = within(actor, Permission.PAYMENT_RELEASE, P.district_code)
    return lines.where(P.status == ReceiptStatus.RECORDED, P.recorded_by.not_in(actor.rows), mine)


def unpaid(actor: Actor) -> Select:
    """What is asked back and no receipt tells of yet."""
    lines = part(Waiting.REFUNDS_TO_RECORD, Application.id, TITLE, literal(1), D.created_at, D.due_on)
    lines = lines.join(D, D.application_id == Application.id).join(Group, Group.id == Application.group_id)
    mine = within(actor, Permission.PAYMENT_PREPARE, D.district_code)
    return lines.where(func.demand_room(D.id) > 0, mine)


def unproved(actor: Actor) -> Select:
    """Reports that say something was paid back of which no receipt tells, of whatever time."""
    told = select(func.coalesce(func.sum(P.amount_rupiah), 0)).join(T, T.id == P.payment_id)
    told = told.where(T.application_line_id == R.application_line_id, P.status != ReceiptStatus.REFUSED)
    lines = reports(Waiting.REFUNDS_TO_RECORD, FundsStatus.SUBMITTED, FundsStatus.ACCEPTED)
    mine = within(actor, Permission.PAYMENT_PREPARE, R.district_code)
    return lines.where(R.refunded_rupiah > told.scalar_subquery(), mine)
