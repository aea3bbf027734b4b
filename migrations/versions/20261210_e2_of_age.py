"""Only adults join unless a session says otherwise; what is counted against guessing is kept as keyed hashes only.

A session or template without a lowest age means 18 from now on. Those whose highest age lies below get a 0 written
down, so that they stay what somebody meant; going back they keep it. Counts in progress start anew: they stood under
addresses in clear, which is what goes.
"""

import sqlalchemy as sa
from alembic import op

revision = "of_age"
down_revision = "schema_known"
branch_labels = None
depends_on = None

FOR_THE_YOUNG = """
UPDATE {table} SET {column} = jsonb_set({column}, '{lowest}', '0')
WHERE ({column} #>> '{highest}')::int < 18 AND {column} #>> '{lowest}' IS NULL
"""
PLACES = (
    ("sessions", "eligibility", "{min_age}", "{max_age}"),
    ("session_templates", "plan", "{eligibility,min_age}", "{eligibility,max_age}"),
)


def upgrade() -> None:
    for table, column, lowest, highest in PLACES:
        op.execute(FOR_THE_YOUNG.format(table=table, column=column, lowest=lowest, highest=highest))
    op.execute("TRUNCATE throttles")
    op.drop_column("throttles", "started_at")
    op.execute("ALTER TABLE throttles ALTER bucket TYPE bytea USING convert_to(bucket, 'UTF8')")
    op.add_column("throttles", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False))
    op.create_index("ix_throttles_ends_at", "throttles", ["ends_at"])


def downgrade() -> None:
    op.execute("TRUNCATE throttles")
    op.drop_index("ix_throttles_ends_at", "throttles")
    op.drop_column("throttles", "ends_at")
    op.execute("ALTER TABLE throttles ALTER bucket TYPE varchar(120) USING encode(bucket, 'hex')")
    op.add_column(
        "throttles",
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
    )
