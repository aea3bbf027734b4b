"""An auditor's role has a last day."""

from alembic import op

revision = "audits_end"
down_revision = "sign_ons"
branch_labels = None
depends_on = None

# Audits under way end a year from now unless two administrators say otherwise.
CHECK = "ck_role_assignments_audit_ends"
ENDS = """
UPDATE {table} SET valid_to = greatest(valid_from, CURRENT_DATE) + 365 WHERE role = 'auditor' AND valid_to IS NULL
"""


def upgrade() -> None:
    op.execute(ENDS.format(table="role_assignments"))
    op.create_check_constraint(op.f(CHECK), "role_assignments", "role <> 'auditor' OR valid_to IS NOT NULL")
    op.execute(ENDS.format(table="access_requests"))


def downgrade() -> None:
    op.drop_constraint(op.f(CHECK), "role_assignments")
