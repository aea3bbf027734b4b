"""The application may ask which schema it works on: `/readyz` is not ready on one that lacks its migrations."""

from alembic import op

revision = "schema_known"
down_revision = "visits_in_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("GRANT SELECT ON alembic_version TO bimtek_app")


def downgrade() -> None:
    op.execute("REVOKE SELECT ON alembic_version FROM bimtek_app")
