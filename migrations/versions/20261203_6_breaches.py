"""A broken agreement stops new aid until it is mended."""

import sqlalchemy as sa
from alembic import op

revision = "breaches"
down_revision = "rows_by_area"
branch_labels = None
depends_on = None

# Cases found in breach before this was kept.
BACKFILL = """
UPDATE aid_records r SET breached_on = coalesce((
    SELECT max(e.at) FROM events e WHERE e.subject_id = a.id AND e.name = 'application.breached'), bimtek_now())::date
FROM applications a WHERE a.id = r.case_id AND a.status IN ('breached', 'recalled')
"""


def upgrade() -> None:
    op.add_column("aid_records", sa.Column("breached_on", sa.Date(), nullable=True))
    op.execute("GRANT UPDATE (breached_on) ON aid_records TO bimtek_app")
    op.execute(BACKFILL)


def downgrade() -> None:
    op.drop_column("aid_records", "breached_on")
