"""What is on file of people, groups and suppliers changes by a request that two people carried.

Rows of before stay as they are: triggers judge what is written from now on.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "change_requests"
down_revision = "hands"
branch_labels = None
depends_on = None

KINDS = ("person", "nik", "family_card", "group", "group_end", "account", "supplier", "supplier_owner",
         "supplier_account")  # fmt: skip
STATES = ("draft", "submitted", "applied", "rejected", "cancelled", "conflicted")
SMALL = (
    "kind IN ('person', 'group') AND NOT after ?| ARRAY['name', 'birth_date', 'sex', 'formed_on']"
    " OR registration_id IS NOT NULL OR after = '{}'"
)
CHECKS = {
    "kind": f"kind IN {KINDS}",
    "status": f"status IN {STATES}",
    "one_record": "num_nonnulls(participant_id, group_id, supplier_id) = 1",
    "person": "(kind IN ('person', 'nik', 'family_card')) = (participant_id IS NOT NULL)",
    "of_supplier": "(kind LIKE 'supplier%') = (supplier_id IS NOT NULL)",
    "district": "(kind LIKE 'supplier%') = (district_code IS NULL)",
    "maker": "made_by IS NOT NULL OR registration_id IS NOT NULL",
    "two_people": "decided_by <> made_by",
    "decided": "(status IN ('applied', 'rejected')) = (decided_by IS NOT NULL)",
    "applied": "(status = 'applied') = (applied_tx IS NOT NULL)",
    "evidence": f"status IN ('draft', 'cancelled') OR evidence_id IS NOT NULL OR {SMALL}",
}
KEYS = {
    "district_code": "regions.code",
    "participant_id": "participants.person_id",
    "group_id": "groups.id",
    "supplier_id": "suppliers.id",
    "registration_id": "registrations.id",
    "evidence_id": "files.id",
    "made_by": "identities.id",
    "decided_by": "identities.id",
}
AREAS = "(SELECT current_setting('bimtek.areas', true))"
HERE = f"{AREAS} = '*' OR district_code LIKE ANY ((SELECT string_to_array({AREAS}, ','))::text[])"

RULES = """
-- A request begins undecided, moves along the machine and keeps what it said; an approved erasure may blank it.
CREATE FUNCTION hold_change_requests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said text[] := ARRAY['version', 'status', 'decided_by', 'decided_at', 'note', 'evidence_id', 'applied_tx'];
    erased boolean;
BEGIN
    IF tg_op = 'INSERT' THEN
        IF new.status NOT IN ('draft', 'submitted') OR new.applied_tx IS NOT NULL THEN
            RAISE EXCEPTION 'a change request begins undecided';
        END IF;
        RETURN new;
    END IF;
    IF new.status = 'applied' AND old.status <> 'applied' THEN
        new.applied_tx := pg_current_xact_id()::text::bigint;
    ELSE
        new.applied_tx := old.applied_tx;
    END IF;
    IF pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = tg_relid)) = current_user THEN
        RETURN new;
    END IF;
    erased := EXISTS (SELECT FROM erasures e WHERE e.person_id = old.participant_id AND e.approved);
    IF NOT erased AND (to_jsonb(new) - said) IS DISTINCT FROM (to_jsonb(old) - said) THEN
        RAISE EXCEPTION 'a change request keeps what it asked for';
    END IF;
    IF old.status NOT IN ('draft', 'submitted') THEN
        IF erased AND new.status = old.status AND new.after = '{}' THEN
            RETURN new;
        END IF;
        RAISE EXCEPTION 'a change request is decided once';
    END IF;
    IF new.status <> old.status AND NOT (old.status, new.status) IN (
        ('draft', 'submitted'), ('draft', 'cancelled'), ('submitted', 'applied'), ('submitted', 'rejected'),
        ('submitted', 'cancelled'), ('submitted', 'conflicted')) THEN
        RAISE EXCEPTION 'no way from % to %', old.status, new.status;
    END IF;
    IF new.status = 'applied' THEN
        PERFORM expect_another(new.made_by, new.decided_by, new.created_at);
        IF new.decided_by = new.participant_id OR EXISTS (
            SELECT FROM group_members m WHERE m.group_id = new.group_id AND m.person_id = new.decided_by
                AND m.valid_to IS NULL)
            OR EXISTS (SELECT FROM suppliers s WHERE s.id = new.supplier_id AND s.owner_id = new.decided_by)
            OR new.after ->> 'owner_id' = new.decided_by::text THEN
            RAISE EXCEPTION 'nobody decides about her own record';
        END IF;
    END IF;
    RETURN new;
END $$;

