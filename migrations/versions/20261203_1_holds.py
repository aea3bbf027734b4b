"""Cases that must not go on until something else is cleared up."""

import sqlalchemy as sa
from alembic import op

revision = "holds"
down_revision = "case_ends"
branch_labels = None
depends_on = None

# In the database too, where votes, money and goods are at stake.
TRIGGER = """
CREATE FUNCTION case_not_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM case_holds WHERE application_id = NEW.application_id AND released_at IS NULL)
       AND NOT (TG_TABLE_NAME = 'votes' AND to_jsonb(NEW) ->> 'decision' <> 'approve') THEN
        RAISE EXCEPTION 'the case is on hold' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
GRANT SELECT, INSERT ON case_holds TO bimtek_app;
GRANT UPDATE (released_by, released_at, release_note) ON case_holds TO bimtek_app;
"""
TABLES = ("votes", "decree_lines", "handovers", "order_lines", "tranche_payments")


def upgrade() -> None:
    op.create_table(
        "case_holds",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("release_note", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("released_by <> placed_by", name=op.f("ck_case_holds_two_people")),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name=op.f("ck_case_holds_released")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_case_holds_application_id")),
        sa.ForeignKeyConstraint(["placed_by"], ["identities.id"], name=op.f("fk_case_holds_placed_by")),
        sa.ForeignKeyConstraint(["released_by"], ["identities.id"], name=op.f("fk_case_holds_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_holds")),
    )
    live = sa.text("released_at IS NULL")
    op.create_index("uq_case_holds_live", "case_holds", ["application_id"], unique=True, postgresql_where=live)
    op.execute(TRIGGER)
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER case_not_held BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION case_not_held()"
        )


def downgrade() -> None:
    op.execute("DROP FUNCTION case_not_held CASCADE")
    op.drop_table("case_holds")
