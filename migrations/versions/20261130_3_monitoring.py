"""Visits by plan after the handover, and accountability reports."""

import sqlalchemy as sa
from alembic import op

revision = "monitoring"
down_revision = "assets"
branch_labels = None
depends_on = None

# Visits and report of what was handed over before this.
EARLIER = """
INSERT INTO monitoring_visits (application_id, district_code, months, due_on, status)
SELECT t.application_id, t.district_code, m, (min(t.handed_on) + make_interval(0, m, 0, 14 * (m = 0)::int))::date,
       'due'
FROM assets t CROSS JOIN unnest(ARRAY[0, 3, 6, 12, 24]) AS m GROUP BY t.application_id, t.district_code, m;
INSERT INTO accountability_reports (application_id, district_code, due_on, status)
SELECT application_id, district_code, min(handed_on) + 90, 'due' FROM assets GROUP BY application_id, district_code;
UPDATE aid_records r SET report_due_on = p.due_on FROM accountability_reports p WHERE p.application_id = r.case_id
"""


def upgrade() -> None:
    op.create_table(
        "accountability_reports",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "due",
                "submitted",
                "returned",
                "accepted",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(2000), nullable=True),
        sa.CheckConstraint(
            "status = 'due' OR (file_id IS NOT NULL AND submitted_by IS NOT NULL)",
            name=op.f("ck_accountability_reports_complete"),
        ),
        sa.CheckConstraint("decided_by <> submitted_by", name=op.f("ck_accountability_reports_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_accountability_reports_application_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_accountability_reports_decided_by")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["regions.code"], name=op.f("fk_accountability_reports_district_code")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_accountability_reports_file_id")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["identities.id"], name=op.f("fk_accountability_reports_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_reports")),
        sa.UniqueConstraint("application_id", name=op.f("uq_accountability_reports_application_id")),
    )
    op.create_index(
        op.f("ix_accountability_reports_district_code_due_on"),
        "accountability_reports",
        ["district_code", "due_on"],
        unique=False,
    )
    op.create_table(
        "monitoring_visits",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("months", sa.SmallInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "due",
                "submitted",
                "returned",
                "accepted",
                "skipped",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("workers", sa.Integer(), nullable=True),
        sa.Column("turnover_rupiah", sa.BigInteger(), nullable=True),
        sa.Column("output", sa.String(200), nullable=True),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.Column("visited_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(2000), nullable=True),
        sa.CheckConstraint(
            "status NOT IN ('submitted', 'returned', 'accepted') OR (visited_on IS NOT NULL AND workers IS NOT NULL"
            " AND turnover_rupiah IS NOT NULL AND visited_by IS NOT NULL)",
            name=op.f("ck_monitoring_visits_complete"),
        ),
        sa.CheckConstraint("decided_by <> visited_by", name=op.f("ck_monitoring_visits_two_people")),
        sa.CheckConstraint("workers >= 0 AND turnover_rupiah >= 0", name=op.f("ck_monitoring_visits_numbers")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_monitoring_visits_application_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_monitoring_visits_decided_by")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_monitoring_visits_district_code")),
        sa.ForeignKeyConstraint(["visited_by"], ["identities.id"], name=op.f("fk_monitoring_visits_visited_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_visits")),
        sa.UniqueConstraint("application_id", "months", name=op.f("uq_monitoring_visits_application_id_months")),
    )
    op.create_index(
        op.f("ix_monitoring_visits_district_code_due_on"),
        "monitoring_visits",
        ["district_code", "due_on"],
        unique=False,
    )
    op.create_table(
        "visit_photos",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_visit_photos_file_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["monitoring_visits.id"], name=op.f("fk_visit_photos_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "file_id", name=op.f("pk_visit_photos")),
    )
    op.create_table(
        "visit_findings",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "installed",
                "in_use",
                "idle",
                "under_repair",
                "broken",
                "lost",
                "recalled",
                "restocked",
                "written_off",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_visit_findings_asset_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["monitoring_visits.id"], name=op.f("fk_visit_findings_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "asset_id", name=op.f("pk_visit_findings")),
    )
    op.add_column("aid_records", sa.Column("report_due_on", sa.Date(), nullable=True))
    op.add_column("aid_records", sa.Column("report_done_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(EARLIER)
    op.execute("GRANT SELECT, INSERT ON visit_photos TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, DELETE ON visit_findings TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, UPDATE ON monitoring_visits, accountability_reports TO bimtek_app")
    op.execute("GRANT UPDATE (report_due_on, report_done_at) ON aid_records TO bimtek_app")


def downgrade() -> None:
    op.drop_column("aid_records", "report_done_at")
    op.drop_column("aid_records", "report_due_on")
    op.drop_table("visit_findings")
    op.drop_table("visit_photos")
    op.drop_table("monitoring_visits")
    op.drop_table("accountability_reports")
