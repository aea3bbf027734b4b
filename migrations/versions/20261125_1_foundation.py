"""Foundation: the clock of the rules, the application's role, history, regions, jobs."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "foundation"
down_revision = None
branch_labels = None
depends_on = None

CLOCK = """
CREATE FUNCTION bimtek_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS 'SELECT clock_timestamp()';
COMMENT ON FUNCTION bimtek_now() IS 'The instant at which rules are judged. Only a test may replace it.';
"""
ROLE = """
DO $$ BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN
        RAISE EXCEPTION 'Bimtek needs PostgreSQL 18 or newer: it draws its ids with uuidv7()';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bimtek_app') THEN
        CREATE ROLE bimtek_app NOLOGIN;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO bimtek_app;
"""
APPEND_ONLY = """
CREATE FUNCTION events_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER event_seals_append_only BEFORE UPDATE OR DELETE ON event_seals
    FOR EACH ROW EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER event_seals_no_truncate BEFORE TRUNCATE ON event_seals
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
"""
RIGHTS = """
GRANT SELECT, INSERT ON events, event_seals TO bimtek_app;
GRANT SELECT ON regions TO bimtek_app;
GRANT SELECT, INSERT, UPDATE ON identities, number_series TO bimtek_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys, throttles TO bimtek_app;
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO bimtek_app', item.relname);
    END LOOP;
    FOR item IN SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('GRANT USAGE, SELECT ON %I TO bimtek_app', item.relname);
    END LOOP;
END $$;
"""
# The queue brings its own schema and no way to take it out again.
DROP_QUEUE = """
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP TABLE %I CASCADE', item.relname);
    END LOOP;
    FOR item IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', item.name);
    END LOOP;
    FOR item IN SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c')
    LOOP
        EXECUTE format('DROP TYPE %I CASCADE', item.typname);
    END LOOP;
END $$;
"""


def upgrade() -> None:
    op.execute(ROLE)
    op.execute(CLOCK)
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    # Past SQLAlchemy's parameter handling: the text has percent signs of its own.
    op.get_bind().connection.driver_connection.execute(SchemaManager.get_schema())
    op.create_table(
        "events",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "transaction_id",
            sa.BigInteger(),
            server_default=sa.text("pg_current_xact_id()::text::bigint"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("actor_kind", sa.String(20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(120), nullable=True),
        sa.Column("subject_kind", sa.String(30), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("before", sa.String(40), nullable=True),
        sa.Column("after", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(2000), nullable=True),
        sa.Column("request_id", sa.String(64), nullable=True),
        sa.Column("data", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        op.f("ix_events_person_id_position"),
        "events",
        ["person_id", "position"],
        unique=False,
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_events_position"), "events", ["position"], unique=True)
    op.create_index(
        op.f("ix_events_subject_kind_subject_id_position"),
        "events",
        ["subject_kind", "subject_id", "position"],
        unique=False,
    )
    op.create_index(op.f("ix_events_transaction_id_position"), "events", ["transaction_id", "position"])
    op.create_table(
        "event_seals",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("event_position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_seals_event_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_event_seals")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_seals_event_id")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("caller", sa.String(80), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "identities",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(), nullable=True),
        sa.Column("nik_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("nik_last4", sa.String(4), nullable=True),
        sa.CheckConstraint("(nik_index IS NULL) = (nik_last4 IS NULL)", name=op.f("ck_identities_nik_last4")),
        sa.CheckConstraint("(nik_index IS NULL) = (nik_sealed IS NULL)", name=op.f("ck_identities_nik_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("nik_index", name=op.f("uq_identities_nik_index")),
    )
    op.create_table(
        "number_series",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "district_code", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "regions",
        sa.Column("code", sa.String(13), nullable=False),
        sa.Column("parent_code", sa.String(13), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("zone", sa.String(4), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor_code", sa.String(13), nullable=True),
        sa.CheckConstraint("zone IN ('WIB', 'WITA', 'WIT')", name=op.f("ck_regions_zone")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_regions_level")),
        sa.ForeignKeyConstraint(["parent_code"], ["regions.code"], name=op.f("fk_regions_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_index(op.f("ix_regions_level_code"), "regions", ["level", "code"], unique=False)
    op.create_index(op.f("ix_regions_parent_code_code"), "regions", ["parent_code", "code"], unique=False)
    op.create_table(
        "throttles",
        sa.Column("bucket", sa.String(120), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_throttles")),
    )
    op.execute(APPEND_ONLY)
    op.execute(RIGHTS)


def downgrade() -> None:
    op.drop_table("throttles")
    op.drop_table("regions")
    op.drop_table("number_series")
    op.drop_table("identities")
    op.drop_table("idempotency_keys")
    op.drop_table("event_seals")
    op.drop_table("events")
    op.execute(DROP_QUEUE)
    op.execute("DROP FUNCTION events_refuse_change()")
    op.execute("DROP EXTENSION pg_trgm")
    op.execute("DROP FUNCTION bimtek_now()")
    op.execute("REVOKE USAGE ON SCHEMA public FROM bimtek_app")
