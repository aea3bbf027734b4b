"""Many registrations from one place are looked at before they hold a seat; officers open windows for a place.

What is there already keeps its state: nobody loses a seat. Going back there is no state without a seat that waits for
an officer, so held registrations become rejected ones, listed by their late reason `held`.
"""

import sqlalchemy as sa
from alembic import op

revision = "origins"
down_revision = "numbers_by_request"
branch_labels = None
depends_on = None

BEFORE = (
    "'pending_review', 'returned', 'lapsed', 'waitlisted', 'offered', 'declined', 'offer_lapsed', 'confirmed',"
    " 'attending', 'completed', 'not_completed', 'no_show', 'rejected', 'withdrawn', 'substituted',"
    " 'cancelled_by_office', 'closed_unserved'"
)
MOMENT = sa.DateTime(timezone=True)


def choose(values: str) -> None:
    op.drop_constraint(op.f("ck_registrations_status"), "registrations")
    op.create_check_constraint(op.f("ck_registrations_status"), "registrations", f"status IN ({values})")


def upgrade() -> None:
    choose(BEFORE.replace("'waitlisted'", "'held', 'waitlisted'"))
    op.create_table(
        "registration_origins",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("origin", sa.LargeBinary(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('network', 'phone', 'delegation')", name=op.f("ck_registration_origins_kind")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_registration_origins_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("session_id", "kind", "origin", name=op.f("pk_registration_origins")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE (taken) ON registration_origins TO bimtek_app")
    op.create_table(
        "place_windows",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("network", sa.LargeBinary(), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=sa.text("bimtek_now()"), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_place_windows_order")),
        sa.CheckConstraint("used >= 0 AND most BETWEEN 1 AND 500", name=op.f("ck_place_windows_counts")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_place_windows_session_id_sessions")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["regions.code"], name=op.f("fk_place_windows_district_code_regions")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_place_windows_made_by_identities")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_windows")),
    )
    op.create_index(op.f("ix_place_windows_session_id_network"), "place_windows", ["session_id", "network"])
    op.execute("GRANT SELECT, INSERT, UPDATE (used, closes_at) ON place_windows TO bimtek_app")


def downgrade() -> None:
    op.drop_table("place_windows")
    op.drop_table("registration_origins")
    op.execute(
        "UPDATE registrations SET status = 'rejected', late_reason = coalesce(late_reason, 'held')"
        " WHERE status = 'held'"
    )
    choose(BEFORE)
