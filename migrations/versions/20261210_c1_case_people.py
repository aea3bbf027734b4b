"""The people of a case: who it is for, fixed at the desk check, edition by edition; acts refer to them."""

import sqlalchemy as sa
from alembic import op

revision = "case_people"
down_revision = "export_scope"
branch_labels = None
depends_on = None

OCCASIONS = ("desk_check", "renewal", "round", "decree_change", "earlier")
# Cases from before: what was voted on says who; where nobody voted yet, who claimed aid; else the group of today.
# `assumed`: it was not said, or it was said in two ways.
OLD_ROSTERS = """
CREATE TEMP TABLE old_people ON COMMIT DROP AS
WITH last AS (
    SELECT DISTINCT ON (application_id) application_id, snapshot FROM approval_rounds
    ORDER BY application_id, number DESC),
voted AS (
    SELECT l.application_id, p.person_id FROM last l
    CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(l.snapshot -> 'members', '[]'::jsonb)) AS m(id)
    JOIN participants p ON p.person_id = m.id::uuid),
claimed AS (SELECT DISTINCT application_id, person_id FROM aid_claims),
today AS (
    SELECT a.id AS application_id, m.person_id FROM applications a
    JOIN group_members m ON m.group_id = a.group_id AND m.valid_to IS NULL)
SELECT a.id AS application_id, s.person_id, s.source FROM applications a
CROSS JOIN LATERAL (
    SELECT person_id, 'voted' AS source FROM voted WHERE application_id = a.id
    UNION ALL
    SELECT person_id, 'claimed' FROM claimed c WHERE c.application_id = a.id
      AND NOT EXISTS (SELECT FROM voted v WHERE v.application_id = a.id)
    UNION ALL
    SELECT person_id, 'today' FROM today t WHERE t.application_id = a.id
      AND NOT EXISTS (SELECT FROM voted v WHERE v.application_id = a.id)
      AND NOT EXISTS (SELECT FROM claimed c WHERE c.application_id = a.id)) s
WHERE a.snapshot_hash IS NOT NULL OR EXISTS (SELECT FROM approval_rounds r WHERE r.application_id = a.id);
INSERT INTO case_rosters (application_id, number, occasion, size, assumed, created_at)
SELECT o.application_id, 1, 'earlier', count(*),
       bool_or(o.source <> 'voted')
       OR array_agg(o.person_id ORDER BY o.person_id) IS DISTINCT FROM (
           SELECT array_agg(DISTINCT c.person_id ORDER BY c.person_id) FROM aid_claims c
           WHERE c.application_id = o.application_id),
       coalesce(min(r.created_at), bimtek_now())
FROM old_people o LEFT JOIN approval_rounds r ON r.application_id = o.application_id AND r.number = 1
GROUP BY o.application_id;
INSERT INTO case_members (application_id, number, person_id, role)
SELECT DISTINCT o.application_id, 1, o.person_id, coalesce((
    SELECT m.role FROM group_members m JOIN applications a ON a.group_id = m.group_id
    WHERE a.id = o.application_id AND m.person_id = o.person_id
    ORDER BY m.valid_to DESC NULLS FIRST, m.id DESC LIMIT 1), 'member') FROM old_people o;
UPDATE case_rosters c SET size = (
    SELECT count(*) FROM case_members m WHERE (m.application_id, m.number) = (c.application_id, c.number));
-- Named for the office: who it was for was inferred, or the group is not any more what stands in a decree in force.
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'case_people', c.application_id FROM case_rosters c JOIN applications a ON a.id = c.application_id
WHERE c.assumed OR a.status IN ('approved', 'decreed', 'partly_delivered') AND (
    SELECT array_agg(m.person_id ORDER BY m.person_id) FROM case_members m WHERE m.application_id = a.id)
    IS DISTINCT FROM (SELECT array_agg(g.person_id ORDER BY g.person_id) FROM group_members g
                      WHERE g.group_id = a.group_id AND g.valid_to IS NULL);
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'case_claims', a.id FROM applications a
WHERE a.status IN ('approved', 'decreed', 'partly_delivered', 'delivered', 'closed', 'breached') AND EXISTS (
    SELECT FROM case_members m WHERE m.application_id = a.id AND NOT EXISTS (
        SELECT FROM aid_claims c WHERE c.application_id = a.id AND c.person_id = m.person_id AND NOT c.released));
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'received_by_the_people', h.id FROM handovers h WHERE NOT EXISTS (
    SELECT FROM case_members m WHERE m.application_id = h.application_id AND m.person_id = h.receiver_id);
UPDATE handovers h SET roster = 1 WHERE EXISTS (
    SELECT FROM case_members m WHERE m.application_id = h.application_id AND m.person_id = h.receiver_id);
UPDATE approval_rounds r SET roster = 1
WHERE EXISTS (SELECT FROM case_rosters c WHERE c.application_id = r.application_id);
UPDATE decree_lines l SET round_id = (
    SELECT r.id FROM approval_rounds r WHERE r.application_id = l.application_id AND r.outcome = 'passed'
    ORDER BY r.number DESC LIMIT 1);
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'decreed_after_its_vote', id FROM decree_lines WHERE round_id IS NULL;
UPDATE tranche_payments p SET decree_line_id = (
    SELECT l.id FROM decree_lines l WHERE l.application_id = p.application_id ORDER BY l.id DESC LIMIT 1);
UPDATE case_returns r SET number = n.number FROM (
    SELECT id, row_number() OVER (PARTITION BY application_id ORDER BY id) AS number FROM case_returns) n
WHERE n.id = r.id;
"""
# table, name, columns, to, its columns
KEYS = (
    ("approval_rounds", "roster", "application_id, roster", "case_rosters", "application_id, number"),
    ("votes", "round", "application_id, round_id", "approval_rounds", "application_id, id"),
    ("decree_lines", "round", "application_id, round_id", "approval_rounds", "application_id, id"),
    ("handovers", "decree_line", "application_id, decree_line_id", "decree_lines", "application_id, id"),
    ("handovers", "receiver", "application_id, roster, receiver_id", "case_members",
     "application_id, number, person_id"),
    ("tranche_payments", "decree_line", "application_id, decree_line_id", "decree_lines", "application_id, id"),
    ("tranche_payments", "condition", "application_line_id", "tranche_conditions", "application_line_id"),
)  # fmt: skip
# Rows that contradict a new key stay as they are: the key then holds for new rows, and the night names the old ones.
KEY = """
ALTER TABLE {table} ADD CONSTRAINT fk_{table}_{name} FOREIGN KEY ({columns}) REFERENCES {to} ({of}) NOT VALID;
DO $$ BEGIN
    ALTER TABLE {table} VALIDATE CONSTRAINT fk_{table}_{name};
EXCEPTION WHEN foreign_key_violation THEN
    RAISE NOTICE 'fk_{table}_{name} holds for new rows only: %', SQLERRM;
END $$
"""
ADDED = (
    ("approval_rounds", "roster", sa.SmallInteger()),
    ("decree_lines", "round_id", sa.Uuid()),
    ("handovers", "roster", sa.SmallInteger()),
    ("tranche_payments", "decree_line_id", sa.Uuid()),
    ("case_returns", "number", sa.SmallInteger()),
)


