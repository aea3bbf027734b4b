"""Erasures by two people, and what retention removed."""

import sqlalchemy as sa
from alembic import op

revision = "privacy"
down_revision = "personal_reads"
branch_labels = None
depends_on = None

RIGHTS = """
GRANT SELECT, INSERT ON erasures, retention_runs TO bimtek_app;
GRANT UPDATE (decided_by, decided_at, approved, note, erased_at) ON erasures TO bimtek_app;
GRANT DELETE ON registration_files, receipt_codes, logins, enrolments TO bimtek_app;
"""
CHECKS = {
    "two_people": "decided_by <> requested_by",
    "decided": "num_nulls(decided_by, decided_at, approved) IN (0, 3)",
    "done": "(erased_at IS NOT NULL) = coalesce(approved, false)",
}


def upgrade() -> None:
    now, new = sa.text("bimtek_now()"), sa.text("uuidv7()")
    op.create_table(
        "erasures",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("id", sa.Uuid(), server_default=new, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_erasures_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([name], ["identities.id"], name=op.f(f"fk_erasures_{name}"))
            for name in ("person_id", "requested_by", "decided_by")
        ),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_erasures_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    still_open = sa.text("decided_at IS NULL")
    op.create_index("uq_erasures_open", "erasures", ["person_id"], unique=True, postgresql_where=still_open)
    op.create_table(
        "retention_runs",
        sa.Column("id", sa.Uuid(), server_default=new, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
    )
    op.execute(RIGHTS)


def downgrade() -> None:
    op.execute("REVOKE DELETE ON registration_files, receipt_codes, logins, enrolments FROM bimtek_app")
    op.drop_table("retention_runs")
    op.drop_table("erasures")
