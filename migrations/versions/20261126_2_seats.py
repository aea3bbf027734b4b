"""Shares of seats, offers from the waiting list, pausing and postponing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "seats"
down_revision = "decrees"
branch_labels = None
depends_on = None

SESSION_BEFORE = "'draft', 'published', 'in_progress', 'completed', 'cancelled'"
SESSION_AFTER = "'draft', 'published', 'paused', 'postponed', 'in_progress', 'completed', 'cancelled'"
BEFORE = (
    "'pending_review', 'waitlisted', 'confirmed', 'attending', 'completed', 'not_completed', 'no_show', 'rejected',"
    " 'withdrawn', 'closed_unserved'"
)
AFTER = (
    "'pending_review', 'returned', 'lapsed', 'waitlisted', 'offered', 'declined', 'offer_lapsed', 'confirmed',"
    " 'attending', 'completed', 'not_completed', 'no_show', 'rejected', 'withdrawn', 'substituted',"
    " 'cancelled_by_office', 'closed_unserved'"
)
FREE_BEFORE = "status NOT IN ('withdrawn', 'closed_unserved')"
FREE_AFTER = "status NOT IN ('withdrawn', 'lapsed', 'substituted', 'cancelled_by_office', 'closed_unserved')"
KINDS = (
    "(kind = 'room' AND value = '' AND share = 0 AND released_at IS NULL)"
    " OR (kind = 'district' AND value <> '')"
    " OR (kind = 'target' AND value IN ('women', 'disabled', 'first_timers'))"
)
TAKES_FROM = """
CREATE FUNCTION takes_from(kind text, value text, sex text, home text, groups text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind
    WHEN 'room' THEN true
    WHEN 'district' THEN home <> value AND NOT starts_with(home, value || '.')
    ELSE CASE value WHEN 'women' THEN sex <> 'female' ELSE NOT value = ANY (groups) END
END
"""
REFUSE = """
CREATE OR REPLACE FUNCTION seats_refuse_overselling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.taken > OLD.taken AND NEW.taken > NEW.size{open} THEN
        RAISE EXCEPTION 'no seat is free'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_not_oversold';
    END IF;
    RETURN NEW;
END $$
"""
OPEN = " AND (NEW.released_at IS NULL OR NEW.released_at > bimtek_now())"


def choose(table: str, column: str, values: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({values})")


def unique(where: str) -> None:
    for name, column in (("person", ["person_id"]), ("contact", ["nik_index", "phone"])):
        op.drop_index(f"uq_registrations_{name}", "registrations")
        op.create_index(
            f"uq_registrations_{name}", "registrations", ["session_id", *column], unique=True,
            postgresql_where=sa.text(where),
        )  # fmt: skip


def words(name: str) -> sa.Column:
    return sa.Column(name, postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)


def upgrade() -> None:
    choose("sessions", "status", SESSION_AFTER)
    op.add_column("sessions", sa.Column("offer_hours", sa.Integer(), server_default=sa.text("24"), nullable=False))
    op.add_column("sessions", sa.Column("status_reason", sa.String(2000), nullable=True))
    op.create_check_constraint(op.f("ck_sessions_offer_hours"), "sessions", "offer_hours BETWEEN 1 AND 168")
    op.add_column("seat_counters", sa.Column("value", sa.String(20), server_default="", nullable=False))
    op.add_column("seat_counters", sa.Column("share", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("seat_counters", sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("uq_seat_counters_session_id_kind"), "seat_counters")
    op.create_unique_constraint(
        op.f("uq_seat_counters_session_id_kind_value"), "seat_counters", ["session_id", "kind", "value"]
    )
    op.create_check_constraint(op.f("ck_seat_counters_kind"), "seat_counters", KINDS)
    op.drop_constraint(op.f("ck_seat_counters_counts"), "seat_counters")
    op.create_check_constraint(
        op.f("ck_seat_counters_counts"), "seat_counters", "size >= 0 AND taken >= 0 AND waiting >= 0 AND share >= 0"
    )
    op.execute(TAKES_FROM)
    op.execute(REFUSE.format(open=OPEN))
    op.execute("GRANT DELETE ON seat_counters, meeting_days TO bimtek_app")
    registrations()


def registrations() -> None:
    choose("registrations", "status", AFTER)
    choose("registrations", "channel", "'self', 'officer', 'integrator', 'walk_in'")
    for column in (
        words("groups"),
        sa.Column("priority", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offers", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("rejoined", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("extra", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        words("return_fields"),
        sa.Column("late_reason", sa.String(2000), nullable=True),
        sa.Column("replaces", sa.Uuid(), nullable=True),
    ):
        op.add_column("registrations", column)
    op.create_foreign_key(op.f("fk_registrations_replaces"), "registrations", "registrations", ["replaces"], ["id"])
    op.create_check_constraint(
        op.f("ck_registrations_hold_until"),
        "registrations",
        "status NOT IN ('offered', 'returned') OR hold_until IS NOT NULL",
    )
    op.create_check_constraint(
        op.f("ck_registrations_extra_never_waits"), "registrations", "NOT extra OR queue_no IS NULL"
    )
    op.create_index(
        "ix_registrations_queue", "registrations", ["session_id", "priority", "queue_no"],
        postgresql_where=sa.text("status = 'waitlisted'"),
    )  # fmt: skip
    op.create_index(
        "ix_registrations_holds", "registrations", ["session_id", "hold_until"],
        postgresql_where=sa.text("status IN ('offered', 'returned')"),
    )  # fmt: skip
    unique(FREE_AFTER)


def downgrade() -> None:
    """What the older shape cannot say is folded into its nearest word."""
    op.execute(
        "UPDATE registrations SET status = 'waitlisted' WHERE status IN ('offered', 'declined', 'offer_lapsed')"
    )
    op.execute("UPDATE registrations SET status = 'pending_review' WHERE status = 'returned'")
    op.execute(
        "UPDATE registrations SET status = 'withdrawn'"
        " WHERE status IN ('lapsed', 'substituted', 'cancelled_by_office')"
    )
    op.execute("UPDATE registrations SET channel = 'officer' WHERE channel = 'walk_in'")
    op.execute("UPDATE sessions SET status = 'published' WHERE status IN ('paused', 'postponed')")
    op.execute("DELETE FROM seat_counters WHERE kind <> 'room'")
    unique(FREE_BEFORE)
    op.drop_index("ix_registrations_queue", "registrations")
    op.drop_index("ix_registrations_holds", "registrations")
    for column in (
        "groups", "priority", "hold_until", "offers", "rejoined", "extra", "return_fields", "late_reason", "replaces",
    ):  # fmt: skip
        op.drop_column("registrations", column)
    choose("registrations", "status", BEFORE)
    choose("registrations", "channel", "'self', 'officer', 'integrator'")
    op.execute("REVOKE DELETE ON seat_counters, meeting_days FROM bimtek_app")
    op.execute(REFUSE.format(open=""))
    op.execute("DROP FUNCTION takes_from(text, text, text, text, text[])")
    op.drop_constraint(op.f("ck_seat_counters_counts"), "seat_counters")
    op.create_check_constraint(
        op.f("ck_seat_counters_counts"), "seat_counters", "size >= 0 AND taken >= 0 AND waiting >= 0"
    )
    op.drop_constraint(op.f("ck_seat_counters_kind"), "seat_counters")
    op.drop_constraint(op.f("uq_seat_counters_session_id_kind_value"), "seat_counters")
    for column in ("value", "share", "released_at"):
        op.drop_column("seat_counters", column)
    op.create_unique_constraint(op.f("uq_seat_counters_session_id_kind"), "seat_counters", ["session_id", "kind"])
    op.drop_constraint(op.f("ck_sessions_offer_hours"), "sessions")
    op.drop_column("sessions", "status_reason")
    op.drop_column("sessions", "offer_hours")
    choose("sessions", "status", SESSION_BEFORE)
