"""Every table, imported once for migrations and for SQLAlchemy's mapper."""

from bimtek_api.access.assignments.models import AccessRequest
from bimtek_api.access.duties.models import CaseDuty
from bimtek_api.access.enrolments.models import Enrolment
from bimtek_api.access.integrators.models import ApiKey
from bimtek_api.access.logins.models import KnownDevice, Login
from bimtek_api.access.officers.models import (
    Deputation,
    IncompatibleRoles,
    NipFinding,
    Officer,
    RecoveryCode,
    RoleAssignment,
)
from bimtek_api.access.sign_ons.models import ProviderAccount
from bimtek_api.change_requests.models import ChangeRequest
from bimtek_api.complaints.models import Complaint, ComplaintMessage
from bimtek_api.core.earlier import EarlierRow
from bimtek_api.core.idempotency import IdempotencyKey
from bimtek_api.core.models import METADATA
from bimtek_api.core.numbering import NumberSeries
from bimtek_api.core.throttle import Throttle
from bimtek_api.events.models import Event
from bimtek_api.events.readings import PersonalRead
from bimtek_api.events.sealer import ChainHead, EventSeal, EventToSeal, HistoryFinding
from bimtek_api.exchange.export_jobs.models import ExportJob
from bimtek_api.exchange.notifications.models import Message, ProgrammeText
from bimtek_api.files.models import StoredFile
from bimtek_api.grants.appeals.models import CaseAppeal
from bimtek_api.grants.applications.models import (
    AidClaim,
    Application,
    ApplicationLine,
    CaseHold,
    CaseMember,
    CaseReturn,
    CaseRoster,
)
from bimtek_api.grants.approvals.models import ApprovalRound, Vote
from bimtek_api.grants.assets.models import Asset, Custody
from bimtek_api.grants.calls.models import Call, CallPackage
from bimtek_api.grants.capital.models import FundsReport, TrancheCondition, TrancheDuty, TranchePayment
from bimtek_api.grants.decrees.models import (
    Decree,
    DecreeBooking,
    DecreeChange,
    DecreeChangeLine,
    DecreeChangeMember,
    DecreeLine,
    DecreeScan,
)
from bimtek_api.grants.deliveries.models import (
    HandedSerial,
    Handover,
    HandoverAttempt,
    HandoverDispute,
    HandoverLine,
    HandoverScan,
)
from bimtek_api.grants.dispatches.models import Dispatch, DispatchUnit
from bimtek_api.grants.fieldwork.models import FieldPhoto, FieldVisit, MemberFinding
from bimtek_api.grants.look_alikes.models import LookAlike
from bimtek_api.grants.monitoring.models import AccountabilityReport, Visit, VisitFinding, VisitPhoto
from bimtek_api.grants.orders.models import Order, OrderLine
from bimtek_api.grants.packages.models import Package, PackageItem
from bimtek_api.grants.payments.models import PaymentDuty, SupplierPayment
from bimtek_api.grants.policies.models import ApprovalPolicy
from bimtek_api.grants.prior_aid.models import AidRecord, AidRecordKey
from bimtek_api.grants.rubrics.models import Rubric
from bimtek_api.grants.rules.models import RuleRun, RuleSet, RuleWaiver
from bimtek_api.grants.samples.models import Sample, SampleItem
from bimtek_api.grants.scoring.models import Score
from bimtek_api.grants.selection.models import Selection, SelectionEntry
from bimtek_api.grants.stock.models import Inspection, StockPhoto, StockUnit
from bimtek_api.grants.stock.models import Receipt as GoodsReceipt
from bimtek_api.grants.suppliers.models import Supplier, SupplierVersion
from bimtek_api.grants.verification.models import DeskCheck, PaperFinding
from bimtek_api.identities.models import Identity
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.participants.groups.models import Group, GroupMember, GroupPaper
from bimtek_api.participants.people.models import Participant
from bimtek_api.privacy.models import Erasure, RetentionRun
from bimtek_api.programmes.budgets.models import BudgetMove, BudgetNode, FiscalYear
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.programmes.workdays.models import FreezeWindow, Holiday
from bimtek_api.regions.models import Region
from bimtek_api.reports.saved_views.models import SavedView
from bimtek_api.sessions.attendance.models import Attendance, AttendancePaper
from bimtek_api.sessions.certificates.models import Certificate
from bimtek_api.sessions.corrections.models import Correction
from bimtek_api.sessions.delegations.models import Delegation, DelegationMember
from bimtek_api.sessions.forms.models import SessionForm
from bimtek_api.sessions.places.models import PlaceWindow, RegistrationOrigin
from bimtek_api.sessions.prints.models import CertificatePrint
from bimtek_api.sessions.registrations.models import Consent, Receipt, ReceiptCode, Registration, RegistrationFile
from bimtek_api.sessions.results.models import Evaluation, TestScore
from bimtek_api.sessions.scans.models import Scan
from bimtek_api.sessions.schedule.models import MeetingDay, SeatCounter, TrainingSession
from bimtek_api.sessions.templates.models import SessionTemplate
from bimtek_api.sessions.trainers.models import Lesson, Trainer

