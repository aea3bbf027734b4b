"""Look-alikes in a case: who shares e-mail, phone, bank account or family card with somebody else in it, and who
looked at that. Cases that were there are asked like new ones: nothing is changed in them.
"""

import sqlalchemy as sa
from alembic import op

revision = "look_alikes"
down_revision = "origins"
branch_labels = None
depends_on = None

# Every pair of a case of whom at least one acts in it or sells to it. Members among themselves may be a family.
# `self`: both are one human. `comers` and `seller` are looked at as if they were in the case already.
PAIRS = """
CREATE FUNCTION case_look_alikes(of_case uuid, comers uuid[] DEFAULT '{}', seller uuid DEFAULT NULL)
RETURNS TABLE (one_kind text, one_id uuid, other_kind text, other_id uuid, mark text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH members AS (
    SELECT DISTINCT human(m.person_id) AS human FROM applications a
    JOIN group_members m ON m.group_id = a.group_id AND m.valid_to IS NULL WHERE a.id = of_case
), acting AS (
    SELECT human_id AS human FROM case_duties d WHERE case_id = of_case AND (duty_group <> 'applicant' OR EXISTS (
        SELECT FROM officers o JOIN identities i ON i.id = o.person_id WHERE d.human_id IN (i.id, i.same_as)))
    UNION SELECT human(comer) FROM unnest(comers) AS comer
), parties AS (
    SELECT 'person' AS kind, human AS id, human, human NOT IN (SELECT m.human FROM members m) AS acts FROM (
        SELECT human FROM members UNION SELECT human FROM acting
        UNION SELECT human_id FROM case_duties WHERE case_id = of_case) everybody
    UNION ALL
    SELECT 'supplier', s.id, s.owner_id, true FROM suppliers s WHERE s.id = seller OR s.id IN (
        SELECT o.supplier_id FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.application_id = of_case)
    UNION ALL
    SELECT 'group', a.group_id, NULL, false FROM applications a WHERE a.id = of_case
), judged AS (
    SELECT kind, id, human, acts AND (kind = 'supplier' OR human IN (SELECT a.human FROM acting a)) AS acts
    FROM parties
), rows_of AS (
    SELECT p.kind, p.id, i.id AS row_id, i.family_index
    FROM judged p JOIN identities i ON p.human IN (i.id, i.same_as)
), marks AS (
    SELECT kind, id, 'self' AS mark, human::text AS value FROM judged WHERE human IS NOT NULL
    UNION SELECT kind, id, 'family', encode(family_index, 'hex') FROM rows_of
    UNION SELECT r.kind, r.id, m.mark, m.value FROM rows_of r JOIN participants t ON t.person_id = r.row_id
    CROSS JOIN LATERAL (VALUES ('phone', t.phone), ('email', lower(t.email))) m(mark, value)
    UNION SELECT r.kind, r.id, m.mark, m.value FROM rows_of r JOIN officers t ON t.person_id = r.row_id
    CROSS JOIN LATERAL (VALUES ('phone', t.phone), ('email', t.email)) m(mark, value)
    UNION SELECT p.kind, p.id, m.mark, m.value FROM judged p JOIN suppliers s ON p.kind = 'supplier' AND s.id = p.id
    CROSS JOIN LATERAL (VALUES ('phone', s.phone), ('account', encode(s.account_index, 'hex'))) m(mark, value)
    UNION SELECT p.kind, p.id, 'account', encode(g.number_index, 'hex') FROM judged p
    JOIN group_accounts g ON p.kind = 'group' AND g.group_id = p.id AND g.ended_at IS NULL
)
SELECT DISTINCT a.kind, a.id, b.kind, b.id, x.mark
FROM marks x JOIN marks y ON y.mark = x.mark AND y.value = x.value AND (x.kind, x.id) < (y.kind, y.id)
JOIN judged a ON a.kind = x.kind AND a.id = x.id JOIN judged b ON b.kind = y.kind AND b.id = y.id
WHERE x.value <> '' AND (a.acts OR b.acts) AND NOT (a.kind = 'supplier' AND b.kind = 'supplier')
  AND (x.mark = 'self') = coalesce(a.human = b.human, false)
$$;
REVOKE ALL ON FUNCTION case_look_alikes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_look_alikes TO bimtek_app;
GRANT SELECT, INSERT ON look_alikes TO bimtek_app;
GRANT UPDATE (decided_by, duty_group, cleared, note, decided_at) ON look_alikes TO bimtek_app;
ALTER TABLE look_alikes ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_case ON look_alikes USING (application_id IN (SELECT a.id FROM applications a))
    WITH CHECK (application_id IN (SELECT a.id FROM applications a));

-- Nobody sells to a case in which she acts or which gives to her.
CREATE FUNCTION seller_is_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_case uuid := CASE WHEN TG_TABLE_NAME = 'case_duties' THEN to_jsonb(NEW)->>'case_id'
                             ELSE to_jsonb(NEW)->>'application_id' END;
BEGIN
    IF EXISTS (SELECT FROM case_look_alikes(of_case) p WHERE p.mark = 'self') THEN
        RAISE EXCEPTION 'the seller is somebody of the case' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER seller_is_another AFTER INSERT ON case_duties FOR EACH ROW EXECUTE FUNCTION seller_is_another();
CREATE TRIGGER seller_is_another AFTER INSERT ON order_lines FOR EACH ROW EXECUTE FUNCTION seller_is_another();

-- What was decided stays decided.
CREATE FUNCTION look_alike_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decided_by IS NOT NULL THEN
        RAISE EXCEPTION 'decided already' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER look_alike_stays BEFORE UPDATE ON look_alikes FOR EACH ROW EXECUTE FUNCTION look_alike_stays();
"""
DECIDED = "num_nulls(decided_by, duty_group, cleared, note, decided_at) IN (0, 5)"


def upgrade() -> None:
    op.create_table(
        "look_alikes",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("one_kind", sa.String(length=10), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_kind", sa.String(length=10), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("duty_group", sa.String(length=12), nullable=True),
        sa.Column("cleared", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(DECIDED, name=op.f("ck_look_alikes_decided")),
        sa.CheckConstraint("duty_group = 'waive'", name=op.f("ck_look_alikes_duty")),
        sa.CheckConstraint(
            "decided_by <> asked_by AND decided_by <> one_id AND decided_by <> other_id",
            name=op.f("ck_look_alikes_another"),
        ),
        sa.CheckConstraint("mark IN ('phone', 'email', 'account', 'family')", name=op.f("ck_look_alikes_mark")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_look_alikes_application_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["officers.person_id"], name=op.f("fk_look_alikes_asked_by")),
        sa.ForeignKeyConstraint(
            ["application_id", "decided_by", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_look_alikes_duty",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_alikes")),
    )
    op.create_index(op.f("ix_look_alikes_application_id"), "look_alikes", ["application_id"])
    op.create_index(
        "uq_look_alikes_open",
        "look_alikes",
        ["application_id", "one_id", "other_id", "mark"],
        unique=True,
        postgresql_where=sa.text("cleared IS DISTINCT FROM false"),
    )
    op.execute(PAIRS)


def downgrade() -> None:
    op.drop_table("look_alikes")
    op.execute("DROP FUNCTION look_alike_stays")
    op.execute("DROP FUNCTION seller_is_another CASCADE")
    op.execute("DROP FUNCTION case_look_alikes")
