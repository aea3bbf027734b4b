"""A demand is paid when its receipts are whole; its rest is let go, or all of it withdrawn, by two with a reason.

Approved demands whose confirmed receipts are whole become `paid`; nothing else of the rows from before changes. The
way back knows neither: what was paid or let go in part is approved again, what was withdrawn is refused.
"""

import sqlalchemy as sa
from alembic import op

revision = "demand_rulings"
down_revision = "photo_of_one_door"
branch_labels = None
depends_on = None

AREAS = "(SELECT current_setting('bimtek.areas', true))"
HERE = f"{AREAS} = '*' OR district_code LIKE ANY ((SELECT string_to_array({AREAS}, ','))::text[])"
PROGRAMME = (
    f"(SELECT strpos({AREAS}, '=') = 0) OR application_id IN (SELECT a.id FROM applications a)"
)  # fmt: skip
PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
# What was withdrawn or let go takes no more room than what came back of it.
ROOM = """
CREATE OR REPLACE FUNCTION refund_room(paid uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT p.amount_rupiah
         - (SELECT coalesce(sum({asked}), 0) FROM refund_demands d
            WHERE d.payment_id = p.id AND d.status <> 'refused')
         - (SELECT coalesce(sum(r.amount_rupiah), 0) FROM refund_receipts r
            WHERE r.payment_id = p.id AND r.demand_id IS NULL AND r.status <> 'refused')
    FROM tranche_payments p WHERE p.id = paid AND p.status = 'paid'
$$;
"""
PART = "CASE WHEN d.status IN ('withdrawn', 'let_go') THEN demand_paid(d.id) ELSE d.amount_rupiah END"
PAID = """
CREATE FUNCTION demand_paid(demand uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(r.amount_rupiah), 0)::bigint FROM refund_receipts r
    WHERE r.demand_id = demand AND r.status = 'confirmed'
$$;
"""
WALLS = f"""
CREATE FUNCTION demand_moves() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_by IS NOT NULL THEN
            RAISE EXCEPTION 'it begins undecided' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.decided_by IS NULL THEN RETURN NEW; END IF;
    IF to_jsonb(NEW) - 'version' - 'status' IS DISTINCT FROM to_jsonb(OLD) - 'version' - 'status'
       OR NEW.status <> OLD.status AND NEW.status NOT IN ('paid', 'withdrawn', 'let_go') THEN
        RAISE EXCEPTION 'decided once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> OLD.status AND (NEW.status = 'paid') <> (demand_paid(NEW.id) = NEW.amount_rupiah) THEN
        RAISE EXCEPTION 'a demand is paid when its receipts are whole' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status IN ('withdrawn', 'let_go') AND NEW.status <> OLD.status AND NOT EXISTS (
        SELECT FROM demand_rulings WHERE demand_id = NEW.id AND status = 'approved' AND kind = NEW.status) THEN
        RAISE EXCEPTION 'let go by two alone' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER decided_once ON refund_demands;
CREATE TRIGGER demand_moves BEFORE INSERT OR UPDATE ON refund_demands
    FOR EACH ROW EXECUTE FUNCTION demand_moves();
CREATE FUNCTION ruling_fits() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    PERFORM 1 FROM applications WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF NEW.status IN ('proposed', 'approved') AND (TG_OP = 'INSERT' OR OLD.status <> NEW.status) THEN
        IF NOT EXISTS (SELECT FROM refund_demands d WHERE d.id = NEW.demand_id AND d.status = 'approved'
                   AND (d.application_id, d.district_code) = (NEW.application_id, NEW.district_code)
                   AND d.amount_rupiah - demand_paid(d.id) = NEW.rest_rupiah) THEN
            RAISE EXCEPTION 'let go is the rest of what is asked back' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT FROM refund_receipts WHERE demand_id = NEW.demand_id AND status = 'recorded') THEN
            RAISE EXCEPTION 'a receipt of it is not decided' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.kind = 'withdrawn' AND demand_paid(NEW.demand_id) > 0 THEN
            RAISE EXCEPTION 'paid in part it is not withdrawn' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ruling_fits BEFORE INSERT OR UPDATE ON demand_rulings
    FOR EACH ROW EXECUTE FUNCTION ruling_fits();
CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON demand_rulings
    FOR EACH ROW EXECUTE FUNCTION decided_once('decided_by');
CREATE TRIGGER two_hands_asked_by_decided_by BEFORE INSERT OR UPDATE ON demand_rulings
    FOR EACH ROW EXECUTE FUNCTION two_hands('asked_by', 'decided_by');
CREATE TRIGGER refund_decided_outside BEFORE UPDATE OF decided_by ON demand_rulings
    FOR EACH ROW EXECUTE FUNCTION refund_decided_outside();
CREATE TRIGGER zz_status_follows_its_steps_insert BEFORE INSERT ON demand_rulings
    FOR EACH ROW EXECUTE FUNCTION follows_its_steps('status');
CREATE TRIGGER zz_status_follows_its_steps_update BEFORE UPDATE ON demand_rulings FOR EACH ROW
    WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION follows_its_steps('status');
-- At the end of the transaction: the demand says what its receipts and its ruling say.
CREATE FUNCTION demand_follows() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE asked refund_demands;
BEGIN
    SELECT * INTO asked FROM refund_demands WHERE id = NEW.demand_id;
    IF asked.status = 'approved' AND (demand_paid(asked.id) = asked.amount_rupiah OR EXISTS (
        SELECT FROM demand_rulings WHERE demand_id = asked.id AND status = 'approved')) THEN
        RAISE EXCEPTION 'the demand follows its receipts and its ruling' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER demand_follows AFTER UPDATE ON refund_receipts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'confirmed' AND NEW.demand_id IS NOT NULL) EXECUTE FUNCTION demand_follows();
CREATE CONSTRAINT TRIGGER demand_follows AFTER UPDATE ON demand_rulings DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'approved') EXECUTE FUNCTION demand_follows();
"""
STEPS = (
    ("refund_demands", "approved", "paid"), ("refund_demands", "approved", "withdrawn"),
    ("refund_demands", "approved", "let_go"), ("demand_rulings", "*", "proposed"),
    ("demand_rulings", "proposed", "approved"), ("demand_rulings", "proposed", "refused"),
)  # fmt: skip
STATES, MORE = ("proposed", "approved", "refused"), ("paid", "withdrawn", "let_go")
PEOPLE = ("asked_by", "decided_by")


