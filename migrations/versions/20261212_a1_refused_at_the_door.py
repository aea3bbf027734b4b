"""What a group refuses at the door is named piece by piece, goes back as a piece, and is not paid.

Refusals from before name no pieces: they are listed in `earlier_rows` and stay. A piece that is found bad goes back
to its supplier or is written off; a delivery that turned around on the road is counted as that.
"""

import sqlalchemy as sa
from alembic import op

revision = "refused_at_door"
down_revision = "refund_walls"
branch_labels = None
depends_on = None

DEFECTS = "('broken', 'incomplete', 'wrong')"
REASONS = "'broken', 'incomplete', 'wrong', 'not_needed', 'site_not_ready', 'other'"
STATUS = (
    "received", "in_stock", "rejected", "returned", "dispatched", "arrived", "damaged", "lost", "handed_over",
    "to_inspect",
)  # fmt: skip
EARLIER = """
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'refusals_name_pieces', id FROM handover_attempts WHERE kind = 'refused'
"""
# What may be paid for an order: accepted, not sent back, and not refused for a defect nobody found cleared since.
PAYABLE = f"""
CREATE FUNCTION payable_value(ordered uuid) RETURNS bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(sum(u.cost_rupiah), 0) FROM stock_units u JOIN order_lines l ON l.id = u.order_line_id
    WHERE l.order_id = ordered AND u.accepted_at IS NOT NULL AND u.status <> 'returned'
      AND NOT EXISTS (SELECT FROM refused_pieces p JOIN stock_returns b ON b.id = p.return_id
                      WHERE p.unit_id = u.id AND p.reason IN {DEFECTS} AND b.condition IS DISTINCT FROM 'good')
$$;
"""
WALLS = """
CREATE FUNCTION refused_piece_fits() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE piece stock_units; back stock_returns; door uuid;
BEGIN
    SELECT * INTO piece FROM stock_units WHERE id = NEW.unit_id FOR NO KEY UPDATE;
    SELECT * INTO back FROM stock_returns WHERE id = NEW.return_id;
    IF piece.status NOT IN ('in_stock', 'arrived') OR piece.for_line_id IS DISTINCT FROM NEW.application_line_id
       OR piece.serial <> NEW.serial OR back.unit_id <> piece.id OR back.inspected_by IS NOT NULL THEN
        RAISE EXCEPTION 'refused is a piece that was brought to the group' USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce((SELECT application_id FROM handovers WHERE id = NEW.handover_id),
                    (SELECT application_id FROM handover_attempts WHERE id = NEW.attempt_id AND kind = 'refused'))
    INTO door;
    IF door IS DISTINCT FROM back.application_id OR NOT EXISTS (
        SELECT FROM application_lines WHERE id = NEW.application_line_id AND application_id = door) THEN
        RAISE EXCEPTION 'refused by the group it was brought to' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.handover_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM handovers h CROSS JOIN LATERAL jsonb_path_query(h.snapshot, '$.items[*].refused[*]') said
        WHERE h.id = NEW.handover_id AND said ->> 'serial' = NEW.serial) THEN
        RAISE EXCEPTION 'the minutes do not say that it was refused' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.photo_id IS NOT NULL THEN
        SELECT sha256 INTO STRICT NEW.photo_sha256 FROM files WHERE id = NEW.photo_id AND kind = 'photo';
        IF EXISTS (SELECT FROM handover_photos WHERE sha256 = NEW.photo_sha256) THEN
            RAISE EXCEPTION 'a photo serves once' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refused_piece_fits BEFORE INSERT ON refused_pieces
    FOR EACH ROW EXECUTE FUNCTION refused_piece_fits();
CREATE FUNCTION photo_is_no_refusal() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM refused_pieces WHERE photo_sha256 = NEW.sha256) THEN
        RAISE EXCEPTION 'a photo serves once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER photo_is_no_refusal AFTER INSERT ON handover_photos
    FOR EACH ROW EXECUTE FUNCTION photo_is_no_refusal();
-- At the end of the transaction: the piece itself went back, and a refusal has its pieces.
CREATE FUNCTION refused_went_back() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM stock_returns b JOIN stock_units u ON u.id = b.unit_id
               WHERE b.id = NEW.return_id AND b.inspected_by IS NULL AND u.status <> 'to_inspect') THEN
        RAISE EXCEPTION 'what is refused goes back to the store' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refused_went_back AFTER INSERT ON refused_pieces DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refused_went_back();
CREATE FUNCTION refusal_names_pieces() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.receiver_id IS NULL OR NOT EXISTS (SELECT FROM refused_pieces WHERE attempt_id = NEW.id) THEN
        RAISE EXCEPTION 'a refusal says who refused which pieces' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refusal_names_pieces AFTER INSERT ON handover_attempts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'refused') EXECUTE FUNCTION refusal_names_pieces();
-- Lines of old minutes, too: a hold lets no part through.
CREATE FUNCTION line_not_held() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM handovers h JOIN case_holds o ON o.application_id = h.application_id
               WHERE h.id = NEW.handover_id AND o.released_at IS NULL) THEN
        RAISE EXCEPTION 'the case is on hold' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER line_not_held BEFORE INSERT ON handover_lines FOR EACH ROW EXECUTE FUNCTION line_not_held();
CREATE TRIGGER case_not_held BEFORE INSERT ON handover_attempts FOR EACH ROW EXECUTE FUNCTION case_not_held();
"""
ACCEPTED = """    SELECT coalesce(sum(u.cost_rupiah), 0) INTO accepted
    FROM stock_units u JOIN order_lines l ON l.id = u.order_line_id
    WHERE l.order_id = NEW.order_id AND u.accepted_at IS NOT NULL;
"""
BACK = "        IF NEW.status = 'to_inspect' AND (back.id IS NULL OR back.inspected_by IS NOT NULL)"
BAD = """        IF OLD.status = 'in_stock' AND NEW.status = 'to_inspect'
            AND NOT EXISTS (SELECT FROM refused_pieces WHERE return_id = back.id) THEN
            RAISE EXCEPTION 'from the store it comes back when a group refused it' USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.status = 'damaged' AND NEW.status IN ('returned', 'written_off')
            AND (back.inspected_by IS NULL OR back.condition = 'good'
                 OR NEW.status = 'returned' AND NEW.order_line_id IS NULL) THEN
            RAISE EXCEPTION 'nobody found it bad, or no supplier brought it' USING ERRCODE = 'check_violation';
        END IF;
"""
STEPS = ",in_stock to_inspect,dispatched to_inspect,damaged returned,damaged written_off"
# Function, a part of it before and now.
AMENDED = (
    ("supplier_payment_fits", ACCEPTED, "    accepted := payable_value(NEW.order_id);\n"),
    ("stock_piece_fits", "handed_over lost}", f"handed_over lost{STEPS}}}"),
    ("stock_piece_fits", BACK, BAD + BACK),
    ("stock_piece_fits", "('rejected', 'returned', 'lost')", "('rejected', 'returned', 'lost', 'written_off')"),
    ("order_line_wanted", "u.status = 'lost'", "u.status IN ('lost', 'written_off')"),
    ("order_line_wanted", "('rejected', 'returned', 'lost')", "('rejected', 'returned', 'lost', 'written_off')"),
)  # fmt: skip
FUNCTIONS = (
    "refused_piece_fits", "photo_is_no_refusal", "refused_went_back", "refusal_names_pieces", "line_not_held",
)  # fmt: skip
# Of `workflow_steps`: table, column, before, after.
MORE_STEPS = (
    ("stock_units", "status", "in_stock", "to_inspect"), ("stock_units", "status", "dispatched", "to_inspect"),
    ("stock_units", "status", "damaged", "returned"), ("stock_units", "status", "damaged", "written_off"),
    ("orders", "status", "completed", "placed"), ("dispatch_units", "outcome", "", "came_back"),
)  # fmt: skip
SIGNED = ("giver_signature_id", "receiver_signature_id")


