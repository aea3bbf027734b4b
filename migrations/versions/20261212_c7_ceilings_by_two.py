"""Ceilings are what approved moves made of them: a node begins with nothing, and one trigger moves money.

First ceilings were one person's act, and the application's role could write any (`UPDATE budget_nodes SET ceiling`).
Now both are a move that one asked for and another approved; the application cannot write a ceiling, nor change what
was asked for. What a node had before that no move explains stays, as `carried`.
"""

import sqlalchemy as sa
from alembic import op

revision = "ceilings_by_two"
down_revision = "states_have_their_acts"
branch_labels = None
depends_on = None

WALLS = """
CREATE FUNCTION budget_moved(of_node uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE below AS (
        SELECT of_node AS id UNION ALL SELECT n.id FROM budget_nodes n JOIN below b ON n.parent_id = b.id)
    SELECT coalesce(sum(CASE WHEN m.to_id IN (SELECT id FROM below) THEN m.amount ELSE 0 END
                      - CASE WHEN m.from_id IN (SELECT id FROM below) THEN m.amount ELSE 0 END), 0)::bigint
    FROM budget_moves m WHERE m.status = 'approved'
$$;
CREATE FUNCTION budget_path(of_node uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up AS (
        SELECT id, parent_id FROM budget_nodes WHERE id = of_node
        UNION ALL SELECT n.id, n.parent_id FROM budget_nodes n JOIN up ON n.id = up.parent_id)
    SELECT id FROM up
$$;
CREATE FUNCTION ceiling_moves_by_two() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'a ceiling is what approved moves made of it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ceiling_moves_by_two BEFORE UPDATE ON budget_nodes FOR EACH ROW
    WHEN ((NEW.ceiling, NEW.carried) IS DISTINCT FROM (OLD.ceiling, OLD.carried))
    EXECUTE FUNCTION ceiling_moves_by_two();
CREATE TRIGGER ceiling_begins_with_nothing BEFORE INSERT ON budget_nodes FOR EACH ROW
    WHEN (NEW.ceiling <> 0 OR NEW.carried <> 0) EXECUTE FUNCTION ceiling_moves_by_two();
CREATE FUNCTION budget_move_fits() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.status <> 'proposed' OR EXISTS (
        SELECT FROM budget_nodes n WHERE n.id IN (NEW.from_id, NEW.to_id) AND (
            n.fiscal_year <> NEW.fiscal_year OR NEW.district_code <> 'ID' AND (
                n.district_code IS NULL OR NOT starts_with(n.district_code || '.', NEW.district_code || '.')))) THEN
        RAISE EXCEPTION 'a move lies in its year and region' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_move_fits BEFORE INSERT ON budget_moves FOR EACH ROW EXECUTE FUNCTION budget_move_fits();
CREATE FUNCTION budget_move_shifts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE node uuid;
BEGIN
    -- From the source up to what both ends share, then down to the target: no level ever gives more than it has.
    FOR node IN SELECT id FROM budget_nodes WHERE id IN (SELECT budget_path(NEW.from_id))
        AND id NOT IN (SELECT budget_path(NEW.to_id)) ORDER BY depth DESC LOOP
        UPDATE budget_nodes SET ceiling = ceiling - NEW.amount WHERE id = node;
    END LOOP;
    FOR node IN SELECT id FROM budget_nodes WHERE id IN (SELECT budget_path(NEW.to_id))
        AND id NOT IN (SELECT budget_path(NEW.from_id)) ORDER BY depth LOOP
        UPDATE budget_nodes SET ceiling = ceiling + NEW.amount WHERE id = node;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_move_shifts AFTER UPDATE ON budget_moves FOR EACH ROW
    WHEN (NEW.status = 'approved' AND OLD.status <> 'approved') EXECUTE FUNCTION budget_move_shifts();
"""
DECISION = "status, version, decided_by, decided_at, decision_note"


def upgrade() -> None:
    more = sa.Column("carried", sa.BigInteger, nullable=False, server_default=sa.text("0"))
    op.add_column("budget_nodes", more)
    op.execute(WALLS)
    # A closed year stands still: its trigger would refuse the mark.
    op.execute("ALTER TABLE budget_nodes DISABLE TRIGGER budget_node_fits")
    op.execute("UPDATE budget_nodes SET carried = ceiling - budget_moved(id)")
    op.execute("ALTER TABLE budget_nodes ENABLE TRIGGER budget_node_fits")
    op.execute("REVOKE UPDATE ON budget_moves FROM bimtek_app")
    op.execute(f"GRANT UPDATE ({DECISION}) ON budget_moves TO bimtek_app")


def downgrade() -> None:
    op.execute(f"REVOKE UPDATE ({DECISION}) ON budget_moves FROM bimtek_app")
    op.execute("GRANT UPDATE ON budget_moves TO bimtek_app")
    for name in ("budget_move_shifts", "budget_move_fits", "ceiling_moves_by_two"):
        op.execute(f"DROP FUNCTION {name} CASCADE")
    for name in ("budget_path", "budget_moved"):
        op.execute(f"DROP FUNCTION {name}(uuid)")
    op.drop_column("budget_nodes", "carried")
