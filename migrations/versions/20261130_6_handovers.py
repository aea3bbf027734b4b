"""Handovers with place and signatures, their scans, attempts and disputes."""

import sqlalchemy as sa
from alembic import op

revision = "handover_troubles"
down_revision = "aid_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handover_attempts",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("refused", "no_show", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.CheckConstraint("duty_group = 'hand_over'", name=op.f("ck_handover_attempts_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_handover_attempts_duty",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_handover_attempts_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_attempts")),
    )
    op.create_index(
        op.f("ix_handover_attempts_application_id"), "handover_attempts", ["application_id"], unique=False
    )
    op.create_table(
        "handover_disputes",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("upheld", "dismissed", name="outcome", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (decided_by IS NULL)", name=op.f("ck_handover_disputes_decided")),
        sa.CheckConstraint("decided_by <> opened_by", name=op.f("ck_handover_disputes_two_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_handover_disputes_decided_by")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_handover_disputes_district_code")),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_disputes_handover_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["identities.id"], name=op.f("fk_handover_disputes_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_disputes")),
    )
    op.create_index(op.f("ix_handover_disputes_handover_id"), "handover_disputes", ["handover_id"], unique=False)
    op.create_index(
        "uq_handover_disputes_open",
        "handover_disputes",
        ["handover_id"],
        unique=True,
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_table(
        "handover_scans",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_handover_scans_file_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_scans_handover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_scans")),
    )
    op.create_index(op.f("ix_handover_scans_handover_id"), "handover_scans", ["handover_id"], unique=False)
    op.add_column(
        "handovers",
        sa.Column(
            "receiver_checked",
            sa.Enum(
                "id_card",
                "family_card",
                "statement",
                name="receiver_checked",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("handovers", sa.Column("latitude", sa.Float(), nullable=True))
    op.add_column("handovers", sa.Column("longitude", sa.Float(), nullable=True))
    op.add_column("handovers", sa.Column("accuracy_m", sa.Integer(), nullable=True))
    op.add_column("handovers", sa.Column("giver_signature_id", sa.Uuid(), nullable=True))
    op.add_column("handovers", sa.Column("receiver_signature_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_handovers_receiver_signature_id"), "handovers", "files", ["receiver_signature_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_handovers_giver_signature_id"), "handovers", "files", ["giver_signature_id"], ["id"]
    )

    op.create_check_constraint(
        op.f("ck_handovers_degrees"), "handovers", "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180"
    )
    op.execute("GRANT SELECT, INSERT ON handover_scans, handover_attempts, handover_disputes TO bimtek_app")
    op.execute("GRANT UPDATE (outcome, note, decided_by, decided_at, version) ON handover_disputes TO bimtek_app")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_handovers_degrees"), "handovers")
    op.drop_constraint(op.f("fk_handovers_giver_signature_id"), "handovers", type_="foreignkey")
    op.drop_constraint(op.f("fk_handovers_receiver_signature_id"), "handovers", type_="foreignkey")
    op.drop_column("handovers", "receiver_signature_id")
    op.drop_column("handovers", "giver_signature_id")
    op.drop_column("handovers", "accuracy_m")
    op.drop_column("handovers", "longitude")
    op.drop_column("handovers", "latitude")
    op.drop_column("handovers", "receiver_checked")
    op.drop_index(op.f("ix_handover_scans_handover_id"), table_name="handover_scans")
    op.drop_table("handover_scans")
    op.drop_index(
        "uq_handover_disputes_open", table_name="handover_disputes", postgresql_where=sa.text("outcome IS NULL")
    )
    op.drop_index(op.f("ix_handover_disputes_handover_id"), table_name="handover_disputes")
    op.drop_table("handover_disputes")
    op.drop_index(op.f("ix_handover_attempts_application_id"), table_name="handover_attempts")
    op.drop_table("handover_attempts")
