"""Accounts, group ends and supplier versions: what a change request brings about, and what keeps the record of then.

Who owns a supplier, and its account, are recorded once without a request; that, too, is a version. Every supplier
gets a first version out of today's record; orders and payments of before point to it, since no earlier one was kept.
No group has ended yet, and no member was more than member or chair.
"""

import sqlalchemy as sa
from alembic import op

revision = "supplier_versions"
down_revision = "change_requests"
branch_labels = None
depends_on = None

SUPPLIER_COLUMNS = (
    "nib, name, address, phone, owner_name, owner_id, bank, account_holder, account_index, account_last4"
)
NEW, NOW = sa.text("uuidv7()"), sa.text("bimtek_now()")
RULES = """
-- A verified account is somebody's word already: another one takes its place by a request only.
CREATE FUNCTION expect_account_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = tg_relid)) <> current_user
       AND EXISTS (SELECT FROM group_accounts a WHERE a.group_id = new.group_id AND a.verified_at IS NOT NULL)
       AND NOT EXISTS (
           SELECT FROM change_requests c
           WHERE c.applied_tx = pg_current_xact_id()::text::bigint AND c.status = 'applied' AND c.kind = 'account'
             AND c.group_id = new.group_id
             AND (tg_op = 'UPDATE' OR (c.secret_index, c.after ->> 'bank', c.after ->> 'holder')
                  = (new.number_index, new.bank, new.holder))) THEN
        RAISE EXCEPTION 'a verified account changes by a change request only';
    END IF;
    RETURN new;
END $$;

CREATE FUNCTION expect_group_free() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM applications a WHERE (a.group_id = new.id OR EXISTS (
        SELECT FROM assets s WHERE s.application_id = a.id AND s.group_id = new.id)) AND a.status NOT IN (
        'discarded', 'lapsed', 'ineligible', 'withdrawn', 'not_selected', 'rejected', 'approval_cancelled',
        'decree_revoked', 'closed', 'recalled')) THEN
        RAISE EXCEPTION 'a group with a living case does not end' USING ERRCODE = 'check_violation';
    END IF;
    RETURN new;
END $$;

CREATE FUNCTION expect_group_lives() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM FROM groups g WHERE g.id = new.group_id AND g.ended_on IS NULL FOR SHARE;
    IF NOT found THEN
        RAISE EXCEPTION 'a group that ended asks for nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN new;
END $$;

CREATE FUNCTION keep_supplier_version() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    last integer := (SELECT max(number) FROM supplier_versions WHERE supplier_id = new.id);
    request uuid;
BEGIN
    IF tg_op = 'UPDATE' THEN
        IF (to_jsonb(new) - 'version') = (to_jsonb(old) - 'version') THEN
            RETURN new;
        END IF;
        request := (SELECT c.id FROM change_requests c WHERE c.supplier_id = new.id AND c.status = 'applied'
                      AND c.applied_tx = pg_current_xact_id()::text::bigint ORDER BY c.decided_at DESC, c.id DESC
                    LIMIT 1);
    END IF;
    INSERT INTO supplier_versions (supplier_id, number, nib, name, address, phone, owner_name, owner_id, bank,
                                   account_holder, account_index, account_last4, request_id)
    VALUES (new.id, coalesce(last, 0) + 1, new.nib, new.name, new.address, new.phone, new.owner_name, new.owner_id,
            new.bank, new.account_holder, new.account_index, new.account_last4, request);
    RETURN new;
END $$;

CREATE FUNCTION take_supplier_version() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF tg_op = 'UPDATE' THEN
        IF new.supplier_version_id IS DISTINCT FROM old.supplier_version_id THEN
            RAISE EXCEPTION 'what was made to a supplier keeps its version';
        END IF;
        RETURN new;
    END IF;
    new.supplier_version_id := (
        SELECT v.id FROM supplier_versions v
        WHERE v.supplier_id = CASE tg_table_name
            WHEN 'orders' THEN (to_jsonb(new) ->> 'supplier_id')::uuid
            ELSE (SELECT o.supplier_id FROM orders o WHERE o.id = (to_jsonb(new) ->> 'order_id')::uuid) END
        ORDER BY v.number DESC LIMIT 1);
    RETURN new;
END $$;

CREATE TRIGGER by_request BEFORE INSERT ON group_accounts FOR EACH ROW EXECUTE FUNCTION expect_account_request();
CREATE TRIGGER end_by_request BEFORE UPDATE ON group_accounts FOR EACH ROW
    WHEN (old.verified_at IS NOT NULL AND new.ended_at IS DISTINCT FROM old.ended_at)
    EXECUTE FUNCTION expect_account_request();
CREATE TRIGGER end_free BEFORE UPDATE ON groups FOR EACH ROW
    WHEN (new.ended_on IS NOT NULL AND old.ended_on IS NULL) EXECUTE FUNCTION expect_group_free();
CREATE TRIGGER of_living_group BEFORE INSERT ON applications
    FOR EACH ROW EXECUTE FUNCTION expect_group_lives();
CREATE TRIGGER keep_version AFTER INSERT OR UPDATE ON suppliers
    FOR EACH ROW EXECUTE FUNCTION keep_supplier_version();
CREATE TRIGGER take_version BEFORE INSERT OR UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION take_supplier_version();
CREATE TRIGGER take_version BEFORE INSERT OR UPDATE ON supplier_payments
    FOR EACH ROW EXECUTE FUNCTION take_supplier_version();
GRANT SELECT ON supplier_versions TO bimtek_app;
"""
TRIGGERS = {
    "groups": ("end_free",),
    "suppliers": ("keep_version",),
    "group_accounts": ("by_request", "end_by_request"),
    "applications": ("of_living_group",),
    "orders": ("take_version",),
    "supplier_payments": ("take_version",),
}
MEMBERS = ("group_members", "case_members", "decree_change_members")
FUNCTIONS = (
    "expect_account_request", "expect_group_free", "expect_group_lives", "keep_supplier_version",
    "take_supplier_version",
)  # fmt: skip
KINDS = [
    "received", "confirmed", "queued", "offered", "invited", "offer_lapsed", "accepted", "rejected", "returned",
    "lapsed", "cancelled", "completed", "postponed", "new_dates", "plan_changed", "reminder", "one_time_code",
]  # fmt: skip


