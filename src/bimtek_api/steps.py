"""Every column that holds a state, with its steps. `workflow_steps` in the database says the same; a test compares.

Who changes an arrow of a workflow writes a migration for the table: nothing else lets the new step through.
"""

from bimtek_api.change_requests import workflow as change_requests
from bimtek_api.change_requests.models import ChangeStatus
from bimtek_api.complaints import models as complaints
from bimtek_api.complaints import workflow as complaining
from bimtek_api.core.steps import Steps, answered_once, machine
from bimtek_api.exchange.notifications.models import UNTOLD, MessageStatus
from bimtek_api.grants.aftercare.monitoring import workflow as monitoring
from bimtek_api.grants.aftercare.monitoring.models import ReportStatus, VisitStatus
from bimtek_api.grants.aftercare.samples import workflow as sampling
from bimtek_api.grants.aftercare.samples.models import Answer, SampleStatus
from bimtek_api.grants.cases.appeals.models import AppealOutcome
from bimtek_api.grants.cases.applications import workflow as cases
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.grants.cases.approvals.models import Outcome as RoundOutcome
from bimtek_api.grants.cases.decrees import workflow as decrees
from bimtek_api.grants.cases.decrees.models import ChangeStatus as DecreeChangeStatus
from bimtek_api.grants.goods.dispatches import workflow as dispatches
from bimtek_api.grants.goods.dispatches.models import DispatchStatus
from bimtek_api.grants.goods.dispatches.models import Outcome as WayOutcome
from bimtek_api.grants.goods.openings import workflow as openings
from bimtek_api.grants.goods.openings.models import OpeningStatus
from bimtek_api.grants.goods.orders import workflow as orders
from bimtek_api.grants.goods.orders.models import OrderStatus
from bimtek_api.grants.goods.payments import workflow as payments
from bimtek_api.grants.goods.payments.models import PaymentStatus
from bimtek_api.grants.goods.stock import workflow as stock
from bimtek_api.grants.goods.stock.models import ReceiptStatus, UnitStatus
from bimtek_api.grants.handover.assets import workflow as assets
from bimtek_api.grants.handover.assets.models import AssetStatus, RecallOutcome
from bimtek_api.grants.handover.capital import workflow as capital
from bimtek_api.grants.handover.capital.models import DemandStatus, FundsStatus, TrancheStatus
from bimtek_api.grants.handover.capital.models import ReceiptStatus as RefundStatus
from bimtek_api.grants.handover.deliveries.models import DisputeOutcome, DraftStatus
from bimtek_api.grants.handover.rulings import workflow as rulings
from bimtek_api.grants.handover.rulings.models import RulingStatus
from bimtek_api.programmes.budgets import workflow as budgets
from bimtek_api.programmes.budgets.models import MoveStatus, YearStatus
from bimtek_api.sessions.attendance.corrections import workflow as corrections
from bimtek_api.sessions.attendance.corrections.models import CorrectionStatus
from bimtek_api.sessions.enrolment.registrations import workflow as registrations
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as R
from bimtek_api.sessions.planning.schedule import workflow as schedule
from bimtek_api.sessions.planning.schedule.models import SessionStatus

M, D, A = MessageStatus, DraftStatus, Answer
CHECKED = frozenset(A) - {A.PENDING}
MACHINES = (
    machine("applications", [ApplicationStatus.DRAFT], cases.WORKFLOW),
    machine("decree_changes", [DecreeChangeStatus.PROPOSED], decrees.CHANGE),
    machine("tranche_payments", [TrancheStatus.PREPARED], capital.PAYMENT),
    machine("funds_reports", [FundsStatus.DUE], capital.REPORT),
    machine("refund_demands", [DemandStatus.PROPOSED], capital.DEMAND, capital.END),
    machine("demand_rulings", [RulingStatus.PROPOSED], rulings.RULING),
    machine("refund_receipts", [RefundStatus.RECORDED], capital.RECEIPT),
    machine("assets", [AssetStatus.INSTALLED], assets.WORKFLOW),
    machine("orders", [OrderStatus.PLACED], orders.WORKFLOW),
    machine("dispatches", [DispatchStatus.SENT], dispatches.WORKFLOW),
    machine("opening_stocks", [OpeningStatus.ENTERED], openings.WORKFLOW),
    machine("supplier_payments", [PaymentStatus.PREPARED], payments.WORKFLOW),
    machine("goods_receipts", [ReceiptStatus.RECEIVED], stock.RECEIPT),
    machine("stock_units", [UnitStatus.RECEIVED], stock.UNIT),
    machine("monitoring_visits", [VisitStatus.DUE], monitoring.VISIT),
    machine("accountability_reports", [ReportStatus.DUE], monitoring.REPORT),
    machine("samples", [SampleStatus.ACTIVE], sampling.SAMPLE),
    machine("attendance_corrections", [CorrectionStatus.PROPOSED], corrections.WORKFLOW),
    machine("sessions", [SessionStatus.DRAFT], schedule.WORKFLOW),
    machine(
        "registrations", [R.CONFIRMED, R.PENDING_REVIEW, R.WAITLISTED, R.HELD, R.OFFERED], registrations.WORKFLOW
    ),
    machine("complaints", [complaints.ComplaintStatus.RECEIVED], complaining.WORKFLOW),
    machine("fiscal_years", [YearStatus.OPEN], budgets.YEAR),
    machine("budget_moves", [MoveStatus.PROPOSED], budgets.MOVE),
    machine("change_requests", [ChangeStatus.DRAFT], change_requests.RECORDS, change_requests.SUPPLIERS),
)
# What moves without a machine: a message on its way, minutes being written, what is answered once.
OTHERS = (
    Steps(
        "messages",
        frozenset({M.QUEUED, M.TO_TELL}),
        frozenset(
            {(M.QUEUED, M.SENDING), (M.SENDING, M.QUEUED), (M.SENDING, M.SENT), (M.SENDING, M.UNDELIVERED)}
            | {(each, M.TOLD) for each in UNTOLD}
            | {(M.UNDELIVERED, M.QUEUED)}  # an officer tries again
        ),
    ),
    Steps("handover_drafts", frozenset({D.OPEN}), frozenset({(D.OPEN, D.COMPLETED), (D.OPEN, D.DISCARDED)})),
    # Whoever could not be reached is asked again.
    Steps(
        "sample_items",
        frozenset({A.PENDING}),
        frozenset((a, b) for a in (A.PENDING, A.UNREACHABLE) for b in CHECKED if a != b),
        "answer",
    ),
    answered_once("approval_rounds", RoundOutcome),
    answered_once("case_appeals", AppealOutcome),
    answered_once("handover_disputes", DisputeOutcome),
    answered_once("asset_recalls", RecallOutcome),
    answered_once("dispatch_units", WayOutcome),
    answered_once("complaints", complaints.Outcome),
)
EVERY = (*MACHINES, *OTHERS)