-- Whoever acts for the other one, now or when it was asked for, is her hand.
CREATE FUNCTION acts_for(one uuid, other uuid, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM deputations d
        WHERE (d.principal_id, d.deputy_id) IN ((one, other), (other, one))
          AND d.valid_from <= (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date
          AND d.valid_to >= (since AT TIME ZONE 'Asia/Jakarta')::date
          AND (d.ended_at IS NULL OR d.ended_at > since))
$$;

CREATE FUNCTION expect_another(maker uuid, decider uuid, since timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF decider IS NULL OR decider = maker OR acts_for(maker, decider, since) THEN
        RAISE EXCEPTION 'a change request is decided by another person';
    END IF;
END $$;

-- Arguments: the record's key, the request's column, free columns, and whether an empty column may be filled.
CREATE FUNCTION expect_change_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(old);
    becomes jsonb := to_jsonb(new);
    whose uuid := (to_jsonb(old) ->> tg_argv[0])::uuid;
    field text;
BEGIN
    IF pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = tg_relid)) = current_user THEN
        RETURN new;
    END IF;
    FOR field IN SELECT each FROM jsonb_object_keys(was) each
        WHERE was -> each IS DISTINCT FROM becomes -> each AND each <> ALL (string_to_array(tg_argv[2], ','))
    LOOP
        CONTINUE WHEN tg_argv[3] = 'fill' AND was -> field = 'null';
        CONTINUE WHEN tg_argv[1] = 'participant_id' AND EXISTS (
            SELECT FROM erasures e WHERE e.person_id = whose AND e.approved);
        IF NOT EXISTS (
            SELECT FROM change_requests c
            WHERE c.applied_tx = pg_current_xact_id()::text::bigint AND c.status = 'applied'
              AND (to_jsonb(c) ->> tg_argv[1])::uuid = whose
              AND CASE WHEN field LIKE '%\\_index' THEN to_jsonb(c) -> 'secret_index' = becomes -> field
                       WHEN field LIKE '%\\_sealed' THEN to_jsonb(c) -> 'secret_sealed' = becomes -> field
                       ELSE c.after -> field = becomes -> field END) THEN
            RAISE EXCEPTION '% of % changes by a change request only', field, tg_table_name;
        END IF;
    END LOOP;
    RETURN new;
END $$;

CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON change_requests
    FOR EACH ROW EXECUTE FUNCTION hold_change_requests();
CREATE TRIGGER by_request BEFORE UPDATE ON participants
    FOR EACH ROW EXECUTE FUNCTION expect_change_request('person_id', 'participant_id', 'version', '');
CREATE TRIGGER by_request BEFORE UPDATE ON identities
    FOR EACH ROW EXECUTE FUNCTION expect_change_request('id', 'participant_id', '', 'fill');
CREATE TRIGGER by_request BEFORE UPDATE ON groups
    FOR EACH ROW EXECUTE FUNCTION expect_change_request('id', 'group_id', 'version', '');
CREATE TRIGGER by_request BEFORE UPDATE ON suppliers
    FOR EACH ROW EXECUTE FUNCTION expect_change_request('id', 'supplier_id', 'version', 'fill');

GRANT SELECT, INSERT ON change_requests TO bimtek_app;
GRANT UPDATE (version, status, decided_by, decided_at, note, evidence_id, before, after, reason, secret_sealed,
              secret_index, secret_before) ON change_requests TO bimtek_app;
"""
GUARDED = ("participants", "identities", "groups", "suppliers")
FUNCTIONS = (
    "expect_change_request()", "hold_change_requests()", "expect_another(uuid, uuid, timestamptz)",
    "acts_for(uuid, uuid, timestamptz)",
)  # fmt: skip
NEW, NOW = sa.text("uuidv7()"), sa.text("bimtek_now()")


def requests() -> None:
    texts = {"kind": 40, "district_code": 13, "reason": 2000, "note": 2000}
    needed = ("kind", "reason")
    op.create_table(
        "change_requests",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=NEW, nullable=False),
        sa.Column("status", sa.String(length=40), server_default="draft", nullable=False),
        *(sa.Column(name, sa.String(length), nullable=name not in needed) for name, length in texts.items()),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in KEYS if name != "district_code"),
        sa.Column("record_version", sa.Integer(), nullable=False),
        *(sa.Column(name, postgresql.JSONB(), nullable=False) for name in ("before", "after")),
        *(sa.Column(f"secret_{name}", sa.LargeBinary(), nullable=True) for name in ("sealed", "index", "before")),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_tx", sa.BigInteger(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_change_requests_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_change_requests_{name}"))
            for name, target in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_requests")),
    )
    op.create_index(op.f("ix_change_requests_district_code_id"), "change_requests", ["district_code", "id"])
    for name in ("participant_id", "group_id", "supplier_id"):
        op.create_index(op.f(f"ix_change_requests_{name}"), "change_requests", [name])
    op.execute("ALTER TABLE change_requests ENABLE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY by_area ON change_requests USING (district_code IS NULL OR {HERE})"
        f" WITH CHECK (district_code IS NULL OR {HERE})"
    )


def upgrade() -> None:
    requests()
    op.execute(RULES)


def downgrade() -> None:
    for table in GUARDED:
        op.execute(f"DROP TRIGGER by_request ON {table}")
    op.drop_table("change_requests")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