def versions() -> None:
    op.create_table(
        "supplier_versions",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("id", sa.Uuid(), server_default=NEW, nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("nib", sa.String(length=13), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=False),
        sa.Column("owner_name", sa.String(length=120), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("bank", sa.String(length=60), nullable=True),
        sa.Column("account_holder", sa.String(length=120), nullable=True),
        sa.Column("account_index", sa.LargeBinary(), nullable=True),
        sa.Column("account_last4", sa.String(length=4), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["identities.id"], name=op.f("fk_supplier_versions_owner_id")),
        sa.CheckConstraint("number > 1 OR request_id IS NULL", name=op.f("ck_supplier_versions_request")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_versions_supplier_id")),
        sa.ForeignKeyConstraint(["request_id"], ["change_requests.id"], name=op.f("fk_supplier_versions_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_versions")),
    )
    op.create_index("uq_supplier_versions_number", "supplier_versions", ["supplier_id", "number"], unique=True)
    op.execute(
        f"INSERT INTO supplier_versions (supplier_id, number, {SUPPLIER_COLUMNS}, created_at)"
        f" SELECT id, 1, {SUPPLIER_COLUMNS}, created_at FROM suppliers"
    )
    for table, of in (
        ("orders", "v.supplier_id = t.supplier_id"),
        ("supplier_payments", "v.supplier_id = (SELECT o.supplier_id FROM orders o WHERE o.id = t.order_id)"),
    ):
        op.add_column(table, sa.Column("supplier_version_id", sa.Uuid(), nullable=True))
        op.execute(f"UPDATE {table} t SET supplier_version_id = v.id FROM supplier_versions v WHERE {of}")
        op.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} ALTER supplier_version_id SET NOT NULL")
        op.create_foreign_key(
            op.f(f"fk_{table}_supplier_version_id"), table, "supplier_versions", ["supplier_version_id"], ["id"]
        )


def one_of(table: str, column: str, values: list[str]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
    rule = ", ".join(f"'{each}'" for each in values)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({rule})")


def upgrade() -> None:
    versions()
    op.add_column("groups", sa.Column("ended_on", sa.Date(), nullable=True))
    for table in MEMBERS:
        one_of(table, "role", ["chair", "secretary", "treasurer", "member"])
    one_of("messages", "kind", [*KINDS, "record_corrected"])
    op.execute(RULES)


def downgrade() -> None:
    for table, names in TRIGGERS.items():
        for name in names:
            op.execute(f"DROP TRIGGER {name} ON {table}")
    for table in ("orders", "supplier_payments"):
        op.drop_column(table, "supplier_version_id")
    op.drop_table("supplier_versions")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}()")
    op.drop_column("groups", "ended_on")
    for table in MEMBERS:
        op.execute(f"UPDATE {table} SET role = 'member' WHERE role IN ('secretary', 'treasurer')")
        one_of(table, "role", ["chair", "member"])
    op.execute("DELETE FROM messages WHERE kind = 'record_corrected'")
    one_of("messages", "kind", KINDS)
