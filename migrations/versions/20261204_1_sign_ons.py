"""Logging in with an account of the office's provider."""

import sqlalchemy as sa
from alembic import op

revision = "sign_ons"
down_revision = "breaches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provider_accounts",
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_provider_accounts"),
        sa.UniqueConstraint("issuer", "officer_id", name="uq_provider_accounts_issuer_officer_id"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.person_id"], name="fk_provider_accounts_officer_id_officers"
        ),
    )
    op.execute("GRANT SELECT, INSERT ON provider_accounts TO bimtek_app")
    op.add_column(
        "logins", sa.Column("second_factor_due", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("logins", "second_factor_due")
    op.drop_table("provider_accounts")
