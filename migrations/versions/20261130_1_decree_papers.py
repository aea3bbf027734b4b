"""The paper of a decree, its scans, and recipients who leave it by two people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "decree_papers"
down_revision = "papers"
branch_labels = None
depends_on = None

STATES = (
    "in_desk_check", "ineligible", "in_approval", "rejected", "approved", "decreed", "partly_delivered", "delivered",
    "sent_back", "approval_cancelled", "draft", "discarded", "returned", "lapsed", "withdrawn",
)  # fmt: skip
TRIGGERS = """
CREATE FUNCTION decree_paper_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.snapshot_hash IS NOT NULL AND (NEW.snapshot, NEW.snapshot_hash, NEW.paper_id)
       IS DISTINCT FROM (OLD.snapshot, OLD.snapshot_hash, OLD.paper_id) THEN
        RAISE EXCEPTION 'a signed decree is not printed anew' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decree_paper_once BEFORE UPDATE ON decrees FOR EACH ROW EXECUTE FUNCTION decree_paper_once();

CREATE FUNCTION decree_line_ends_by_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ended_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decree_change_lines l JOIN decree_changes c ON c.id = l.change_id
        WHERE l.line_id = NEW.id AND c.status = 'approved' AND c.decree_id = NEW.decree_id) THEN
        RAISE EXCEPTION 'a recipient leaves a decree only by an approved change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL THEN
        RAISE EXCEPTION 'a recipient does not come back into a decree' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decree_line_ends_by_change BEFORE UPDATE ON decree_lines
    FOR EACH ROW EXECUTE FUNCTION decree_line_ends_by_change();
"""


def allow(*states: str) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    op.drop_constraint(op.f("ck_applications_status"), "applications")
    op.create_check_constraint(op.f("ck_applications_status"), "applications", f"status IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "decree_changes",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("decree_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed", "approved", "refused", name="status", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("letter_number", sa.String(80), nullable=False),
        sa.Column("letter_dated", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name=op.f("ck_decree_changes_decided")),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_decree_changes_two_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_decree_changes_decided_by")),
        sa.ForeignKeyConstraint(["decree_id"], ["decrees.id"], name=op.f("fk_decree_changes_decree_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_decree_changes_district_code")),
        sa.ForeignKeyConstraint(["proposed_by"], ["identities.id"], name=op.f("fk_decree_changes_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decree_changes")),
    )
    op.create_index(
        "uq_decree_changes_open",
        "decree_changes",
        ["decree_id"],
        unique=True,
        postgresql_where=sa.text("status = 'proposed'"),
    )
    op.create_table(
        "decree_scans",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("decree_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["decree_id"], ["decrees.id"], name=op.f("fk_decree_scans_decree_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_decree_scans_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decree_scans")),
    )
    op.create_index(op.f("ix_decree_scans_decree_id"), "decree_scans", ["decree_id"], unique=False)
    op.create_table(
        "decree_change_lines",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["decree_changes.id"], name=op.f("fk_decree_change_lines_change_id")),
        sa.ForeignKeyConstraint(["line_id"], ["decree_lines.id"], name=op.f("fk_decree_change_lines_line_id")),
        sa.PrimaryKeyConstraint("change_id", "line_id", name=op.f("pk_decree_change_lines")),
    )
    op.add_column(
        "decree_lines", sa.Column("released_rupiah", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("decrees", sa.Column("signatory_nip", sa.String(30), nullable=True))
    op.add_column(
        "decrees", sa.Column("basis", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("decrees", sa.Column("amends_id", sa.Uuid(), nullable=True))
    op.add_column("decrees", sa.Column("amends_reason", sa.String(2000), nullable=True))
    op.add_column(
        "decrees", sa.Column("snapshot", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("decrees", sa.Column("snapshot_hash", sa.String(64), nullable=True))
    op.add_column("decrees", sa.Column("paper_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_decrees_paper_id"), "decrees", "files", ["paper_id"], ["id"])
    op.create_foreign_key(op.f("fk_decrees_amends_id"), "decrees", "decrees", ["amends_id"], ["id"])
    op.create_check_constraint(op.f("ck_decrees_amends"), "decrees", "(amends_id IS NULL) = (amends_reason IS NULL)")
    op.create_check_constraint(
        op.f("ck_decree_lines_released"), "decree_lines", "released_rupiah BETWEEN 0 AND amount_rupiah"
    )
    allow(*STATES, "decree_revoked")
    op.execute(TRIGGERS)
    op.execute("GRANT SELECT, INSERT ON decree_scans, decree_change_lines TO bimtek_app")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE (status, version, decided_by, decided_at, note) ON decree_changes TO bimtek_app"
    )
    op.execute("GRANT UPDATE (snapshot, snapshot_hash, paper_id) ON decrees TO bimtek_app")
    op.execute("GRANT UPDATE (released_rupiah) ON decree_lines TO bimtek_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION decree_paper_once CASCADE")
    op.execute("DROP FUNCTION decree_line_ends_by_change CASCADE")
    allow(*STATES)
    op.drop_constraint(op.f("ck_decree_lines_released"), "decree_lines")
    op.drop_constraint(op.f("ck_decrees_amends"), "decrees")
    op.drop_constraint(op.f("fk_decrees_amends_id"), "decrees", type_="foreignkey")
    op.drop_constraint(op.f("fk_decrees_paper_id"), "decrees", type_="foreignkey")
    op.drop_column("decrees", "paper_id")
    op.drop_column("decrees", "snapshot_hash")
    op.drop_column("decrees", "snapshot")
    op.drop_column("decrees", "amends_reason")
    op.drop_column("decrees", "amends_id")
    op.drop_column("decrees", "basis")
    op.drop_column("decrees", "signatory_nip")
    op.drop_column("decree_lines", "released_rupiah")
    op.drop_table("decree_change_lines")
    op.drop_index(op.f("ix_decree_scans_decree_id"), table_name="decree_scans")
    op.drop_table("decree_scans")
    op.drop_index(
        "uq_decree_changes_open", table_name="decree_changes", postgresql_where=sa.text("status = 'proposed'")
    )
    op.drop_table("decree_changes")
