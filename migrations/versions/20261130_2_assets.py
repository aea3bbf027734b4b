"""Machines after the handover: label, state, keepers."""

import sqlalchemy as sa
from alembic import op

revision = "assets"
down_revision = "decree_papers"
branch_labels = None
depends_on = None

# G15 in the database: a machine changes hands only out of a recall, and its log is only added to.
TRIGGERS = """
CREATE FUNCTION asset_changes_hands_after_recall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.group_id <> OLD.group_id AND OLD.status NOT IN ('recalled', 'restocked') THEN
        RAISE EXCEPTION 'a machine changes hands only after a recall' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.serial_key, NEW.application_id, NEW.handed_on) <> (OLD.serial_key, OLD.application_id, OLD.handed_on) THEN
        RAISE EXCEPTION 'where a machine comes from does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asset_changes_hands_after_recall BEFORE UPDATE ON assets
    FOR EACH ROW EXECUTE FUNCTION asset_changes_hands_after_recall();
"""
# What was handed over before this had an asset: it gets its label and its keeper now.
EARLIER = """
INSERT INTO assets (code, serial_key, serial, name, price_rupiah, application_id, group_id, district_code, status,
                    handed_on)
SELECT upper(substr(md5(gen_random_uuid()::text), 1, 12)), s.serial_key, s.serial, l.name, l.price_rupiah,
       a.id, a.group_id, a.district_code, 'installed', date(timezone('Asia/Jakarta', h.handed_at))
FROM handed_serials s JOIN handover_lines hl ON hl.id = s.handover_line_id JOIN handovers h ON h.id = hl.handover_id
JOIN application_lines l ON l.id = hl.application_line_id JOIN applications a ON a.id = h.application_id;
INSERT INTO asset_custodies (asset_id, group_id, keeper_id, place, since)
SELECT t.id, t.group_id, h.receiver_id, h.place, t.handed_on
FROM assets t JOIN handed_serials s USING (serial_key) JOIN handover_lines hl ON hl.id = s.handover_line_id
JOIN handovers h ON h.id = hl.handover_id
"""


def upgrade() -> None:
    op.create_table(
        "assets",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("serial_key", sa.String(60), nullable=False),
        sa.Column("serial", sa.String(60), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("price_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
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
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("title_on", sa.Date(), nullable=True),
        sa.Column("title_letter", sa.String(80), nullable=True),
        sa.CheckConstraint("(title_on IS NULL) = (title_letter IS NULL)", name=op.f("ck_assets_title")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_assets_application_id")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_assets_district_code")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_assets_group_id")),
        sa.ForeignKeyConstraint(["serial_key"], ["handed_serials.serial_key"], name=op.f("fk_assets_serial_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
        sa.UniqueConstraint("code", name=op.f("uq_assets_code")),
        sa.UniqueConstraint("serial_key", name=op.f("uq_assets_serial_key")),
    )
    op.create_index(op.f("ix_assets_application_id"), "assets", ["application_id"], unique=False)
    op.create_index(op.f("ix_assets_district_code_id"), "assets", ["district_code", "id"], unique=False)
    op.create_index(op.f("ix_assets_group_id"), "assets", ["group_id"], unique=False)
    op.create_table(
        "asset_custodies",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("keeper_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("letter_number", sa.String(80), nullable=True),
        sa.Column("reason", sa.String(2000), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_asset_custodies_order")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_custodies_asset_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_asset_custodies_group_id")),
        sa.ForeignKeyConstraint(["keeper_id"], ["participants.person_id"], name=op.f("fk_asset_custodies_keeper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_custodies")),
    )
    op.create_index(op.f("ix_asset_custodies_asset_id"), "asset_custodies", ["asset_id"], unique=False)
    op.create_index(
        "uq_asset_custodies_open",
        "asset_custodies",
        ["asset_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.execute(TRIGGERS)
    op.execute(EARLIER)
    op.execute("GRANT SELECT, INSERT ON asset_custodies TO bimtek_app")
    op.execute("GRANT UPDATE (until) ON asset_custodies TO bimtek_app")
    op.execute("GRANT SELECT, INSERT ON assets TO bimtek_app")
    op.execute("GRANT UPDATE (status, version, group_id, title_on, title_letter) ON assets TO bimtek_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION asset_changes_hands_after_recall CASCADE")
    op.drop_table("asset_custodies")
    op.drop_table("assets")