def amend(function: str, old: str, new: str) -> None:
    """Only this part of it changes."""
    found = op.get_bind().execute(sa.text(f"SELECT pg_get_functiondef('{function}'::regproc)")).scalar_one()
    if old not in found:
        raise RuntimeError(f"{function} is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def choose(table: str, column: str, names: tuple[str, ...]) -> None:
    op.drop_constraint(f"ck_{table}_{column}", table)
    listed = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({listed})")


def outcomes(*more: str) -> None:
    choose("dispatch_units", "outcome", ("arrived", "damaged", "lost", *more))
    op.drop_constraint("ck_dispatch_units_explained", "dispatch_units")
    listed = ", ".join(f"'{name}'" for name in ("damaged", "lost", *more))
    op.create_check_constraint(
        op.f("ck_dispatch_units_explained"), "dispatch_units", f"outcome NOT IN ({listed}) OR note IS NOT NULL"
    )


def add_pieces() -> None:
    keys = (
        ("return_id", "stock_returns"), ("handover_id", "handovers"), ("attempt_id", "handover_attempts"),
        ("application_line_id", "application_lines"), ("unit_id", "stock_units"), ("photo_id", "files"),
    )  # fmt: skip
    optional = {"handover_id", "attempt_id", "photo_id"}
    op.create_table(
        "refused_pieces",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=name in optional) for name, _ in keys),
        sa.Column("serial", sa.String(60), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("photo_sha256", sa.String(64), nullable=True),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_refused_pieces_reason")),
        sa.CheckConstraint("num_nonnulls(handover_id, attempt_id) = 1", name=op.f("ck_refused_pieces_door")),
        sa.CheckConstraint(f"reason NOT IN {DEFECTS} OR photo_id IS NOT NULL", name=op.f("ck_refused_pieces_photo")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_refused_pieces_words")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_refused_pieces_{name}"))
            for name, table in keys
        ),
        sa.UniqueConstraint("return_id", name=op.f("uq_refused_pieces_return_id")),
        sa.UniqueConstraint("photo_sha256", name=op.f("uq_refused_pieces_photo_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_pieces")),
    )
    for column in ("handover_id", "attempt_id", "application_line_id", "unit_id"):
        op.create_index(op.f(f"ix_refused_pieces_{column}"), "refused_pieces", [column])
    op.execute("GRANT SELECT, INSERT ON refused_pieces TO bimtek_app")


