"""Invitations, photos of signed lists, corrections of closed sheets; certificates revoked, made anew, printed."""

import sqlalchemy as sa
from alembic import op

revision = "certificates"
down_revision = "forms"
branch_labels = None
depends_on = None

KINDS = (
    "'received', 'confirmed', 'queued', 'offered', 'offer_lapsed', 'accepted', 'rejected', 'returned', 'lapsed',"
    " 'cancelled', 'completed', 'postponed', 'new_dates', 'plan_changed', 'one_time_code'"
)
MARKS = ("present", "late", "excused", "absent")


def allow(table: str, column: str, values: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({values})")


def choose(name: str, *values: str, **column: object) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False, **column)


def stamp(name: str, **column: object) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **column)


def row() -> tuple[sa.Column, ...]:
    return (
        stamp("created_at", server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
    )


def points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def papers() -> None:
    op.create_table(
        "attendance_papers",
        *row(),
        sa.Column("meeting_day_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        points("attendance_papers", "meeting_day_id", "meeting_days.id"),
        points("attendance_papers", "file_id", "files.id"),
        points("attendance_papers", "made_by", "identities.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_papers")),
    )
    op.create_index(op.f("ix_attendance_papers_meeting_day_id"), "attendance_papers", ["meeting_day_id"])
    op.execute("GRANT SELECT, INSERT ON attendance_papers TO bimtek_app")


def corrections() -> None:
    table = "attendance_corrections"
    op.create_table(
        table,
        *row(),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_day_id", sa.Uuid(), nullable=False),
        choose("before", *MARKS),
        choose("after", *MARKS),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("note", sa.String(2000), nullable=False),
        choose("status", "proposed", "approved", "refused", server_default="proposed"),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        stamp("decided_at", nullable=True),
        sa.Column("decision_note", sa.String(2000), nullable=True),
        sa.CheckConstraint("before <> after", name=op.f(f"ck_{table}_changes")),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f(f"ck_{table}_two_people")),
        sa.CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name=op.f(f"ck_{table}_decided")),
        sa.CheckConstraint("after <> 'excused' OR reason IS NOT NULL", name=op.f(f"ck_{table}_excuse_has_reason")),
        points(table, "session_id", "sessions.id"),
        points(table, "district_code", "regions.code"),
        points(table, "registration_id", "registrations.id"),
        points(table, "meeting_day_id", "meeting_days.id"),
        points(table, "proposed_by", "identities.id"),
        points(table, "decided_by", "identities.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_session_id_id"), table, ["session_id", "id"])
    op.create_index(
        f"uq_{table}_open", table, ["registration_id", "meeting_day_id"], unique=True,
        postgresql_where=sa.text("status = 'proposed'"),
    )  # fmt: skip
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON {table} TO bimtek_app")


def certificates() -> None:
    op.add_column("certificates", sa.Column("name", sa.String(120), nullable=True))
    op.execute("UPDATE certificates SET name = r.name FROM registrations r WHERE r.id = certificates.registration_id")
    op.alter_column("certificates", "name", nullable=False)
    op.add_column("certificates", sa.Column("replaces", sa.Uuid(), nullable=True))
    op.add_column("certificates", sa.Column("revoked_by", sa.Uuid(), nullable=True))
    op.add_column("certificates", sa.Column("revoke_reason", sa.String(2000), nullable=True))
    op.execute("UPDATE certificates SET revoke_reason = '-' WHERE revoked_at IS NOT NULL")
    op.create_foreign_key(op.f("fk_certificates_replaces"), "certificates", "certificates", ["replaces"], ["id"])
    op.create_foreign_key(op.f("fk_certificates_revoked_by"), "certificates", "identities", ["revoked_by"], ["id"])
    op.create_check_constraint(
        op.f("ck_certificates_revoked_why"), "certificates", "(revoked_at IS NULL) = (revoke_reason IS NULL)"
    )
    op.execute("GRANT UPDATE ON certificates TO bimtek_app")


def prints() -> None:
    table = "certificate_prints"
    op.create_table(
        table,
        *row(),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        stamp("failed_at", nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("total > 0 AND done BETWEEN 0 AND total", name=op.f(f"ck_{table}_progress")),
        sa.CheckConstraint("file_id IS NULL OR done = total", name=op.f(f"ck_{table}_whole")),
        points(table, "session_id", "sessions.id"),
        points(table, "district_code", "regions.code"),
        points(table, "file_id", "files.id"),
        points(table, "asked_by", "identities.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(
        f"uq_{table}_content", table, ["session_id", "content_hash"], unique=True,
        postgresql_where=sa.text("failed_at IS NULL"),
    )  # fmt: skip
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON {table} TO bimtek_app")


def upgrade() -> None:
    allow("registrations", "channel", "'self', 'officer', 'integrator', 'walk_in', 'invited'")
    allow("messages", "kind", f"{KINDS}, 'invited'")
    papers()
    corrections()
    certificates()
    prints()


def downgrade() -> None:
    for table in ("certificate_prints", "attendance_corrections", "attendance_papers"):
        op.drop_table(table)
    for column in ("name", "replaces", "revoked_by", "revoke_reason"):
        op.drop_column("certificates", column)
    op.execute("DELETE FROM messages WHERE kind = 'invited'")
    op.execute("UPDATE registrations SET channel = 'officer' WHERE channel = 'invited'")
    allow("registrations", "channel", "'self', 'officer', 'integrator', 'walk_in'")
    allow("messages", "kind", KINDS)
