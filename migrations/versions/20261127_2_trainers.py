"""Trainers and lessons, test scores and evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "trainers"
down_revision = "certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trainers",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("institution", sa.String(200), nullable=False),
        sa.Column("position", sa.String(200), nullable=True),
        sa.Column("nip", sa.String(30), nullable=True),
        sa.Column("phone", sa.String(16), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_trainers_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainers")),
    )
    op.create_index(op.f("ix_trainers_district_code_name_id"), "trainers", ["district_code", "name", "id"])
    op.create_table(
        "lessons",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("meeting_day_id", sa.Uuid(), nullable=False),
        sa.Column("trainer_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_lessons_times")),
        sa.ForeignKeyConstraint(
            ["meeting_day_id"], ["meeting_days.id"], name=op.f("fk_lessons_meeting_day_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["trainer_id"], ["trainers.id"], name=op.f("fk_lessons_trainer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint(
            "meeting_day_id", "trainer_id", "starts_at", name=op.f("uq_lessons_meeting_day_id_trainer_id_starts_at")
        ),
    )
    op.create_index(op.f("ix_lessons_trainer_id"), "lessons", ["trainer_id"])
    results()
    op.add_column(
        "sessions", sa.Column("allowance_rupiah", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.create_check_constraint(op.f("ck_sessions_allowance"), "sessions", "allowance_rupiah >= 0")
    op.execute("GRANT SELECT, INSERT, UPDATE ON trainers TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON lessons TO bimtek_app")


def results() -> None:
    kind = sa.Enum("pre", "post", name="kind", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "test_scores",
        sa.Column("kind", kind, nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_test_scores_score")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_test_scores_registration_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["identities.id"], name=op.f("fk_test_scores_recorded_by")),
        sa.PrimaryKeyConstraint("registration_id", "kind", name=op.f("pk_test_scores")),
    )
    ratings = ("content", "trainer", "venue", "organisation", "usefulness")
    op.create_table(
        "evaluations",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in ratings),
        sa.Column("comment", sa.String(2000), nullable=True),
        sa.CheckConstraint(
            " AND ".join(f"{name} BETWEEN 1 AND 5" for name in ratings), name=op.f("ck_evaluations_ratings")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_evaluations_registration_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_evaluations")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON test_scores TO bimtek_app")
    op.execute("GRANT SELECT, INSERT ON evaluations TO bimtek_app")


def downgrade() -> None:
    op.drop_column("sessions", "allowance_rupiah")
    op.drop_table("evaluations")
    op.drop_table("test_scores")
    op.drop_table("lessons")
    op.drop_table("trainers")