def choose(names: tuple[str, ...]) -> None:
    op.drop_constraint("ck_refund_demands_status", "refund_demands")
    listed = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_refund_demands_status"), "refund_demands", f"status IN ({listed})")


def add_table() -> None:
    keys = {"demand_id": "refund_demands.id", "application_id": "applications.id"}
    op.create_table(
        "demand_rulings",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in (*keys, "asked_by")),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("rest_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("letter_number", sa.String(80), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(2000), nullable=True),
        sa.CheckConstraint("kind IN ('withdrawn', 'let_go')", name=op.f("ck_demand_rulings_kind")),
        sa.CheckConstraint("status IN ('proposed', 'approved', 'refused')", name=op.f("ck_demand_rulings_status")),
        sa.CheckConstraint("rest_rupiah > 0", name=op.f("ck_demand_rulings_rest")),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_demand_rulings_two_people")),
        sa.CheckConstraint(
            "(status = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_demand_rulings_decided"),
        ),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_demand_rulings_{name}"))
            for name, target in (keys | dict.fromkeys(PEOPLE, "identities.id")).items()
        ),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_demand_rulings_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_rulings")),
    )
    op.create_index(
        "uq_demand_rulings_open", "demand_rulings", ["demand_id"], unique=True,
        postgresql_where=sa.text("status <> 'refused'"),
    )  # fmt: skip
    op.create_index(op.f("ix_demand_rulings_application_id"), "demand_rulings", ["application_id"])
    op.execute("ALTER TABLE demand_rulings ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON demand_rulings USING ({HERE}) WITH CHECK ({HERE})")
    op.execute(f"CREATE POLICY by_programme ON demand_rulings AS RESTRICTIVE USING ({PROGRAMME})")
    decided = "status, version, decided_by, decided_at, decision_note"
    op.execute(f"GRANT SELECT, INSERT, UPDATE ({decided}) ON demand_rulings TO bimtek_app")


def upgrade() -> None:
    add_table()
    choose((*STATES, *MORE))
    op.execute(PAID)
    op.execute("ALTER TABLE refund_demands DISABLE TRIGGER USER")
    op.execute("UPDATE refund_demands SET status = 'paid'"
               " WHERE status = 'approved' AND demand_paid(id) = amount_rupiah")  # fmt: skip
    op.execute("ALTER TABLE refund_demands ENABLE TRIGGER USER")
    op.execute(WALLS)
    op.execute(ROOM.replace("{asked}", PART))
    listed = ", ".join(str((table, "status", before, after)) for table, before, after in STEPS)
    op.execute(f"INSERT INTO workflow_steps (table_name, column_name, before, after) VALUES {listed}")


def downgrade() -> None:
    op.execute("ALTER TABLE refund_demands DISABLE TRIGGER USER")
    op.execute("UPDATE refund_demands SET status = 'approved' WHERE status = 'paid'")
    op.execute("UPDATE refund_demands SET status = 'refused' WHERE status IN ('withdrawn', 'let_go')"
               " AND demand_paid(id) = 0")  # fmt: skip
    op.execute("UPDATE refund_demands SET status = 'approved' WHERE status IN ('withdrawn', 'let_go')")
    op.execute("ALTER TABLE refund_demands ENABLE TRIGGER USER")
    op.execute(ROOM.replace("{asked}", "d.amount_rupiah"))
    op.execute("DROP FUNCTION demand_moves CASCADE")
    op.execute("CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON refund_demands"
               " FOR EACH ROW EXECUTE FUNCTION decided_once('decided_by')")  # fmt: skip
    op.drop_table("demand_rulings")
    for name in ("demand_follows", "ruling_fits"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.execute("DROP FUNCTION demand_paid")
    choose(STATES)
    for table, before, after in STEPS:
        step = f"table_name = '{table}' AND before = '{before}' AND after = '{after}'"
        op.execute(f"DELETE FROM workflow_steps WHERE {step}")
