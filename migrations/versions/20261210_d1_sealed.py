"""Links of the history are made by the database alone; what an event is called is all the application says of it.

An event's id, place, transaction and instant are the database's own: the application has no right to those columns.
Each event waits in `events_to_seal` until `seal_events()` makes its link, whatever transaction ids say, so nothing is
passed over and a restore into another server changes nothing. `chain_heads` keeps beside the links how many there
are and which is the last.

Data from before: the old sealer passed over events whose transaction was older than the last one sealed. They are
listed in `history_findings` and get their link now, at the end of the chain.
"""

import sqlalchemy as sa
from alembic import op

revision = "sealed_by_the_database"
down_revision = "of_age"
branch_labels = None
depends_on = None

COLUMNS = """name, actor_kind, actor_id, actor_name, subject_kind, subject_id, person_id, district_code, before,
    after, reason, request_id, data"""
# `bimtek_api.events.sealer` writes the content out again on purpose: whoever verifies does not ask this function.
SEAL = """
CREATE FUNCTION seal_events(most integer DEFAULT 5000) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE head chain_heads; event record; made integer := 0;
BEGIN
    SELECT * INTO head FROM chain_heads FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN 0; END IF;  -- another one is at it
    FOR event IN
        SELECT e.id, e.position, e.transaction_id, jsonb_build_object(
            'id', e.id, 'position', e.position, 'transaction_id', e.transaction_id, 'at', e.at, 'name', e.name,
            'actor_kind', e.actor_kind, 'actor_id', e.actor_id, 'actor_name', e.actor_name,
            'subject_kind', e.subject_kind, 'subject_id', e.subject_id, 'person_id', e.person_id,
            'district_code', e.district_code, 'before', e.before, 'after', e.after, 'reason', e.reason,
            'request_id', e.request_id, 'data', e.data)::text AS content
        FROM events_to_seal q JOIN events e ON e.id = q.event_id ORDER BY q.position LIMIT most
    LOOP
        made := made + 1;
        head.seals := head.seals + 1;
        head.event_id := event.id;
        head.hash := sha256(head.hash || convert_to(event.content, 'UTF8'));
        INSERT INTO event_seals (position, event_id, transaction_id, event_position, hash, form)
        VALUES (head.seals, event.id, event.transaction_id, event.position, head.hash, 2);
        DELETE FROM events_to_seal WHERE position = event.position;
    END LOOP;
    IF made > 0 THEN
        UPDATE chain_heads SET seals = head.seals, event_id = head.event_id, hash = head.hash;
    END IF;
    RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION seal_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_events TO bimtek_app;
"""
WAITING = """
CREATE FUNCTION queue_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO events_to_seal (position, event_id) SELECT position, id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER events_queue AFTER INSERT ON events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION queue_events();
CREATE FUNCTION chain_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.seals > OLD.seals THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'the chain only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER chain_heads_grow BEFORE UPDATE OR DELETE ON chain_heads
    FOR EACH ROW EXECUTE FUNCTION chain_only_grows();
CREATE TRIGGER chain_heads_no_truncate BEFORE TRUNCATE ON chain_heads
    FOR EACH STATEMENT EXECUTE FUNCTION chain_only_grows();
"""
FROM_BEFORE = """
INSERT INTO chain_heads (seals, event_id, hash)
SELECT coalesce(max(position), 0), (SELECT event_id FROM event_seals ORDER BY position DESC LIMIT 1),
    coalesce((SELECT hash FROM event_seals ORDER BY position DESC LIMIT 1), decode(repeat('00', 32), 'hex'))
FROM event_seals;
INSERT INTO events_to_seal (position, event_id) SELECT position, id FROM events e
WHERE NOT EXISTS (SELECT FROM event_seals s WHERE s.event_id = e.id);
INSERT INTO history_findings (event_id, finding) SELECT e.id, 'passed_over'
FROM events_to_seal q JOIN events e ON e.id = q.event_id
CROSS JOIN (SELECT transaction_id, event_position FROM event_seals ORDER BY position DESC LIMIT 1) last
WHERE (e.transaction_id, e.position) < (last.transaction_id, last.event_position);
"""
RIGHTS = f"""
REVOKE INSERT ON events, event_seals FROM bimtek_app;
GRANT INSERT ({COLUMNS}) ON events TO bimtek_app;
GRANT SELECT ON events_to_seal, chain_heads, history_findings TO bimtek_app;
"""
# What the older sealer could not verify it makes anew.
BACK = f"""
DROP FUNCTION seal_events;
DROP FUNCTION queue_events CASCADE;
ALTER TABLE event_seals DISABLE TRIGGER USER;
DELETE FROM event_seals WHERE form = 2;
ALTER TABLE event_seals ENABLE TRIGGER USER;
REVOKE INSERT ({COLUMNS}) ON events FROM bimtek_app;
GRANT INSERT ON events, event_seals TO bimtek_app;
"""
NUMBERS = """
CREATE FUNCTION numbers_only_rise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.last > OLD.last AND (NEW.kind, NEW.district_code, NEW.year)
           = (OLD.kind, OLD.district_code, OLD.year) THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'a number that was drawn stays drawn' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER number_series_rise BEFORE UPDATE OR DELETE ON number_series
    FOR EACH ROW EXECUTE FUNCTION numbers_only_rise();
CREATE TRIGGER number_series_no_truncate BEFORE TRUNCATE ON number_series
    FOR EACH STATEMENT EXECUTE FUNCTION numbers_only_rise();
CREATE FUNCTION draw_numbers(of_kind text, of_district text, of_year integer, wanted integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE drawn integer;
BEGIN
    IF wanted NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'one to ten thousand numbers at once' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO number_series (kind, district_code, year, last) VALUES (of_kind, of_district, of_year, wanted)
    ON CONFLICT (kind, district_code, year) DO UPDATE SET last = number_series.last + wanted
    RETURNING last INTO drawn;
    RETURN drawn;
END $$;
REVOKE EXECUTE ON FUNCTION draw_numbers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION draw_numbers TO bimtek_app;
REVOKE INSERT, UPDATE ON number_series FROM bimtek_app;
"""


def upgrade() -> None:
    op.add_column("event_seals", sa.Column("form", sa.SmallInteger(), server_default=sa.text("1"), nullable=False))
    op.create_table(
        "events_to_seal",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "queued_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_events_to_seal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_events_to_seal_event_id")),
    )
    op.create_table(
        "chain_heads",
        sa.Column("id", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("seals", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_chain_heads_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_heads")),
    )
    op.create_table(
        "history_findings",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("finding", sa.String(20), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_history_findings_event_id")),
        sa.PrimaryKeyConstraint("event_id", "finding", name=op.f("pk_history_findings")),
    )
    for part in (FROM_BEFORE, WAITING, SEAL, RIGHTS, NUMBERS):
        op.execute(part)
    op.drop_index(op.f("ix_events_transaction_id_position"), "events")


def downgrade() -> None:
    op.create_index(op.f("ix_events_transaction_id_position"), "events", ["transaction_id", "position"])
    op.execute("DROP FUNCTION draw_numbers")
    op.execute("DROP FUNCTION numbers_only_rise CASCADE")
    op.execute("GRANT INSERT, UPDATE ON number_series TO bimtek_app")
    op.execute(BACK)
    for table in ("history_findings", "chain_heads", "events_to_seal"):
        op.drop_table(table)
    op.execute("DROP FUNCTION chain_only_grows")
    op.drop_column("event_seals", "form")
