"""Registrations, receipts, attendance and certificates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registrations"
down_revision = "sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registrations",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending_review",
                "waitlisted",
                "confirmed",
                "attending",
                "completed",
                "not_completed",
                "no_show",
                "rejected",
                "withdrawn",
                "closed_unserved",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("queue_no", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "self",
                "officer",
                "integrator",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("nik_index", sa.LargeBinary(), nullable=False),
        sa.Column("nik_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("nik_last4", sa.String(4), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(16), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("female", "male", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("home_district_code", sa.String(13), nullable=False),
        sa.Column("subdistrict_code", sa.String(13), nullable=False),
        sa.Column("village_code", sa.String(13), nullable=False),
        sa.Column("business_name", sa.String(200), nullable=True),
        sa.Column(
            "trade",
            sa.Enum(
                "garment",
                "weaving",
                "food",
                "phone_repair",
                "welding",
                "bamboo",
                "motorcycle",
                "air_conditioning",
                "barber",
                name="trade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("kbli", sa.String(5), nullable=False),
        sa.Column("kbli_version", sa.String(4), nullable=False),
        sa.Column("equipment_needs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("equipment_note", sa.String(2000), nullable=True),
        sa.Column("notice_version", sa.String(20), nullable=False),
        sa.Column("warnings", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint("status <> 'waitlisted' OR queue_no IS NOT NULL", name=op.f("ck_registrations_queue_no")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_registrations_district_code")),
        sa.ForeignKeyConstraint(
            ["home_district_code"], ["regions.code"], name=op.f("fk_registrations_home_district_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["participants.person_id"], name=op.f("fk_registrations_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_registrations_session_id")),
        sa.ForeignKeyConstraint(
            ["subdistrict_code"], ["regions.code"], name=op.f("fk_registrations_subdistrict_code")
        ),
        sa.ForeignKeyConstraint(["village_code"], ["regions.code"], name=op.f("fk_registrations_village_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("number", name=op.f("uq_registrations_number")),
    )
    op.create_index(op.f("ix_registrations_district_code_id"), "registrations", ["district_code", "id"], unique=False)
    op.create_index(
        op.f("ix_registrations_home_district_code_id"),
        "registrations",
        ["home_district_code", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_registrations_person_id"), "registrations", ["person_id"], unique=False)
    op.create_index(op.f("ix_registrations_session_id_id"), "registrations", ["session_id", "id"], unique=False)
    op.create_index(
        op.f("ix_registrations_session_id_status_id"),
        "registrations",
        ["session_id", "status", "id"],
        unique=False,
    )
    op.create_index(
        "uq_registrations_contact",
        "registrations",
        ["session_id", "nik_index", "phone"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('withdrawn', 'closed_unserved')"),
    )
    op.create_index(
        "uq_registrations_person",
        "registrations",
        ["session_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('withdrawn', 'closed_unserved')"),
    )
    op.create_index("uq_registrations_queue", "registrations", ["session_id", "queue_no"], unique=True)
    op.create_table(
        "attendance",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_day_id", sa.Uuid(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "present",
                "late",
                "excused",
                "absent",
                name="mark",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.CheckConstraint("mark <> 'excused' OR reason IS NOT NULL", name=op.f("ck_attendance_excuse_has_reason")),
        sa.ForeignKeyConstraint(["marked_by"], ["identities.id"], name=op.f("fk_attendance_marked_by")),
        sa.ForeignKeyConstraint(["meeting_day_id"], ["meeting_days.id"], name=op.f("fk_attendance_meeting_day_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_attendance_registration_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", "meeting_day_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_meeting_day_id"), "attendance", ["meeting_day_id"], unique=False)
    op.create_table(
        "certificates",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issued_by"], ["identities.id"], name=op.f("fk_certificates_issued_by")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_certificates_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
    )
    op.create_index(
        "uq_certificates_valid",
        "certificates",
        ["registration_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_receipts_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("number", name=op.f("uq_receipts_number")),
    )
    op.create_index(op.f("ix_receipts_registration_id"), "receipts", ["registration_id"], unique=False)
    op.execute("GRANT SELECT, INSERT, UPDATE ON registrations, receipts, attendance, certificates TO bimtek_app")


def downgrade() -> None:
    op.drop_table("receipts")
    op.drop_table("certificates")
    op.drop_table("attendance")
    op.drop_table("registrations")
