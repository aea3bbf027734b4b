"""A deputy is her principal's hand: accepted, one vote for both, one person in every act of two; nothing back-dated.

Old rows: deputations made before are marked `before_rule`. What was done under them stays counted and keeps its
letter; one still running gives its role again only when the deputy has accepted. A second vote of one principal's
hands is marked `same_hand` and stays; no new one can be. Roles that began before they were given stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "hands"
down_revision = "own_means"
branch_labels = None
depends_on = None

# Acts of two people: table, who came first, who came second.
PAIRS = (
    ("monitoring_visits", "visited_by", "decided_by"), ("accountability_reports", "submitted_by", "decided_by"),
    ("handover_disputes", "opened_by", "decided_by"), ("tranche_payments", "prepared_by", "released_by"),
    ("funds_reports", "submitted_by", "decided_by"), ("decree_changes", "proposed_by", "decided_by"),
    ("supplier_payments", "prepared_by", "released_by"), ("goods_receipts", "received_by", "inspected_by"),
    ("case_holds", "placed_by", "released_by"), ("group_accounts", "recorded_by", "verified_by"),
    ("access_requests", "requested_by", "decided_by"), ("attendance_corrections", "proposed_by", "decided_by"),
    ("fiscal_years", "locked_by", "closed_by"), ("budget_moves", "proposed_by", "decided_by"),
    ("erasures", "requested_by", "decided_by"),
)  # fmt: skip
WALLS = """
CREATE FUNCTION day_in(region text) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (bimtek_now() AT TIME ZONE coalesce((SELECT CASE zone WHEN 'WITA' THEN 'Asia/Makassar'
        WHEN 'WIT' THEN 'Asia/Jayapura' END FROM regions WHERE code = region), 'Asia/Jakarta'))::date
$$;
CREATE FUNCTION acts_at(d deputations, instant timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (d.accepted_at <= instant OR d.before_rule AND d.created_at <= instant)
        AND instant >= d.valid_from::timestamp AT TIME ZONE 'Asia/Jakarta'
        AND instant < (d.valid_to + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
        AND (d.ended_at IS NULL OR instant < d.ended_at)
$$;
-- Whether two people count as one: either acted for the other, or both for a third one, when each of them acted.
CREATE FUNCTION one_hand(first uuid, first_at timestamptz, later uuid, later_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM deputations d
        WHERE human(d.principal_id) = human(first) AND human(d.deputy_id) = human(later) AND acts_at(d, later_at)
        UNION ALL
        SELECT 1 FROM deputations d
        WHERE human(d.principal_id) = human(later) AND human(d.deputy_id) = human(first) AND acts_at(d, first_at)
        UNION ALL
        SELECT 1 FROM deputations a JOIN deputations b ON b.principal_id = a.principal_id
        WHERE human(a.deputy_id) = human(first) AND human(b.deputy_id) = human(later) AND a.deputy_id <> b.deputy_id
          AND a.accepted_at <= first_at AND b.accepted_at <= later_at
          AND acts_at(a, first_at) AND acts_at(b, later_at))
$$;
CREATE OR REPLACE FUNCTION duty_not_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.duty_group <> 'applicant' AND EXISTS (
        SELECT 1 FROM case_duties c WHERE c.case_id = NEW.case_id AND c.person_id <> NEW.person_id
          AND (c.duty_group <> NEW.duty_group OR NEW.duty_group LIKE 'approve%')
          AND one_hand(c.person_id, c.taken_at, NEW.person_id, NEW.taken_at)) THEN
        RAISE EXCEPTION 'bound by deputation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION two_hands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
    first uuid := (row ->> TG_ARGV[0])::uuid;
    later uuid := (row ->> TG_ARGV[1])::uuid;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> TG_ARGV[1] IS NOT DISTINCT FROM row ->> TG_ARGV[1] THEN
        RETURN NEW;
    END IF;
    IF first <> later
        AND one_hand(first, coalesce((row ->> 'created_at')::timestamptz, bimtek_now()), later, bimtek_now()) THEN
        RAISE EXCEPTION 'one hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION deputation_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.before_rule OR NEW.accepted_at IS NOT NULL OR NEW.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a deputation begins unaccepted' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.valid_from < day_in(NEW.region_code) THEN
        RAISE EXCEPTION 'begins in the past' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM role_assignments r WHERE r.officer_id = NEW.principal_id AND r.role = NEW.role
        AND r.region_code IS NOT DISTINCT FROM NEW.region_code AND r.ended_at IS NULL
        AND r.programme_id IS NOT DISTINCT FROM NEW.programme_id
        AND coalesce(r.valid_to, 'infinity') >= NEW.valid_from) THEN
        RAISE EXCEPTION 'only a role of her own' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deputation_begins BEFORE INSERT ON deputations FOR EACH ROW EXECUTE FUNCTION deputation_begins();
CREATE FUNCTION deputation_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at
        OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at
        OR NEW.accepted_at IS DISTINCT FROM OLD.accepted_at
            AND NEW.accepted_at NOT BETWEEN bimtek_now() - interval '1 minute' AND bimtek_now()
        OR NEW.ended_at IS DISTINCT FROM OLD.ended_at
            AND NEW.ended_at NOT BETWEEN bimtek_now() - interval '1 minute' AND bimtek_now() THEN
        RAISE EXCEPTION 'accepted and ended once, now' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deputation_goes_on BEFORE UPDATE ON deputations FOR EACH ROW EXECUTE FUNCTION deputation_goes_on();

CREATE FUNCTION role_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.valid_from < day_in(NEW.region_code)
        OR TG_OP = 'UPDATE' AND NEW.valid_from < OLD.valid_from THEN
        RAISE EXCEPTION 'begins in the past' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER role_begins BEFORE INSERT OR UPDATE ON role_assignments FOR EACH ROW EXECUTE FUNCTION role_begins();

CREATE FUNCTION vote_names_its_principal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.principal_id := coalesce(NEW.principal_id, NEW.person_id);
    NEW.same_hand := false;
    RETURN NEW;
END $$;
CREATE TRIGGER vote_names_its_principal BEFORE INSERT ON votes
    FOR EACH ROW EXECUTE FUNCTION vote_names_its_principal();
-- Her own approver, or somebody's hand today; whoever was shut out or lost the role has no hand.
CREATE FUNCTION vote_has_its_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM role_assignments r JOIN officers o ON o.person_id = r.officer_id
        WHERE r.officer_id = NEW.principal_id AND r.role = 'approver' AND r.ended_at IS NULL
          AND r.valid_from <= today AND coalesce(r.valid_to, 'infinity') >= today AND o.disabled_at IS NULL)
    OR NEW.principal_id <> NEW.person_id AND NOT EXISTS (SELECT 1 FROM deputations d
        WHERE d.principal_id = NEW.principal_id AND d.deputy_id = NEW.person_id AND d.role = 'approver'
          AND d.accepted_at IS NOT NULL AND acts_at(d, bimtek_now())) THEN
        RAISE EXCEPTION 'a vote is an approver''s own or her deputy''s' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER vote_has_its_hand AFTER INSERT ON votes FOR EACH ROW EXECUTE FUNCTION vote_has_its_hand();
