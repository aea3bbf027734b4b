"""Handovers drawn at random and asked about."""

import sqlalchemy as sa
from alembic import op

revision = "samples"
down_revision = "workdays"
branch_labels = None
depends_on = None

# Four eyes in the database too: who gave the goods does not check them.
TRIGGER = """
CREATE FUNCTION sample_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM handovers WHERE id = NEW.handover_id AND person_id = NEW.checked_by) THEN
        RAISE EXCEPTION 'checked by whoever handed over' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sample_by_another BEFORE INSERT OR UPDATE ON sample_items
    FOR EACH ROW EXECUTE FUNCTION sample_by_another();
GRANT SELECT, INSERT ON samples, sample_items TO bimtek_app;
GRANT UPDATE (status, version, reason) ON samples TO bimtek_app;
GRANT UPDATE (answer, asked_by, note, checked_by, checked_at) ON sample_items TO bimtek_app;
"""


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "samples",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("status", choice("status", "active", "finished", "invalid"), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_samples_dates")),
        sa.CheckConstraint("population >= 1", name=op.f("ck_samples_population")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_samples_district_code")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_samples_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samples")),
    )
    op.create_index(op.f("ix_samples_district_code_id"), "samples", ["district_code", "id"])
    answers = choice("answer", "pending", "received", "received_with_issues", "not_received", "unreachable")
    checked = (
        "(answer = 'pending') = (checked_by IS NULL) AND (checked_by IS NULL) = (checked_at IS NULL)"
        " AND (checked_by IS NULL) = (asked_by IS NULL)"
    )
    op.create_table(
        "sample_items",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("sample_id", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("answer", answers, server_default=sa.text("'pending'"), nullable=False),
        sa.Column("asked_by", choice("asked_by", "phone", "visit"), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(checked, name=op.f("ck_sample_items_checked")),
        sa.ForeignKeyConstraint(["checked_by"], ["identities.id"], name=op.f("fk_sample_items_checked_by")),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_sample_items_handover_id")),
        sa.ForeignKeyConstraint(["sample_id"], ["samples.id"], name=op.f("fk_sample_items_sample_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_items")),
        sa.UniqueConstraint("sample_id", "handover_id", name=op.f("uq_sample_items_sample_id_handover_id")),
        sa.UniqueConstraint("sample_id", "place", name=op.f("uq_sample_items_sample_id_place")),
    )
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP FUNCTION sample_by_another CASCADE")
    op.drop_table("sample_items")
    op.drop_table("samples")
