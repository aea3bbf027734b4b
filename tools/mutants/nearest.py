"""Which tests are asked about which module: those that stand nearest to its rules."""

API = "tests/api"
SESSIONS, CASES, GOODS = f"{API}/sessions", f"{API}/grants/cases", f"{API}/grants/goods"
ENROLMENT, PLANNING = f"{SESSIONS}/enrolment", f"{SESSIONS}/planning"
NEAREST: dict[str, tuple[str, ...]] = {
    "core/workflow.py": (
        f"{ENROLMENT}/test_deciding.py", f"{API}/complaints/test_complaints.py", f"{CASES}/test_gates.py",
    ),
    "sessions/planning/schedule/eligibility.py": (f"{ENROLMENT}/test_eligibility.py", f"{ENROLMENT}/test_ages.py"),
    "sessions/planning/schedule/workflow.py": (f"{PLANNING}/test_planning.py", f"{PLANNING}/test_running.py"),
    "sessions/enrolment/registrations/workflow.py": (
        f"{ENROLMENT}/test_deciding.py", f"{ENROLMENT}/test_offers.py", f"{ENROLMENT}/test_holder.py",
        f"{ENROLMENT}/test_prices.py",
    ),
    "sessions/enrolment/seats/service.py": (
        f"{ENROLMENT}/test_offers.py", f"{ENROLMENT}/test_quotas.py", f"{ENROLMENT}/test_passing_on.py",
        f"{ENROLMENT}/test_extra_places.py", f"{ENROLMENT}/test_prices.py",
    ),
    "sessions/enrolment/decisions/service.py": (
        f"{ENROLMENT}/test_deciding.py", f"{ENROLMENT}/test_invitations.py", f"{ENROLMENT}/test_repeats.py",
    ),
    "programmes/budgets/service.py": (f"{API}/programmes/test_budgets.py", f"{API}/programmes/test_ceilings.py"),
    "programmes/budgets/workflow.py": (f"{API}/programmes/test_budgets.py", f"{API}/programmes/test_ceilings.py"),
    "programmes/budgets/decisions.py": (f"{API}/programmes/test_budgets.py", f"{API}/programmes/test_ceilings.py"),
    "grants/catalogue/rules/eligibility.py": (f"{API}/grants/catalogue/test_rules.py",),
    "grants/cases/applications/workflow.py": (f"{CASES}/test_gates.py", f"{CASES}/test_holds.py"),
    "grants/cases/applications/decisions.py": (f"{CASES}/test_gates.py", f"{CASES}/test_decided_once.py"),
    "grants/cases/approvals/decisions.py": (f"{CASES}/test_gates.py", f"{CASES}/test_papers.py"),
    "grants/goods/stock/decisions.py": (f"{GOODS}/test_stock.py", f"{GOODS}/test_accepted_pieces.py"),
    "grants/goods/stock/workflow.py": (f"{GOODS}/test_stock.py", f"{GOODS}/test_accepted_pieces.py"),
    "grants/handover/assets/workflow.py": (f"{API}/grants/handover/test_assets.py",),
    "grants/handover/capital/workflow.py": (f"{API}/grants/handover/test_capital.py",),
    "grants/handover/deliveries/decisions.py": (f"{API}/grants/handover/test_upheld_disputes.py",),
}  # fmt: skip
