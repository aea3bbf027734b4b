"""Approval policies, and rounds of approval that copy their numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "rounds"
down_revision = "rules"
branch_labels = None
depends_on = None


STATES = (
    "in_desk_check", "ineligible", "in_approval", "rejected", "approved", "decreed", "partly_delivered", "delivered",
)  # fmt: skip
# Cases decided before there were rounds: one stage, one vote.
ROUNDS_OF_OLD_CASES = """
INSERT INTO approval_rounds
    (application_id, number, votes_needed, levels, outcome, snapshot, snapshot_hash, closed_at)
SELECT a.id, 1, '{1}', '{district}',
       CASE a.status WHEN 'in_approval' THEN NULL WHEN 'rejected' THEN 'rejected' ELSE 'passed' END,
       '{}', a.snapshot_hash,
       CASE a.status WHEN 'in_approval' THEN NULL
            ELSE coalesce((SELECT max(created_at) FROM votes v WHERE v.application_id = a.id), now()) END
FROM applications a WHERE a.snapshot_hash IS NOT NULL;
UPDATE votes v SET round_id = r.id FROM approval_rounds r WHERE r.application_id = v.application_id
"""
ENOUGH_VOTES = """
CREATE OR REPLACE FUNCTION decree_needs_votes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM approval_rounds r JOIN applications a ON a.id = r.application_id
        WHERE r.application_id = NEW.application_id AND r.outcome = 'passed' AND r.snapshot_hash = a.snapshot_hash
          AND NOT EXISTS (
              SELECT 1 FROM generate_series(1, cardinality(r.votes_needed)) AS s(stage)
              WHERE r.votes_needed[s.stage] > (
                  SELECT count(*) FROM votes v WHERE v.round_id = r.id AND v.stage = s.stage
                    AND v.decision = 'approve' AND v.snapshot_hash = a.snapshot_hash))) THEN
        RAISE EXCEPTION 'not enough approving votes on the frozen content' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
ONE_VOTE = """
CREATE OR REPLACE FUNCTION decree_needs_votes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM votes v JOIN applications a ON a.id = v.application_id
                   WHERE v.application_id = NEW.application_id AND v.decision = 'approve'
                     AND v.snapshot_hash = a.snapshot_hash) THEN
        RAISE EXCEPTION 'no approving vote on the frozen content' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""


def allow(table: str, name: str, column: str, *values: str) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, f"{column} IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "approval_policies",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("bands", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_approval_policies_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_policies")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_approval_policies_code_edition")),
    )
    op.create_table(
        "approval_rounds",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=True),
        sa.Column("votes_needed", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("levels", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("stage", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "passed",
                "rejected",
                "sent_back",
                "cancelled",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("snapshot", postgresql.JSONB(), nullable=False),
        sa.Column("snapshot_hash", sa.String(64), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (closed_at IS NULL)", name=op.f("ck_approval_rounds_closed")),
        sa.CheckConstraint("cardinality(votes_needed) = cardinality(levels)", name=op.f("ck_approval_rounds_levels")),
        sa.CheckConstraint("stage BETWEEN 1 AND cardinality(votes_needed)", name=op.f("ck_approval_rounds_stage")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_approval_rounds_application_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["approval_policies.id"], name=op.f("fk_approval_rounds_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_rounds")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_approval_rounds_application_id_number")),
    )
    op.create_index(
        "uq_approval_rounds_open",
        "approval_rounds",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.add_column("calls", sa.Column("policy_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_calls_policy_id"), "calls", "approval_policies", ["policy_id"], ["id"])
    op.add_column("votes", sa.Column("round_id", sa.Uuid(), nullable=True))
    op.add_column("votes", sa.Column("stage", sa.SmallInteger(), server_default=sa.text("1"), nullable=False))
    op.execute(ROUNDS_OF_OLD_CASES)
    op.alter_column("votes", "round_id", nullable=False)
    op.alter_column("votes", "stage", server_default=None)
    allow("votes", "decision", "decision", "approve", "reject", "send_back")
    allow("applications", "status", "status", *STATES, "sent_back", "approval_cancelled")
    op.drop_constraint(op.f("ck_votes_duty"), "votes")
    op.create_check_constraint(op.f("ck_votes_duty"), "votes", "duty_group = 'approve_' || stage")
    op.drop_constraint(op.f("uq_votes_application_id_duty_group_person_id"), "votes", type_="unique")
    op.create_index(op.f("ix_votes_application_id"), "votes", ["application_id"], unique=False)
    op.create_unique_constraint(
        op.f("uq_votes_round_id_stage_person_id"), "votes", ["round_id", "stage", "person_id"]
    )
    op.create_foreign_key(op.f("fk_votes_round_id"), "votes", "approval_rounds", ["round_id"], ["id"])

    op.execute(ENOUGH_VOTES)
    op.execute("GRANT SELECT, INSERT ON approval_policies TO bimtek_app")
    op.execute("GRANT SELECT, INSERT, UPDATE (stage, outcome, closed_at) ON approval_rounds TO bimtek_app")


def downgrade() -> None:
    op.execute("REVOKE ALL ON approval_policies, approval_rounds FROM bimtek_app")
    op.execute(ONE_VOTE)
    allow("applications", "status", "status", *STATES)
    allow("votes", "decision", "decision", "approve", "reject")
    op.drop_constraint(op.f("ck_votes_duty"), "votes")
    three = "duty_group IN ('approve_1', 'approve_2', 'approve_3')"
    op.create_check_constraint(op.f("ck_votes_duty"), "votes", three)
    op.drop_constraint(op.f("fk_votes_round_id"), "votes", type_="foreignkey")
    op.drop_constraint(op.f("uq_votes_round_id_stage_person_id"), "votes", type_="unique")
    op.drop_index(op.f("ix_votes_application_id"), table_name="votes")
    op.create_unique_constraint(
        op.f("uq_votes_application_id_duty_group_person_id"), "votes", ["application_id", "duty_group", "person_id"]
    )
    op.drop_column("votes", "stage")
    op.drop_column("votes", "round_id")
    op.drop_constraint(op.f("fk_calls_policy_id"), "calls", type_="foreignkey")
    op.drop_column("calls", "policy_id")
    op.drop_index(
        "uq_approval_rounds_open", table_name="approval_rounds", postgresql_where=sa.text("outcome IS NULL")
    )
    op.drop_table("approval_rounds")
    op.drop_table("approval_policies")
