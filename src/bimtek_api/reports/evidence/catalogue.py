"""What the evidence of a case holds. What hangs on the case by a foreign key comes along by itself; this is the rest.

A test walks the schema: each table that leads to a case, or that a case leads to, is in the pack or in LEFT_OUT.
"""

# Rows of the case that no key ties to it.
BY_CASE = ("case_duties.case_id", "aid_records.case_id", "case_members.application_id")
# Rows that several cases share come along when a row of the pack names them: the column that does, in this order.
CLIMB = (
    "applications.call_id", "applications.group_id", "applications.package_id", "calls.programme_id",
    "calls.rule_set_id", "calls.policy_id", "calls.rubric_id", "rule_runs.rule_set_id", "approval_rounds.policy_id",
    "scores.rubric_id", "selection_entries.selection_id", "decree_lines.decree_id", "decrees.amends_id",
    "decree_change_lines.change_id", "case_rosters.change_id",
    "calls.budget_line_id", "decree_lines.budget_line_id", "budget_nodes.parent_id",
    "order_lines.order_id", "orders.supplier_id", "stock_units.receipt_id", "goods_inspections.receipt_id",
    "dispatch_units.dispatch_id", "payment_duties.payment_id", "supplier_payments.replaces_id",
    "tranche_payments.account_id", "paper_findings.paper_id", "sample_items.sample_id", "assets.group_id",
    "asset_custodies.group_id", "stock_units.opening_id",
)  # fmt: skip
# Rows that hang on a shared row and tell of the case: the column that names the shared row.
BESIDE = (
    "group_members.group_id", "group_accounts.group_id", "group_papers.group_id", "package_items.package_id",
    "call_packages.call_id", "decree_scans.decree_id", "supplier_payments.order_id",
    "decree_change_members.change_id", "supplier_versions.supplier_id", "change_requests.group_id",
    "change_requests.supplier_id",
)  # fmt: skip
# People who are named: members and receivers, and officers who acted.
PEOPLE = (
    "group_members.person_id", "case_members.person_id", "decree_change_members.person_id",
    "handovers.receiver_id", "asset_custodies.keeper_id", "field_visits.signer_id",
    "field_member_findings.person_id", "aid_claims.person_id", "messages.person_id",
)  # fmt: skip
# Of people only what tells who it was; numbers of theirs by the last four digits.
SHOWN = {
    "participants": ("person_id", "name", "district_code"),
    "identities": ("id", "nik_last4"),
    "officers": ("person_id", "name", "position", "nip"),
}
# Told elsewhere in the pack, or not of one case: why.
LEFT_OUT = {
    "access_requests": "how officers came to their roles: the administrators' own list",
    "budget_moves": "of a budget line, not of a case; the line is there",
    "complaints": "who complains is kept from the case she complains of; a hold names the number",
    "delegations": "a training, not a case",
    "deputations": "letters of deputies: the titles stand in the papers that were signed",
    "files": "in berkas/",
    "fiscal_years": "a year's opening and closing",
    "programme_texts": "wording of messages",
    "role_assignments": "officers' roles",
    "registrations": "a training, not a case",
    "regions": "public names of places",
    "sessions": "a training, not a case",
}
# Their events tell of much more than one case.
QUIET = {"budget_nodes", "fiscal_years", "identities", "officers", "packages", "participants", "programmes"}
