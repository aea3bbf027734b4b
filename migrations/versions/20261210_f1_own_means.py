"""Log-ins by a code on paper read only; another authenticator binds late; a link opens again by two only.

Old rows: a log-in begun with a code on paper before is not marked, as nothing told it apart; it ends within hours.
Links made before keep no request; they stay usable until their own end.
"""

import sqlalchemy as sa
from alembic import op

revision = "own_means"
down_revision = "bookings"
branch_labels = None
depends_on = None

OWNER = "current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)"
WALLS = f"""
CREATE FUNCTION enrolment_opens_by_right() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE live boolean; opened boolean;
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    SELECT password_hash IS NOT NULL INTO live FROM officers WHERE person_id = NEW.officer_id;
    SELECT EXISTS (SELECT 1 FROM enrolments e WHERE e.officer_id = NEW.officer_id AND e.id <> NEW.id) INTO opened;
    IF NEW.request_id IS NOT NULL THEN
        IF EXISTS (SELECT 1 FROM access_requests r WHERE r.id = NEW.request_id AND r.approved
                   AND r.kind = 'recovery' AND r.officer_id = NEW.officer_id) THEN
            RETURN NEW;
        END IF;
    ELSIF live AND NEW.made_by IS NOT DISTINCT FROM NEW.officer_id THEN
        RETURN NEW;
    ELSIF NOT live AND NOT opened AND NOT NEW.by_paper THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a link opens again by two only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER enrolment_opens_by_right BEFORE INSERT ON enrolments
    FOR EACH ROW EXECUTE FUNCTION enrolment_opens_by_right();

CREATE FUNCTION replacement_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.binds_at IS DISTINCT FROM OLD.binds_at AND (OLD.binds_at IS NOT NULL
        OR NEW.binds_at < bimtek_now() + interval '1 hour') THEN
        RAISE EXCEPTION 'a replacement waits' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.agreed_by IS DISTINCT FROM OLD.agreed_by AND (OLD.agreed_by IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM role_assignments r WHERE r.officer_id = NEW.agreed_by AND r.role = 'administrator'
        AND r.ended_at IS NULL)) THEN
        RAISE EXCEPTION 'an administrator agrees' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.stopped_at IS NOT NULL AND (NEW.stopped_at IS NULL OR NEW.bound_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a stopped replacement stays stopped' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER replacement_waits BEFORE UPDATE ON enrolments FOR EACH ROW EXECUTE FUNCTION replacement_waits();

CREATE FUNCTION authenticator_is_enrolled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {OWNER} THEN RETURN NEW; END IF;
    -- An account nobody ever got a link for is made with its means, as in an INSERT: for demo data and tests.
    IF OLD.totp_sealed IS NULL AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.officer_id = NEW.person_id) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.officer_id = NEW.person_id
                   AND e.totp_sealed = NEW.totp_sealed AND e.stopped_at IS NULL
                   AND (NOT e.by_paper OR e.agreed_by IS NOT NULL OR e.binds_at <= bimtek_now())) THEN
        RAISE EXCEPTION 'an authenticator comes from an enrolment' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER authenticator_is_enrolled BEFORE UPDATE OF totp_sealed ON officers FOR EACH ROW
    WHEN (NEW.totp_sealed IS NOT NULL AND NEW.totp_sealed IS DISTINCT FROM OLD.totp_sealed)
    EXECUTE FUNCTION authenticator_is_enrolled();

CREATE FUNCTION paper_stays_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a log-in by paper stays one' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER paper_stays_paper BEFORE UPDATE ON logins FOR EACH ROW
    WHEN (NEW.by_paper IS DISTINCT FROM OLD.by_paper)
    EXECUTE FUNCTION paper_stays_paper();

GRANT UPDATE (password_hash, proved_step, binds_at, agreed_by, bound_at, stopped_at, stopped_by)
    ON enrolments TO bimtek_app;
GRANT SELECT, INSERT, DELETE ON known_devices TO bimtek_app;
GRANT UPDATE (last_used_at) ON known_devices TO bimtek_app;
"""
LATER = (
    sa.Column("request_id", sa.Uuid(), nullable=True),
    sa.Column("by_paper", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    sa.Column("password_hash", sa.String(length=200), nullable=True),
    sa.Column("proved_step", sa.Integer(), nullable=True),
    sa.Column("binds_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("agreed_by", sa.Uuid(), nullable=True),
    sa.Column("bound_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("stopped_by", sa.Uuid(), nullable=True),
)
REFERS = {"request_id": "access_requests.id", "agreed_by": "officers.person_id", "stopped_by": "officers.person_id"}
FUNCTIONS = ("enrolment_opens_by_right", "replacement_waits", "authenticator_is_enrolled", "paper_stays_paper")


def upgrade() -> None:
    op.add_column("officers", sa.Column("notices_seen_at", sa.DateTime(timezone=True), nullable=True))
    by_paper = sa.Column("by_paper", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.add_column("logins", by_paper)
    reads = op.f("ck_logins_paper_reads")
    op.create_check_constraint(reads, "logins", "NOT (by_paper AND stepped_up_at IS NOT NULL)")
    for column in LATER:
        op.add_column("enrolments", column)
    for column, target in REFERS.items():
        table, key = target.split(".")
        op.create_foreign_key(op.f(f"fk_enrolments_{column}"), "enrolments", table, [column], [key])
    op.create_unique_constraint(op.f("uq_enrolments_request_id"), "enrolments", ["request_id"])
    op.create_check_constraint(op.f("ck_enrolments_second_person"), "enrolments", "agreed_by <> officer_id")
    due = sa.text("proved_step IS NOT NULL AND bound_at IS NULL AND stopped_at IS NULL")
    op.create_index("uq_enrolments_waiting", "enrolments", ["officer_id"], unique=True, postgresql_where=due)
    known_devices()
    op.execute(WALLS)


def known_devices() -> None:
    now, new = sa.text("bimtek_now()"), sa.text("uuidv7()")
    op.create_table(
        "known_devices",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("id", sa.Uuid(), server_default=new, nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.person_id"], name=op.f("fk_known_devices_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_known_devices_token_hash")),
    )
    op.create_index(op.f("ix_known_devices_officer_id"), "known_devices", ["officer_id"])


def downgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.drop_table("known_devices")
    # A replacement that waits must not bind at once: its link is closed already, and what it proved goes.
    op.drop_index("uq_enrolments_waiting", "enrolments")
    for column in reversed(LATER):
        op.drop_column("enrolments", column.name)
    op.execute("UPDATE logins SET revoked_at = coalesce(revoked_at, bimtek_now()) WHERE by_paper")
    op.drop_column("logins", "by_paper")
    op.drop_column("officers", "notices_seen_at")
