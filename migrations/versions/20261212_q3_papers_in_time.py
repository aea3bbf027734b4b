"""An officer whose paper nobody has read works on, and after thirty days holds no duty and approves nothing.

The days count from this migration for whoever is older than it, and from the account's own day for everybody else. No
row changes: what was done before stays, and one reading by another administrator ends it at once.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "papers_in_time"
down_revision = "demand_rulings"
branch_labels = None
depends_on = None

PATH = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
RULE = """
CREATE FUNCTION paper_due(account uuid) RETURNS timestamptz LANGUAGE sql STABLE {path} AS $$
    SELECT greatest(o.created_at, timestamptz '{since}') + interval '30 days' FROM officers o
    WHERE o.person_id = account AND NOT EXISTS (SELECT FROM officer_papers p WHERE p.officer_id = o.person_id)
$$;
CREATE FUNCTION paper_overdue(person uuid) RETURNS boolean LANGUAGE sql STABLE {path} AS $$
    SELECT EXISTS (SELECT FROM officers o WHERE o.disabled_at IS NULL AND human(o.person_id) = human(person)
                   AND paper_due(o.person_id) <= bimtek_now())
$$;
CREATE FUNCTION holder_paper_read() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF paper_overdue(NEW.person_id) THEN
        RAISE EXCEPTION 'paper not read' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holder_paper_read BEFORE INSERT ON case_duties FOR EACH ROW EXECUTE FUNCTION holder_paper_read();
-- The day of an account is not moved to win time.
CREATE FUNCTION account_day_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.created_at > bimtek_now() OR TG_OP = 'UPDATE' AND NEW.created_at > OLD.created_at THEN
        RAISE EXCEPTION 'an account is as old as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_day_stays BEFORE INSERT OR UPDATE OF created_at ON officers
    FOR EACH ROW EXECUTE FUNCTION account_day_stays();
"""
HANDS = "    IF first <> later AND one_human(first, later) THEN\n"
READ = """    IF about IS NOT TRUE AND paper_overdue(later) THEN
        RAISE EXCEPTION 'paper not read' USING ERRCODE = 'check_violation';
    END IF;
"""
ANOTHER = "    IF unknown_officer(decider) THEN\n"
READ_TOO = """    IF paper_overdue(decider) THEN
        RAISE EXCEPTION 'paper not read' USING ERRCODE = 'check_violation';
    END IF;
"""
AMENDED = (("two_hands()", HANDS, READ), ("expect_another(uuid, uuid, timestamptz)", ANOTHER, READ_TOO))
FUNCTIONS = ("holder_paper_read", "account_day_stays", "paper_overdue", "paper_due")


def amend(function: str, old: str, new: str) -> None:
    found = op.get_bind().execute(sa.text(f"SELECT pg_get_functiondef('{function}'::regprocedure)")).scalar_one()
    if found.count(old) != 1:
        raise RuntimeError(f"{function} is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def upgrade() -> None:
    op.execute(RULE.format(path=PATH, since=datetime.now(UTC).isoformat()))
    for function, before, read in AMENDED:
        amend(function, before, read + before)


def downgrade() -> None:
    for function, before, read in AMENDED:
        amend(function, read + before, before)
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name} CASCADE")
