"""After the decree: the people change by an amending decree, and goods and money go to them."""

import sqlalchemy as sa
from alembic import op

revision = "decree_people"
down_revision = "case_walls"
branch_labels = None
depends_on = None

ENDS = """
CREATE OR REPLACE FUNCTION decree_line_ends_by_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ended_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decree_change_lines l JOIN decree_changes c ON c.id = l.change_id
        WHERE l.line_id = NEW.id AND c.status = 'approved' AND c.decree_id = NEW.decree_id{KIND}) THEN
        RAISE EXCEPTION 'a recipient leaves a decree only by an approved change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL THEN
        RAISE EXCEPTION 'a recipient does not come back into a decree' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
# Whether the group has the very people and the chair the case is for. The owner asks: no area hides a row.
SAME = """
CREATE FUNCTION group_is_the_roster(of_case uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        (SELECT array_agg(person_id::text || role ORDER BY person_id) FROM case_members
         WHERE application_id = of_case AND number = roster_of(of_case))
        = (SELECT array_agg(m.person_id::text || m.role ORDER BY m.person_id)
           FROM group_members m JOIN applications a ON a.group_id = m.group_id
           WHERE a.id = of_case AND m.valid_to IS NULL), false)
$$;
"""
TRIGGERS = """
CREATE FUNCTION decree_line_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM approval_rounds r WHERE r.id = NEW.round_id AND r.application_id = NEW.application_id
          AND r.outcome = 'passed' AND r.roster = roster_of(NEW.application_id)
          AND r.number = (SELECT max(number) FROM approval_rounds WHERE application_id = NEW.application_id)) THEN
        RAISE EXCEPTION 'a decree follows the last round of its case, passed' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.amount_rupiah IS DISTINCT FROM (
        SELECT sum(approved * price_rupiah) FROM application_lines WHERE application_id = NEW.application_id) THEN
        RAISE EXCEPTION 'the amount is what was approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT group_is_the_roster(NEW.application_id) THEN
        RAISE EXCEPTION 'the group is not the people of the case' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM case_members m
        WHERE m.application_id = NEW.application_id AND m.number = roster_of(NEW.application_id)
          AND (NOT EXISTS (SELECT FROM aid_claims c WHERE c.application_id = m.application_id
                           AND c.person_id = m.person_id AND NOT c.released)
               OR NOT EXISTS (SELECT FROM case_duties d WHERE d.case_id = m.application_id
                              AND d.human_id = human(m.person_id) AND d.duty_group = 'applicant'))) THEN
        RAISE EXCEPTION 'everybody of the case has a claim and the duty of an applicant'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER decree_line_stands AFTER INSERT ON decree_lines
    FOR EACH ROW EXECUTE FUNCTION decree_line_stands();

CREATE FUNCTION handover_to_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT group_is_the_roster(NEW.application_id) THEN
        RAISE EXCEPTION 'the group is not the people of the case' USING ERRCODE = 'check_violation';
    END IF;
    NEW.roster := roster_of(NEW.application_id);
    RETURN NEW;
END $$;
CREATE TRIGGER handover_to_people BEFORE INSERT ON handovers FOR EACH ROW EXECUTE FUNCTION handover_to_people();

CREATE FUNCTION tranche_to_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT group_is_the_roster(NEW.application_id) THEN
        RAISE EXCEPTION 'the group is not the people of the case' USING ERRCODE = 'check_violation';
    END IF;
    SELECT id INTO NEW.decree_line_id FROM decree_lines
    WHERE application_id = NEW.application_id AND ended_at IS NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER tranche_to_people BEFORE INSERT ON tranche_payments
    FOR EACH ROW EXECUTE FUNCTION tranche_to_people();

CREATE FUNCTION member_bound() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM applications a JOIN decree_lines l ON l.application_id = a.id AND l.ended_at IS NULL
        WHERE a.group_id = NEW.group_id AND a.status IN ('decreed', 'partly_delivered')
          AND (NEW.valid_to IS NULL) <> EXISTS (
              SELECT FROM case_members m WHERE m.application_id = a.id AND m.number = roster_of(a.id)
                AND (m.person_id, m.role) = (NEW.person_id, NEW.role))) THEN
        RAISE EXCEPTION 'the members of this group stand in a decree' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER member_bound BEFORE INSERT ON group_members FOR EACH ROW WHEN (NEW.valid_to IS NULL)
    EXECUTE FUNCTION member_bound();
CREATE TRIGGER member_bound_still BEFORE UPDATE ON group_members FOR EACH ROW
    WHEN (OLD.valid_to IS DISTINCT FROM NEW.valid_to) EXECUTE FUNCTION member_bound();
"""
GRANTS = """
GRANT SELECT, INSERT ON decree_change_members TO bimtek_app;
REVOKE UPDATE ON group_members FROM bimtek_app;
GRANT UPDATE (valid_to) ON group_members TO bimtek_app;
"""
BACK = """
DROP FUNCTION member_bound CASCADE;
DROP FUNCTION tranche_to_people CASCADE;
DROP FUNCTION handover_to_people CASCADE;
DROP FUNCTION decree_line_stands CASCADE;
DROP FUNCTION group_is_the_roster;
REVOKE UPDATE (valid_to) ON group_members FROM bimtek_app;
GRANT UPDATE ON group_members TO bimtek_app;
"""


def upgrade() -> None:
    op.add_column("decree_changes", sa.Column(
        "kind", sa.Enum("ends", "members", name="kind", native_enum=False, create_constraint=True, length=40),
        server_default=sa.text("'ends'"), nullable=False,
    ))  # fmt: skip
    op.create_table(
        "decree_change_members",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Enum(
            "chair", "member", name="role", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["decree_changes.id"], name=op.f("fk_decree_change_members_change_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participants.person_id"], name=op.f("fk_decree_change_members_person_id")),
        sa.PrimaryKeyConstraint("change_id", "person_id", name=op.f("pk_decree_change_members")),
    )  # fmt: skip
    op.execute(ENDS.replace("{KIND}", " AND c.kind = 'ends'"))
    for part in (SAME, TRIGGERS, GRANTS):
        op.execute(part)


def downgrade() -> None:
    op.execute(BACK)
    op.execute(ENDS.replace("{KIND}", ""))
    op.drop_table("decree_change_members")
    op.drop_column("decree_changes", "kind")
