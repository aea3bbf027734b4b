"""Money goes to an account in the name of the group or of a member, or to one that a further officer cleared.

Names are compared without case, accents, punctuation and the words that only say what kind of group it is, as banks
print them. Accounts verified before keep that; no further payment leaves for one whose holder is somebody else until
it is cleared: the trigger judges payments on their way, not those that arrived.
"""

import sqlalchemy as sa
from alembic import op

revision = "account_holders"
down_revision = "bank_returns"
branch_labels = None
depends_on = None

MATCHES = r"""
CREATE FUNCTION bare_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT btrim(regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(lower(normalize(name, NFKD)), '[\u0300-\u036f''’`]', '', 'g'),
    '[^a-z0-9]+', ' ', 'g'), '\m(kub|kelompok|usaha|bersama)\M', ' ', 'g'), ' +', ' ', 'g'))
$$;
CREATE FUNCTION holder_matches(of_group uuid, holder text) RETURNS boolean LANGUAGE sql STABLE AS $$
SELECT bare_name(holder) <> '' AND (
    EXISTS (SELECT FROM groups g WHERE g.id = of_group AND bare_name(g.name) = bare_name(holder))
    OR EXISTS (SELECT FROM group_members m JOIN participants p ON p.person_id = m.person_id
               WHERE m.group_id = of_group AND m.valid_to IS NULL AND bare_name(p.name) = bare_name(holder)))
$$;
CREATE FUNCTION account_holder_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verified_at IS NOT NULL AND NEW.holder_cleared_by IS NULL
       AND (TG_OP = 'INSERT' OR OLD.verified_at IS NULL OR OLD.holder <> NEW.holder)
       AND NOT holder_matches(NEW.group_id, NEW.holder) THEN
        RAISE EXCEPTION 'the account is in another name' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_holder_known BEFORE INSERT OR UPDATE ON group_accounts
    FOR EACH ROW EXECUTE FUNCTION account_holder_known();
CREATE FUNCTION tranche_to_known_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IN ('prepared', 'sent') AND NOT EXISTS (
        SELECT FROM group_accounts a WHERE a.id = NEW.account_id
        AND (a.holder_cleared_by IS NOT NULL OR holder_matches(a.group_id, a.holder))) THEN
        RAISE EXCEPTION 'the account is in another name' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tranche_to_known_holder BEFORE INSERT OR UPDATE ON tranche_payments
    FOR EACH ROW EXECUTE FUNCTION tranche_to_known_holder();
"""
CLEARED = (
    "(holder_cleared_by IS NULL) = (holder_cleared_at IS NULL)"
    " AND (holder_cleared_by IS NULL) = (holder_reason IS NULL)"
    " AND (holder_cleared_by IS NULL) = (holder_file_id IS NULL)"
)
NAMES = ("holder_cleared_by", "holder_cleared_at", "holder_reason", "holder_file_id")


def upgrade() -> None:
    op.add_column("group_accounts", sa.Column("holder_cleared_by", sa.Uuid(), nullable=True))
    op.add_column("group_accounts", sa.Column("holder_cleared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("group_accounts", sa.Column("holder_reason", sa.String(length=2000), nullable=True))
    op.add_column("group_accounts", sa.Column("holder_file_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_group_accounts_holder_cleared_by", "group_accounts", "identities", ["holder_cleared_by"], ["id"]
    )
    op.create_foreign_key("fk_group_accounts_holder_file_id", "group_accounts", "files", ["holder_file_id"], ["id"])
    op.create_check_constraint("holder_cleared", "group_accounts", CLEARED)
    op.create_check_constraint(
        "three_people", "group_accounts", "holder_cleared_by <> recorded_by AND holder_cleared_by <> verified_by"
    )
    op.execute(MATCHES)
    op.execute(f"GRANT UPDATE ({', '.join(NAMES)}) ON group_accounts TO bimtek_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION tranche_to_known_holder CASCADE")
    op.execute("DROP FUNCTION account_holder_known CASCADE")
    op.execute("DROP FUNCTION holder_matches")
    op.execute("DROP FUNCTION bare_name")
    op.drop_constraint(op.f("ck_group_accounts_three_people"), "group_accounts")
    op.drop_constraint(op.f("ck_group_accounts_holder_cleared"), "group_accounts")
    for name in NAMES:
        op.drop_column("group_accounts", name)
