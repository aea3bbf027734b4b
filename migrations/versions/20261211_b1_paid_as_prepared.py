"""Money leaves for the supplier and the account that were looked at when the payment was prepared, or not at all.

Payments that left before stay as they are, without `released_at`: nobody wrote down when. What is prepared today for
a record or an account that changed since is not lost: it is cancelled and prepared again.
"""

import sqlalchemy as sa
from alembic import op

revision = "paid_as_prepared"
down_revision = "papers_withdrawn"
branch_labels = None
depends_on = None

# The locks: whoever changes the record or the account meanwhile waits, or was first and is seen.
WALLS = """
CREATE FUNCTION paid_as_prepared() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE leaves boolean := NEW.status = 'paid' AND (TG_OP = 'INSERT' OR OLD.status <> 'paid');
BEGIN
    IF leaves THEN
        PERFORM FROM suppliers s JOIN orders o ON o.supplier_id = s.id WHERE o.id = NEW.order_id FOR SHARE OF s;
        IF EXISTS (SELECT FROM supplier_versions v JOIN supplier_versions later ON later.supplier_id = v.supplier_id
                   WHERE v.id = NEW.supplier_version_id AND later.number > v.number) THEN
            RAISE EXCEPTION 'the supplier changed since' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.released_at := CASE WHEN leaves THEN bimtek_now() WHEN TG_OP = 'UPDATE' THEN OLD.released_at END;
    RETURN NEW;
END $$;
CREATE TRIGGER zz_paid_as_prepared BEFORE INSERT OR UPDATE ON supplier_payments
    FOR EACH ROW EXECUTE FUNCTION paid_as_prepared();

CREATE FUNCTION sent_as_prepared() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM group_accounts a WHERE a.id = NEW.account_id AND a.ended_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the account changed since' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_as_prepared BEFORE UPDATE ON tranche_payments
    FOR EACH ROW WHEN (NEW.status = 'sent' AND OLD.status <> 'sent') EXECUTE FUNCTION sent_as_prepared();
"""


def upgrade() -> None:
    op.add_column("supplier_payments", sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(WALLS)


def downgrade() -> None:
    op.execute("DROP FUNCTION sent_as_prepared CASCADE")
    op.execute("DROP FUNCTION paid_as_prepared CASCADE")
    op.drop_column("supplier_payments", "released_at")
