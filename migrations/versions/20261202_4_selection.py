"""Ranked lists, frozen against the budget."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "selection"
down_revision = "scores"
branch_labels = None
depends_on = None

# C30 in the database: where a call has a rubric, nobody votes before enough people scored and a list was frozen.
TRIGGER = """
CREATE FUNCTION round_needs_scores() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE needed smallint;
BEGIN
    SELECT r.scorers INTO needed FROM applications a JOIN calls c ON c.id = a.call_id
    JOIN rubrics r ON r.id = c.rubric_id WHERE a.id = NEW.application_id;
    IF needed IS NOT NULL AND (
        (SELECT count(*) FROM scores WHERE application_id = NEW.application_id) < needed
        OR NOT EXISTS (SELECT 1 FROM selection_entries WHERE application_id = NEW.application_id)) THEN
        RAISE EXCEPTION 'scores and a frozen list come before the vote' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER round_needs_scores BEFORE INSERT ON approval_rounds
    FOR EACH ROW EXECUTE FUNCTION round_needs_scores();
GRANT SELECT, INSERT ON selections, selection_entries TO bimtek_app;
"""


def upgrade() -> None:
    op.create_table(
        "selections",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("ceiling_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("selected_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("snapshot_hash", sa.String(length=64), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("selected_rupiah BETWEEN 0 AND ceiling_rupiah", name=op.f("ck_selections_ceiling")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_selections_call_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_selections_district_code")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_selections_made_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["files.id"], name=op.f("fk_selections_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selections")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_selections_call_id_number")),
    )
    op.create_table(
        "selection_entries",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("score", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "selected",
                "reserve",
                "not_selected",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("duty_group = 'send'", name=op.f("ck_selection_entries_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_selection_entries_duty",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_selection_entries_application_id")
        ),
        sa.ForeignKeyConstraint(["selection_id"], ["selections.id"], name=op.f("fk_selection_entries_selection_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_entries")),
        sa.UniqueConstraint(
            "selection_id", "application_id", name=op.f("uq_selection_entries_selection_id_application_id")
        ),
        sa.UniqueConstraint("selection_id", "place", name=op.f("uq_selection_entries_selection_id_place")),
    )
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP FUNCTION round_needs_scores CASCADE")
    op.drop_table("selection_entries")
    op.drop_table("selections")
