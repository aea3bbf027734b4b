"""Working days as offices count them, and windows in which nothing that binds money is done."""

import sqlalchemy as sa
from alembic import op

revision = "workdays"
down_revision = "marks"
branch_labels = None
depends_on = None

# The last of so many working days after a day. Forty days more than twice the term hold every holiday there is.
FUNCTION = """
CREATE FUNCTION workday_after(start date, days integer) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT d::date FROM generate_series(start + 1, start + days * 2 + 40, interval '1 day') AS d
    WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT 1 FROM holidays h WHERE h.day = d::date)
    ORDER BY d OFFSET greatest(days - 1, 0) LIMIT 1
$$;
GRANT SELECT, INSERT, DELETE ON holidays TO bimtek_app;
GRANT SELECT, INSERT ON freeze_windows TO bimtek_app;
GRANT UPDATE (ended_at) ON freeze_windows TO bimtek_app;
"""


def upgrade() -> None:
    op.create_table(
        "holidays",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
        sa.UniqueConstraint("day", name=op.f("uq_holidays_day")),
    )
    op.create_table(
        "freeze_windows",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_freeze_windows_dates")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_freeze_windows_made_by")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_freeze_windows_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_windows")),
    )
    op.create_index(op.f("ix_freeze_windows_last_day"), "freeze_windows", ["last_day"])
    op.execute(FUNCTION)


def downgrade() -> None:
    op.execute("DROP FUNCTION workday_after(date, integer)")
    op.drop_table("freeze_windows")
    op.drop_table("holidays")
