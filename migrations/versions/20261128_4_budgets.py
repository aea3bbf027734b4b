"""Budgets: years that are locked and closed, what each level has given away, money moved by two people."""

import sqlalchemy as sa
from alembic import op

revision = "budgets"
down_revision = "programme_texts"
branch_labels = None
depends_on = None

# Nodes from before know their programme by the calls that are paid from below them.
BACKFILL = """
INSERT INTO fiscal_years (year) SELECT DISTINCT fiscal_year FROM budget_nodes;
WITH RECURSIVE up AS (
    SELECT n.id, n.parent_id, c.programme_id FROM budget_nodes n JOIN calls c ON c.budget_line_id = n.id
    UNION SELECT n.id, n.parent_id, up.programme_id FROM budget_nodes n JOIN up ON n.id = up.parent_id
)
UPDATE budget_nodes n SET programme_id = up.programme_id FROM up WHERE up.id = n.id AND n.depth > 1;
UPDATE budget_nodes n
SET allocated = (SELECT coalesce(sum(c.ceiling), 0) FROM budget_nodes c WHERE c.parent_id = n.id);
"""
# A node lies below its parent in every sense; a locked year takes no new promises, a closed one nothing at all.
FITS = """
CREATE FUNCTION budget_node_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE state text; above budget_nodes;
BEGIN
    SELECT status INTO state FROM fiscal_years WHERE year = NEW.fiscal_year FOR SHARE;
    IF state = 'closed' OR state = 'locked' AND (
        TG_OP = 'INSERT' OR NEW.ceiling <> OLD.ceiling OR NEW.reserved > OLD.reserved AND NEW.spent = OLD.spent
    ) THEN
        RAISE EXCEPTION 'fiscal year % is %', NEW.fiscal_year, state USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.parent_id, NEW.depth, NEW.fiscal_year, NEW.district_code, NEW.programme_id)
            IS DISTINCT FROM (OLD.parent_id, OLD.depth, OLD.fiscal_year, OLD.district_code, OLD.programme_id) THEN
            RAISE EXCEPTION 'a budget node stays where it is' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.parent_id IS NOT NULL THEN
        SELECT * INTO above FROM budget_nodes WHERE id = NEW.parent_id FOR NO KEY UPDATE;
        IF NEW.depth <> above.depth + 1 OR NEW.fiscal_year <> above.fiscal_year
            OR above.depth > 1 AND NEW.programme_id IS DISTINCT FROM above.programme_id
            OR above.district_code IS NOT NULL AND NEW.district_code IS DISTINCT FROM above.district_code
               AND coalesce(NEW.district_code, '') NOT LIKE above.district_code || '.%' THEN
            RAISE EXCEPTION 'the budget node does not lie below its parent' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_node_fits BEFORE INSERT OR UPDATE ON budget_nodes
    FOR EACH ROW EXECUTE FUNCTION budget_node_fits();
"""
ALLOCATED = """
CREATE FUNCTION budget_node_allocates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE budget_nodes SET allocated = allocated + NEW.ceiling - CASE TG_OP WHEN 'UPDATE' THEN OLD.ceiling ELSE 0 END
    WHERE id = NEW.parent_id;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_node_allocates AFTER INSERT OR UPDATE OF ceiling ON budget_nodes
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION budget_node_allocates();
"""


def choose(name: str, *values: str) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False, server_default=values[0])


def upgrade() -> None:
    op.create_table(
        "fiscal_years",
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        choose("status", "open", "locked", "closed"),
        sa.Column("locked_by", sa.Uuid(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(status = 'open') = (locked_by IS NULL)", name=op.f("ck_fiscal_years_locked")),
        sa.CheckConstraint("(status = 'closed') = (closed_by IS NOT NULL)", name=op.f("ck_fiscal_years_closed")),
        sa.CheckConstraint("closed_by <> locked_by", name=op.f("ck_fiscal_years_two_people")),
        sa.ForeignKeyConstraint(["locked_by"], ["identities.id"], name=op.f("fk_fiscal_years_locked_by")),
        sa.ForeignKeyConstraint(["closed_by"], ["identities.id"], name=op.f("fk_fiscal_years_closed_by")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_fiscal_years")),
    )
    op.add_column("budget_nodes", sa.Column("programme_id", sa.Uuid(), nullable=True))
    op.add_column("budget_nodes", sa.Column("allocated", sa.BigInteger(), server_default="0", nullable=False))
    op.execute(BACKFILL)
    for name, columns, target in (
        ("fk_budget_nodes_programme_id", "programme_id", "programmes.id"),
        ("fk_budget_nodes_fiscal_year", "fiscal_year", "fiscal_years.year"),
    ):
        table, column = target.split(".")
        op.create_foreign_key(op.f(name), "budget_nodes", table, [columns], [column])
    op.create_check_constraint(op.f("ck_budget_nodes_allocated"), "budget_nodes", "allocated BETWEEN 0 AND ceiling")
    op.create_index(op.f("ix_budget_nodes_fiscal_year"), "budget_nodes", ["fiscal_year"])
    op.execute(FITS)
    op.execute(ALLOCATED)
    op.create_table(
        "budget_moves",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=True),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("letter_number", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        choose("status", "proposed", "approved", "refused"),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(2000), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_budget_moves_amount")),
        sa.CheckConstraint("from_id IS DISTINCT FROM to_id", name=op.f("ck_budget_moves_ends")),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_budget_moves_two_people")),
        sa.CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name=op.f("ck_budget_moves_decided")),
        sa.ForeignKeyConstraint(["fiscal_year"], ["fiscal_years.year"], name=op.f("fk_budget_moves_fiscal_year")),
        sa.ForeignKeyConstraint(["from_id"], ["budget_nodes.id"], name=op.f("fk_budget_moves_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["budget_nodes.id"], name=op.f("fk_budget_moves_to_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["identities.id"], name=op.f("fk_budget_moves_proposed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_budget_moves_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_moves")),
    )
    op.create_index(op.f("ix_budget_moves_fiscal_year_id"), "budget_moves", ["fiscal_year", "id"])
    op.execute("GRANT SELECT, INSERT, UPDATE ON fiscal_years, budget_moves TO bimtek_app")


def downgrade() -> None:
    op.drop_table("budget_moves")
    op.execute("DROP TRIGGER budget_node_allocates ON budget_nodes; DROP FUNCTION budget_node_allocates()")
    op.execute("DROP TRIGGER budget_node_fits ON budget_nodes; DROP FUNCTION budget_node_fits()")
    op.drop_index(op.f("ix_budget_nodes_fiscal_year"), "budget_nodes")
    op.drop_constraint(op.f("ck_budget_nodes_allocated"), "budget_nodes", type_="check")
    for name in ("fk_budget_nodes_programme_id", "fk_budget_nodes_fiscal_year"):
        op.drop_constraint(op.f(name), "budget_nodes", type_="foreignkey")
    op.drop_column("budget_nodes", "allocated")
    op.drop_column("budget_nodes", "programme_id")
    op.drop_table("fiscal_years")
