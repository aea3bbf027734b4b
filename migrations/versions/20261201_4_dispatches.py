"""Waybills: goods on the road."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "dispatches"
down_revision = "supplier_payments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dispatches",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column(
            "status",
            sa.Enum("sent", "arrived", name="status", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("from_place", sa.String(length=200), nullable=False),
        sa.Column("to_place", sa.String(length=200), nullable=False),
        sa.Column("driver", sa.String(length=120), nullable=False),
        sa.Column("vehicle", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(status = 'arrived') = (arrived_at IS NOT NULL)", name=op.f("ck_dispatches_arrived")),
        sa.CheckConstraint("arrived_at >= sent_at", name=op.f("ck_dispatches_order")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_dispatches_district_code")),
        sa.ForeignKeyConstraint(["paper_id"], ["files.id"], name=op.f("fk_dispatches_paper_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["identities.id"], name=op.f("fk_dispatches_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatches")),
        sa.UniqueConstraint("number", name=op.f("uq_dispatches_number")),
    )
    op.create_index(op.f("ix_dispatches_district_code_id"), "dispatches", ["district_code", "id"], unique=False)
    op.create_table(
        "dispatch_units",
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "arrived", "damaged", "lost", name="outcome", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "outcome NOT IN ('damaged', 'lost') OR note IS NOT NULL", name=op.f("ck_dispatch_units_explained")
        ),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatches.id"], name=op.f("fk_dispatch_units_dispatch_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["stock_units.id"], name=op.f("fk_dispatch_units_unit_id")),
        sa.PrimaryKeyConstraint("dispatch_id", "unit_id", name=op.f("pk_dispatch_units")),
    )
    op.create_index(op.f("ix_dispatch_units_unit_id"), "dispatch_units", ["unit_id"], unique=False)
    op.execute("GRANT SELECT, INSERT ON dispatches, dispatch_units TO bimtek_app")
    op.execute("GRANT UPDATE (status, version, arrived_at) ON dispatches TO bimtek_app")
    op.execute("GRANT UPDATE (outcome, note) ON dispatch_units TO bimtek_app")


def downgrade() -> None:
    op.drop_index(op.f("ix_dispatch_units_unit_id"), table_name="dispatch_units")
    op.drop_table("dispatch_units")
    op.drop_index(op.f("ix_dispatches_district_code_id"), table_name="dispatches")
    op.drop_table("dispatches")