def upgrade() -> None:
    add_pieces()
    op.add_column("handover_attempts", sa.Column("receiver_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_handover_attempts_receiver_id"), "handover_attempts", "participants", ["receiver_id"], ["person_id"]
    )
    for column in SIGNED:
        op.add_column("handover_attempts", sa.Column(column, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f"fk_handover_attempts_{column}"), "handover_attempts", "files", [column], ["id"])
    op.alter_column("stock_returns", "application_id", nullable=True)
    choose("stock_units", "status", (*STATUS, "written_off"))
    outcomes("came_back")
    for part in (PAYABLE, WALLS, EARLIER):
        op.execute(part)
    for function, old, new in AMENDED:
        amend(function, old, new)
    listed = ", ".join(str(step) for step in MORE_STEPS)
    op.execute(f"INSERT INTO workflow_steps (table_name, column_name, before, after) VALUES {listed}")


def downgrade() -> None:
    """Refusals name no pieces again; what came back stays where it is, what was written off lies damaged."""
    for function, old, new in reversed(AMENDED):
        amend(function, new, old)
    listed = ", ".join(str(step) for step in MORE_STEPS)
    op.execute(f"DELETE FROM workflow_steps WHERE (table_name, column_name, before, after) IN ({listed})")
    op.execute("DROP TRIGGER case_not_held ON handover_attempts")
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.drop_table("refused_pieces")
    op.execute("DROP FUNCTION payable_value")
    op.execute("ALTER TABLE stock_units DISABLE TRIGGER USER")
    op.execute("UPDATE stock_units SET status = 'damaged' WHERE status = 'written_off'")
    lone = "SELECT unit_id FROM stock_returns WHERE application_id IS NULL"
    op.execute(f"UPDATE stock_units SET status = 'damaged' WHERE status = 'to_inspect' AND id IN ({lone})")
    op.execute("ALTER TABLE stock_units ENABLE TRIGGER USER")
    op.execute("DELETE FROM stock_returns WHERE application_id IS NULL")
    op.execute("UPDATE dispatch_units SET outcome = 'damaged' WHERE outcome = 'came_back'")
    outcomes()
    choose("stock_units", "status", STATUS)
    op.alter_column("stock_returns", "application_id", nullable=False)
    for column in (*SIGNED, "receiver_id"):
        op.drop_column("handover_attempts", column)
    op.execute("DELETE FROM earlier_rows WHERE rule = 'refusals_name_pieces'")
