"""A second wall inside PostgreSQL: rows of people and cases are seen only where the transaction says it works.

`bimtek.areas`, set for one transaction: `*` is the whole country, otherwise LIKE patterns joined by commas.
Without it there are no rows.
"""

from alembic import op

revision = "rows_by_area"
down_revision = "privacy"
branch_labels = None
depends_on = None

TABLES = (
    "registrations", "delegations", "messages", "attendance_corrections", "groups", "group_accounts",
    "applications", "case_appeals", "selections", "decrees", "decree_changes", "orders", "supplier_payments",
    "tranche_payments", "funds_reports", "dispatches", "handovers", "handover_disputes", "samples", "assets",
    "monitoring_visits", "accountability_reports", "complaints", "personal_reads", "erasures",
)  # fmt: skip
# Each setting is read once for a statement, not once for a row.
AREAS = "(SELECT current_setting('bimtek.areas', true))"
HERE = f"{AREAS} = '*' OR district_code LIKE ANY ((SELECT string_to_array({AREAS}, ','))::text[])"
# A participant is seen where she lives, where she registered, and where her group is.
PERSON = f"""{HERE}
    OR EXISTS (SELECT 1 FROM registrations r WHERE r.person_id = participants.person_id)
    OR EXISTS (SELECT 1 FROM group_members m JOIN groups g ON g.id = m.group_id
               WHERE m.person_id = participants.person_id)"""


def upgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY by_area ON {table} USING ({HERE}) WITH CHECK ({HERE})")
    op.execute("ALTER TABLE participants ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON participants USING ({PERSON}) WITH CHECK (true)")


def downgrade() -> None:
    for table in (*TABLES, "participants"):
        op.execute(f"DROP POLICY by_area ON {table}")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
