"""Visits to the workshop before anybody votes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "field_visits"
down_revision = "monitoring"
branch_labels = None
depends_on = None

STATES = (
    "in_desk_check", "ineligible", "in_approval", "rejected", "approved", "decreed", "partly_delivered", "delivered",
    "sent_back", "approval_cancelled", "draft", "discarded", "returned", "lapsed", "withdrawn", "decree_revoked",
)  # fmt: skip
# G4 and G10 in the database: where a call asks for a visit, nobody votes before a fit one met every member.
TRIGGER = """
CREATE FUNCTION round_needs_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM applications a JOIN calls c ON c.id = a.call_id
               WHERE a.id = NEW.application_id AND c.field_visit)
       AND NOT EXISTS (
           SELECT 1 FROM field_visits v WHERE v.application_id = NEW.application_id AND v.result = 'fit'
              AND EXISTS (SELECT 1 FROM field_member_findings f WHERE f.visit_id = v.id)
              AND NOT EXISTS (
                  SELECT 1 FROM field_member_findings f WHERE f.visit_id = v.id AND f.found <> 'met')) THEN
        RAISE EXCEPTION 'a fit visit with every member comes before the vote' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER round_needs_visit BEFORE INSERT ON approval_rounds
    FOR EACH ROW EXECUTE FUNCTION round_needs_visit();
"""


def allow(*states: str) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    op.drop_constraint(op.f("ck_applications_status"), "applications")
    op.create_check_constraint(op.f("ck_applications_status"), "applications", f"status IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "field_visits",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column(
            "result",
            sa.Enum("fit", "unfit", name="result", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("accuracy_m", sa.Integer(), nullable=True),
        sa.Column("no_place_reason", sa.String(200), nullable=True),
        sa.Column("power_watts", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(), nullable=False),
        sa.Column("snapshot_hash", sa.String(64), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("duty_group = 'visit'", name=op.f("ck_field_visits_duty")),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL) AND (latitude IS NOT NULL OR no_place_reason IS NOT NULL)",
            name=op.f("ck_field_visits_place"),
        ),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name=op.f("ck_field_visits_degrees")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_field_visits_duty",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_field_visits_application_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["files.id"], name=op.f("fk_field_visits_paper_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["files.id"], name=op.f("fk_field_visits_signature_id")),
        sa.ForeignKeyConstraint(["signer_id"], ["participants.person_id"], name=op.f("fk_field_visits_signer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_visits")),
        sa.UniqueConstraint("number", name=op.f("uq_field_visits_number")),
    )
    op.create_index(op.f("ix_field_visits_application_id"), "field_visits", ["application_id"], unique=False)
    op.create_table(
        "field_member_findings",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "found",
            sa.Enum("met", "absent", "unknown", name="found", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participants.person_id"], name=op.f("fk_field_member_findings_person_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["field_visits.id"], name=op.f("fk_field_member_findings_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "person_id", name=op.f("pk_field_member_findings")),
    )
    op.create_table(
        "field_photos",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_field_photos_file_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["field_visits.id"], name=op.f("fk_field_photos_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "file_id", name=op.f("pk_field_photos")),
    )
    op.add_column("calls", sa.Column("field_visit", sa.Boolean(), server_default=sa.text("false"), nullable=False))

    allow(*STATES, "in_field_check", "field_failed")
    op.execute(TRIGGER)
    op.execute("GRANT SELECT, INSERT ON field_visits, field_member_findings, field_photos TO bimtek_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION round_needs_visit CASCADE")
    allow(*STATES)
    op.drop_column("calls", "field_visit")
    op.drop_table("field_photos")
    op.drop_table("field_member_findings")
    op.drop_index(op.f("ix_field_visits_application_id"), table_name="field_visits")
    op.drop_table("field_visits")
