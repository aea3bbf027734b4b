"""Roles for one programme, and the second wall by it.

`bimtek.areas` may hold limits beside the areas, as `=16.71.%|<programme>`. Without any, everything is as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "roles_by_programme"
down_revision = "consents"
branch_labels = None
depends_on = None

LIMITED = "'approver', 'auditor', 'decree_officer', 'desk_verifier', 'programme_officer', 'scorer'"
AREAS = "(SELECT current_setting('bimtek.areas', true))"
FREE = "(SELECT strpos(current_setting('bimtek.areas', true), '=') = 0)"
LIMITS = f"((SELECT string_to_array({AREAS}, ','))::text[])"


def of(district: str, programme: str) -> str:
    return f"'=' || {district} || '|' || {programme} LIKE ANY {LIMITS}"


# A role for one programme does not cover what belongs to none: its limit never ends in nothing.
COMMON = of("district_code", "''")
CASES = "application_id IN (SELECT a.id FROM applications a)"
OF_SESSION = of("s.district_code", "coalesce(s.programme_id::text, '')")
SESSIONS = f"session_id IN (SELECT s.id FROM sessions s WHERE {OF_SESSION})"
RULES = {
    "applications": of("district_code", "programme_id::text"),
    **dict.fromkeys(
        (
            "case_appeals", "tranche_payments", "funds_reports", "handovers", "assets", "monitoring_visits",
            "accountability_reports",
        ),
        CASES,
    ),
    **dict.fromkeys(("registrations", "delegations", "attendance_corrections"), SESSIONS),
    "messages": "registration_id IN (SELECT r.id FROM registrations r)",
    "handover_disputes": "handover_id IN (SELECT h.id FROM handovers h)",
    "selections": f"call_id IN (SELECT c.id FROM calls c WHERE {of('c.district_code', 'c.programme_id::text')})",
    # Papers over several cases are seen by whoever sees one of them; an empty one is just being written.
    "decrees": "NOT EXISTS (SELECT FROM decree_lines l WHERE l.decree_id = decrees.id) OR EXISTS (SELECT FROM"
    " decree_lines l JOIN applications a ON a.id = l.application_id WHERE l.decree_id = decrees.id)",
    "decree_changes": "decree_id IN (SELECT d.id FROM decrees d)",
    "orders": "NOT EXISTS (SELECT FROM order_lines l WHERE l.order_id = orders.id) OR EXISTS (SELECT FROM"
    " order_lines l JOIN applications a ON a.id = l.application_id WHERE l.order_id = orders.id)",
    "supplier_payments": "order_id IN (SELECT o.id FROM orders o)",
    **dict.fromkeys(("dispatches", "samples", "complaints", "erasures"), COMMON),
}  # fmt: skip
GIVEN = ("role_assignments", "access_requests", "deputations")


def upgrade() -> None:
    for table in GIVEN:
        op.add_column(table, sa.Column("programme_id", sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_programme_id"), table, "programmes", ["programme_id"], ["id"])
    op.create_check_constraint(
        op.f("ck_role_assignments_limitable"), "role_assignments", f"programme_id IS NULL OR role IN ({LIMITED})"
    )
    for table, rule in RULES.items():
        op.execute(f"CREATE POLICY by_programme ON {table} AS RESTRICTIVE USING ({FREE} OR {rule})")


def downgrade() -> None:
    for table in RULES:
        op.execute(f"DROP POLICY by_programme ON {table}")
    op.drop_constraint(op.f("ck_role_assignments_limitable"), "role_assignments")
    for table in GIVEN:
        op.drop_column(table, "programme_id")