def upgrade() -> None:
    op.create_table(
        "case_rosters",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("occasion", sa.Enum(
            *OCCASIONS, name="occasion", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("size", sa.SmallInteger(), nullable=False),
        sa.Column("assumed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("number > 0 AND size >= 0", name=op.f("ck_case_rosters_numbers")),
        sa.CheckConstraint(
            "(occasion = 'decree_change') = (change_id IS NOT NULL)", name=op.f("ck_case_rosters_change")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_case_rosters_application_id")),
        sa.ForeignKeyConstraint(["change_id"], ["decree_changes.id"], name=op.f("fk_case_rosters_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_rosters")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_case_rosters_application_id_number")),
        sa.UniqueConstraint("change_id", name=op.f("uq_case_rosters_change_id")),
    )  # fmt: skip
    op.create_table(
        "case_members",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Enum(
            "chair", "member", name="role", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "number"], ["case_rosters.application_id", "case_rosters.number"],
            name="fk_case_members_roster"),
        sa.ForeignKeyConstraint(["person_id"], ["participants.person_id"], name=op.f("fk_case_members_person_id")),
        sa.PrimaryKeyConstraint("application_id", "number", "person_id", name=op.f("pk_case_members")),
    )  # fmt: skip
    op.create_index(op.f("ix_case_members_person_id"), "case_members", ["person_id"])
    for table, column, kind in ADDED:
        op.add_column(table, sa.Column(column, kind, nullable=True))
    op.execute(OLD_ROSTERS)
    op.alter_column("case_returns", "number", nullable=False)
    op.create_unique_constraint(
        op.f("uq_case_returns_application_id_number"), "case_returns", ["application_id", "number"]
    )
    for table in ("approval_rounds", "decree_lines"):
        op.create_unique_constraint(op.f(f"uq_{table}_application_id_id"), table, ["application_id", "id"])
    for table, name, columns, to, of in KEYS:
        op.execute(KEY.format(table=table, name=name, columns=columns, to=to, of=of))
    op.execute("GRANT SELECT, INSERT ON case_rosters, case_members TO bimtek_app")


def downgrade() -> None:
    op.execute(
        "DELETE FROM earlier_rows WHERE rule IN"
        " ('case_people', 'case_claims', 'received_by_the_people', 'decreed_after_its_vote')"
    )
    for table, name, *_ in KEYS:
        op.drop_constraint(f"fk_{table}_{name}", table)
    for table in ("approval_rounds", "decree_lines"):
        op.drop_constraint(op.f(f"uq_{table}_application_id_id"), table)
    op.drop_constraint(op.f("uq_case_returns_application_id_number"), "case_returns")
    for table, column, _ in ADDED:
        op.drop_column(table, column)
    op.drop_table("case_members")
    op.drop_table("case_rosters")
