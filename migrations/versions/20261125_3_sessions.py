"""Participants, sessions, meeting-days and seats."""

import sqlalchemy as sa
from alembic import op

revision = "sessions"
down_revision = "access"
branch_labels = None
depends_on = None

SEATS = """
CREATE FUNCTION seats_refuse_overselling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.taken > OLD.taken AND NEW.taken > NEW.size THEN
        RAISE EXCEPTION 'no seat is free'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_not_oversold';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seats_not_oversold BEFORE UPDATE ON seat_counters
    FOR EACH ROW EXECUTE FUNCTION seats_refuse_overselling();
"""


def upgrade() -> None:
    op.create_table(
        "participants",
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(16), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("female", "male", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("district_code", sa.String(13), nullable=False),
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
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_participants_district_code")),
        sa.ForeignKeyConstraint(["person_id"], ["identities.id"], name=op.f("fk_participants_person_id")),
        sa.ForeignKeyConstraint(
            ["subdistrict_code"], ["regions.code"], name=op.f("fk_participants_subdistrict_code")
        ),
        sa.ForeignKeyConstraint(["village_code"], ["regions.code"], name=op.f("fk_participants_village_code")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_participants")),
    )
    op.create_index(
        op.f("ix_participants_district_code_name_person_id"),
        "participants",
        ["district_code", "name", "person_id"],
        unique=False,
    )
    op.create_index(
        "ix_participants_name_search",
        "participants",
        ["name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_participants_phone"), "participants", ["phone"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
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
        sa.Column("summary", sa.String(2000), nullable=False),
        sa.Column("audience", sa.String(200), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("zone", sa.String(4), nullable=False),
        sa.Column("venue", sa.String(200), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("map_url", sa.String(300), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "in_progress",
                "completed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="draft",
            nullable=False,
        ),
        sa.Column("moderated", sa.Boolean(), nullable=False),
        sa.Column("attendance_percent", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("attendance_percent BETWEEN 1 AND 100", name=op.f("ck_sessions_attendance_percent")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_sessions_window")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_sessions_days")),
        sa.ForeignKeyConstraint(["created_by"], ["identities.id"], name=op.f("fk_sessions_created_by")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_sessions_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("number", name=op.f("uq_sessions_number")),
    )
    op.create_index(
        op.f("ix_sessions_district_code_starts_on_id"),
        "sessions",
        ["district_code", "starts_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_sessions_ends_on"), "sessions", ["ends_on"], unique=False)
    op.create_index(op.f("ix_sessions_starts_on_id"), "sessions", ["starts_on", "id"], unique=False)
    op.create_table(
        "meeting_days",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_days_times")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_meeting_days_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_days")),
        sa.UniqueConstraint("session_id", "date", name=op.f("uq_meeting_days_session_id_date")),
    )
    op.create_table(
        "seat_counters",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("waiting", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("queue_last", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("size >= 0 AND taken >= 0 AND waiting >= 0", name=op.f("ck_seat_counters_counts")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_seat_counters_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_counters")),
        sa.UniqueConstraint("session_id", "kind", name=op.f("uq_seat_counters_session_id_kind")),
    )
    op.execute(SEATS)
    op.execute("GRANT SELECT, INSERT, UPDATE ON participants, sessions, meeting_days, seat_counters TO bimtek_app")


def downgrade() -> None:
    op.drop_table("seat_counters")
    op.drop_table("meeting_days")
    op.drop_table("sessions")
    op.drop_table("participants")
    op.execute("DROP FUNCTION seats_refuse_overselling()")