__all__ = [
    "METADATA",
    "AccessRequest",
    "AccountabilityReport",
    "AidClaim",
    "AidRecord",
    "AidRecordKey",
    "ApiKey",
    "Application",
    "ApplicationLine",
    "ApprovalPolicy",
    "ApprovalRound",
    "Asset",
    "Attendance",
    "AttendancePaper",
    "BudgetMove",
    "BudgetNode",
    "Call",
    "CallPackage",
    "CaseAppeal",
    "CaseDuty",
    "CaseHold",
    "CaseMember",
    "CaseReturn",
    "CaseRoster",
    "Certificate",
    "CertificatePrint",
    "ChainHead",
    "ChangeRequest",
    "Complaint",
    "ComplaintMessage",
    "Consent",
    "Correction",
    "Custody",
    "Decree",
    "DecreeBooking",
    "DecreeChange",
    "DecreeChangeLine",
    "DecreeChangeMember",
    "DecreeLine",
    "DecreeScan",
    "Delegation",
    "DelegationMember",
    "Deputation",
    "DeskCheck",
    "Dispatch",
    "DispatchUnit",
    "EarlierRow",
    "Enrolment",
    "Erasure",
    "Evaluation",
    "Event",
    "EventSeal",
    "EventToSeal",
    "ExportJob",
    "FieldPhoto",
    "FieldVisit",
    "FiscalYear",
    "FreezeWindow",
    "FundsReport",
    "GoodsReceipt",
    "Group",
    "GroupAccount",
    "GroupMember",
    "GroupPaper",
    "HandedSerial",
    "Handover",
    "HandoverAttempt",
    "HandoverDispute",
    "HandoverLine",
    "HandoverScan",
    "HistoryFinding",
    "Holiday",
    "IdempotencyKey",
    "Identity",
    "IncompatibleRoles",
    "Inspection",
    "KnownDevice",
    "Lesson",
    "Login",
    "LookAlike",
    "MeetingDay",
    "MemberFinding",
    "Message",
    "NipFinding",
    "NumberSeries",
    "Officer",
    "Order",
    "OrderLine",
    "Package",
    "PackageItem",
    "PaperFinding",
    "Participant",
    "PaymentDuty",
    "PersonalRead",
    "PlaceWindow",
    "Programme",
    "ProgrammeText",
    "ProviderAccount",
    "Receipt",
    "ReceiptCode",
    "RecoveryCode",
    "Region",
    "Registration",
    "RegistrationFile",
    "RegistrationOrigin",
    "RetentionRun",
    "RoleAssignment",
    "Rubric",
    "RuleRun",
    "RuleSet",
    "RuleWaiver",
    "Sample",
    "SampleItem",
    "SavedView",
    "Scan",
    "Score",
    "SeatCounter",
    "Selection",
    "SelectionEntry",
    "SessionForm",
    "SessionTemplate",
    "StockPhoto",
    "StockUnit",
    "StoredFile",
    "Supplier",
    "SupplierPayment",
    "SupplierVersion",
    "TestScore",
    "Throttle",
    "Trainer",
    "TrainingSession",
    "TrancheCondition",
    "TrancheDuty",
    "TranchePayment",
    "Visit",
    "VisitFinding",
    "VisitPhoto",
    "Vote",
]  # fmt: skip
