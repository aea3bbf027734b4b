"""Plans without dates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "templates"
down_revision = "saved_views"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session_templates",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("plan", postgresql.JSONB(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_session_templates_district_code")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_session_templates_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_templates")),
        sa.UniqueConstraint("district_code", "name", name=op.f("uq_session_templates_district_code_name")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON session_templates TO bimtek_app")


def downgrade() -> None:
    op.drop_table("session_templates")
