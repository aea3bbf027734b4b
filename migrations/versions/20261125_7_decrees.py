"""Decrees, handovers and serial numbers, with the gates the database keeps itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "decrees"
down_revision = "cases"
branch_labels = None
depends_on = None

GATES = """
CREATE FUNCTION decree_needs_votes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM votes v JOIN applications a ON a.id = v.application_id
                   WHERE v.application_id = NEW.application_id AND v.decision = 'approve'
                     AND v.snapshot_hash = a.snapshot_hash) THEN
        RAISE EXCEPTION 'no approving vote on the frozen content' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decree_needs_votes BEFORE INSERT ON decree_lines
    FOR EACH ROW EXECUTE FUNCTION decree_needs_votes();

CREATE FUNCTION handover_needs_decree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
                   JOIN regions r ON r.code = NEW.district_code
                   WHERE l.id = NEW.decree_line_id AND l.application_id = NEW.application_id
                     AND l.ended_at IS NULL AND d.revoked_at IS NULL
                     AND d.dated <= (NEW.handed_at AT TIME ZONE CASE r.zone WHEN 'WIB' THEN 'Asia/Jakarta'
                         WHEN 'WITA' THEN 'Asia/Makassar' ELSE 'Asia/Jayapura' END)::date) THEN
        RAISE EXCEPTION 'no decree in force on that day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handover_needs_decree BEFORE INSERT OR UPDATE ON handovers
    FOR EACH ROW EXECUTE FUNCTION handover_needs_decree();

CREATE FUNCTION handover_within_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE line application_lines; total integer;
BEGIN
    SELECT * INTO line FROM application_lines WHERE id = NEW.application_line_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(quantity), 0) INTO total FROM handover_lines
    WHERE application_line_id = NEW.application_line_id AND id <> NEW.id;
    IF total + NEW.quantity > line.approved OR line.application_id <>
       (SELECT application_id FROM handovers WHERE id = NEW.handover_id) THEN
        RAISE EXCEPTION 'more than approved' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handover_within_approved BEFORE INSERT OR UPDATE ON handover_lines
    FOR EACH ROW EXECUTE FUNCTION handover_within_approved();
"""
DROP_GATES = """
DROP FUNCTION decree_needs_votes;
DROP FUNCTION handover_needs_decree;
DROP FUNCTION handover_within_approved;
"""


def upgrade() -> None:
    op.create_table(
        "decrees",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("number_key", sa.String(80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("signatory_name", sa.String(120), nullable=False),
        sa.Column("signatory_position", sa.String(120), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_decrees_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decrees")),
        sa.UniqueConstraint(
            "district_code", "year", "number_key", name=op.f("uq_decrees_district_code_year_number_key")
        ),
    )
    op.create_index(op.f("ix_decrees_district_code_id"), "decrees", ["district_code", "id"], unique=False)
    op.create_table(
        "decree_lines",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("decree_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("duty_group = 'decree'", name=op.f("ck_decree_lines_duty")),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f("ck_decree_lines_amount")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_decree_lines_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_decree_lines_application_id")),
        sa.ForeignKeyConstraint(["budget_line_id"], ["budget_nodes.id"], name=op.f("fk_decree_lines_budget_line_id")),
        sa.ForeignKeyConstraint(["decree_id"], ["decrees.id"], name=op.f("fk_decree_lines_decree_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decree_lines")),
        sa.UniqueConstraint("decree_id", "position", name=op.f("uq_decree_lines_decree_id_position")),
    )
    op.create_index(
        "uq_decree_lines_live",
        "decree_lines",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "handovers",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("decree_line_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("minutes_id", sa.Uuid(), nullable=True),
        sa.Column("snapshot", postgresql.JSONB(), nullable=False),
        sa.Column("snapshot_hash", sa.String(64), nullable=False),
        sa.CheckConstraint("duty_group = 'hand_over'", name=op.f("ck_handovers_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_handovers_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_handovers_application_id")),
        sa.ForeignKeyConstraint(["decree_line_id"], ["decree_lines.id"], name=op.f("fk_handovers_decree_line_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_handovers_district_code")),
        sa.ForeignKeyConstraint(["minutes_id"], ["files.id"], name=op.f("fk_handovers_minutes_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["files.id"], name=op.f("fk_handovers_photo_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["participants.person_id"], name=op.f("fk_handovers_receiver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("code", name=op.f("uq_handovers_code")),
        sa.UniqueConstraint("number", name=op.f("uq_handovers_number")),
    )
    op.create_index(op.f("ix_handovers_application_id"), "handovers", ["application_id"], unique=False)
    op.create_index(op.f("ix_handovers_district_code_id"), "handovers", ["district_code", "id"], unique=False)
    op.create_table(
        "handover_lines",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("application_line_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_handover_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["application_line_id"], ["application_lines.id"], name=op.f("fk_handover_lines_application_line_id")
        ),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_lines_handover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_lines")),
        sa.UniqueConstraint(
            "handover_id", "application_line_id", name=op.f("uq_handover_lines_handover_id_application_line_id")
        ),
    )
    op.create_index(
        op.f("ix_handover_lines_application_line_id"), "handover_lines", ["application_line_id"], unique=False
    )
    op.create_table(
        "handed_serials",
        sa.Column("serial_key", sa.String(60), nullable=False),
        sa.Column("serial", sa.String(60), nullable=False),
        sa.Column("handover_line_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_line_id"], ["handover_lines.id"], name=op.f("fk_handed_serials_handover_line_id")
        ),
        sa.PrimaryKeyConstraint("serial_key", name=op.f("pk_handed_serials")),
    )
    op.execute(GATES)
    op.execute("GRANT SELECT, INSERT, UPDATE (revoked_at) ON decrees TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, UPDATE (ended_at) ON decree_lines TO bimtek_app")
    op.execute("GRANT SELECT, INSERT ON handovers, handover_lines, handed_serials TO bimtek_app")


def downgrade() -> None:
    op.drop_table("handed_serials")
    op.drop_table("handover_lines")
    op.drop_table("handovers")
    op.drop_table("decree_lines")
    op.drop_table("decrees")
    op.execute(DROP_GATES)
