"""The machines of a visit and of a report: one person reports, another accepts or returns."""

from sqlalchemy import Row

from bimtek_api.access.duties.outside import outside
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.aftercare.monitoring.errors import AcceptsOwn
from bimtek_api.grants.aftercare.monitoring.models import AccountabilityReport, Visit
from bimtek_api.grants.aftercare.monitoring.models import ReportStatus as R
from bimtek_api.grants.aftercare.monitoring.models import VisitStatus as V


def not_the_visitor(visit: Visit | Row, facts: Acting) -> Refusal | None:
    return AcceptsOwn() if facts.actor.is_one_of(visit.visited_by) else None


def not_the_reporter(report: AccountabilityReport | Row, facts: Acting) -> Refusal | None:
    return AcceptsOwn() if facts.actor.is_one_of(report.submitted_by) else None


OTHER_VISITORS, OTHERS = (not_the_visitor, outside), (not_the_reporter, outside)
VISIT = Workflow[Acting](
    Transition("submit", frozenset({V.DUE, V.RETURNED}), V.SUBMITTED, P.ASSET_WATCH, "visit.submitted"),
    Transition("skip", frozenset({V.DUE}), V.SKIPPED, P.ASSET_WATCH, "visit.skipped", needs_reason=True),
    Transition("restore", frozenset({V.SKIPPED}), V.DUE, P.ASSET_WATCH, "visit.restored"),
    Transition("accept", frozenset({V.SUBMITTED}), V.ACCEPTED, P.APPLICATION_CHECK, "visit.accepted", OTHER_VISITORS),
    Transition(
        "return", frozenset({V.SUBMITTED}), V.RETURNED, P.APPLICATION_CHECK, "visit.returned", OTHER_VISITORS,
        needs_reason=True,
    ),
)  # fmt: skip
REPORT = Workflow[Acting](
    Transition("submit", frozenset({R.DUE, R.RETURNED}), R.SUBMITTED, P.ASSET_WATCH, "report.submitted"),
    Transition("accept", frozenset({R.SUBMITTED}), R.ACCEPTED, P.APPLICATION_CHECK, "report.accepted", OTHERS),
    Transition(
        "return", frozenset({R.SUBMITTED}), R.RETURNED, P.APPLICATION_CHECK, "report.returned", OTHERS,
        needs_reason=True,
    ),
)  # fmt: skip
