"""An invitation begins as an offer: it was no state a registration may be born in, so nobody could be invited."""

from alembic import op

revision = "invited_is_born_offered"
down_revision = "days_that_are_over"
branch_labels = None
depends_on = None
BORN = "('registrations', 'status', '*', 'offered')"


def upgrade() -> None:
    op.execute(f"INSERT INTO workflow_steps (table_name, column_name, before, after) VALUES {BORN}")


def downgrade() -> None:
    op.execute(f"DELETE FROM workflow_steps WHERE (table_name, column_name, before, after) = {BORN}")