GRANT UPDATE (accepted_at) ON deputations TO bimtek_app;
"""
PRINCIPALS = """
UPDATE votes v SET principal_id = coalesce((
    SELECT d.principal_id FROM deputations d WHERE d.deputy_id = v.person_id AND d.role = 'approver'
      AND v.created_at >= d.valid_from::timestamp AT TIME ZONE 'Asia/Jakarta'
      AND v.created_at < (d.valid_to + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
      AND (d.ended_at IS NULL OR v.created_at < d.ended_at)
      AND NOT EXISTS (SELECT 1 FROM role_assignments r WHERE r.officer_id = v.person_id AND r.role = 'approver'
          AND r.valid_from <= v.created_at::date AND coalesce(r.valid_to, 'infinity') >= v.created_at::date)
    ORDER BY d.created_at LIMIT 1), v.person_id);
UPDATE votes SET same_hand = true FROM (
    SELECT id, row_number() OVER (PARTITION BY round_id, stage, principal_id ORDER BY created_at, id) AS place
    FROM votes) counted WHERE counted.id = votes.id AND counted.place > 1;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION duty_not_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.duty_group <> 'applicant' AND EXISTS (
        SELECT 1 FROM case_duties c JOIN deputations d
          ON (d.principal_id = c.person_id AND d.deputy_id = NEW.person_id
              AND NEW.taken_at >= d.valid_from::timestamp AT TIME ZONE 'Asia/Jakarta'
              AND NEW.taken_at < (d.valid_to + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
              AND (d.ended_at IS NULL OR NEW.taken_at < d.ended_at))
          OR (d.deputy_id = c.person_id AND d.principal_id = NEW.person_id
              AND c.taken_at >= d.valid_from::timestamp AT TIME ZONE 'Asia/Jakarta'
              AND c.taken_at < (d.valid_to + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
              AND (d.ended_at IS NULL OR c.taken_at < d.ended_at))
        WHERE c.case_id = NEW.case_id
          AND (c.duty_group <> NEW.duty_group OR NEW.duty_group LIKE 'approve%')) THEN
        RAISE EXCEPTION 'bound by deputation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FUNCTIONS = (
    "vote_has_its_hand()", "vote_names_its_principal()", "role_begins()", "deputation_goes_on()",
    "deputation_begins()", "two_hands()", "one_hand(uuid, timestamptz, uuid, timestamptz)",
    "acts_at(deputations, timestamptz)", "day_in(text)",
)  # fmt: skip


def marked(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def upgrade() -> None:
    op.add_column("deputations", sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deputations", marked("before_rule"))
    op.execute("UPDATE deputations SET before_rule = true")
    op.add_column("votes", sa.Column("principal_id", sa.Uuid(), nullable=True))
    op.add_column("votes", marked("same_hand"))
    op.execute(PRINCIPALS)
    op.alter_column("votes", "principal_id", nullable=False)
    op.create_foreign_key(op.f("fk_votes_principal_id"), "votes", "identities", ["principal_id"], ["id"])
    fields, once = ["round_id", "stage", "principal_id"], sa.text("NOT same_hand")
    op.create_index("uq_votes_hand", "votes", fields, unique=True, postgresql_where=once)
    op.execute(WALLS)
    for table, first, later in PAIRS:
        op.execute(
            f"CREATE TRIGGER two_hands BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION two_hands('{first}', '{later}')"
        )


def downgrade() -> None:
    op.execute(BEFORE)
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.drop_index("uq_votes_hand", "votes")
    op.drop_column("votes", "same_hand")
    op.drop_column("votes", "principal_id")
    # Before this rule whoever was named acted at once: what nobody accepted ends instead.
    op.execute("UPDATE deputations SET ended_at = bimtek_now() WHERE accepted_at IS NULL AND ended_at IS NULL")
    op.drop_column("deputations", "before_rule")
    op.drop_column("deputations", "accepted_at")
