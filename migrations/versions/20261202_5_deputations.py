"""Officers who act for others, by a letter and for some days; the duty ledger counts them as one."""

import sqlalchemy as sa
from alembic import op

revision = "deputations"
down_revision = "selection"
branch_labels = None
depends_on = None

# G16 for deputies: another duty of the one she acts for, or a second vote, in one case.
TRIGGER = """
CREATE FUNCTION duty_not_bound() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER duty_not_bound BEFORE INSERT ON case_duties FOR EACH ROW EXECUTE FUNCTION duty_not_bound();
GRANT SELECT, INSERT ON deputations TO bimtek_app;
GRANT UPDATE (ended_at) ON deputations TO bimtek_app;
"""
ROLE_NAMES = (
    "district_officer", "programme_officer", "desk_verifier", "scorer", "approver", "decree_officer",
    "procurement_officer", "goods_inspector", "treasurer", "handover_officer", "complaint_officer", "auditor",
    "administrator",
)  # fmt: skip
ROLES = sa.Enum(*ROLE_NAMES, name="role", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "deputations",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("role", ROLES, nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("letter_number", sa.String(length=80), nullable=False),
        sa.Column("letter_dated", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("deputy_id <> principal_id", name=op.f("ck_deputations_two_people")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_deputations_dates")),
        sa.ForeignKeyConstraint(["deputy_id"], ["officers.person_id"], name=op.f("fk_deputations_deputy_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["officers.person_id"], name=op.f("fk_deputations_principal_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_deputations_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputations")),
    )
    op.create_index(op.f("ix_deputations_deputy_id"), "deputations", ["deputy_id"])
    op.create_index(op.f("ix_deputations_principal_id"), "deputations", ["principal_id"])
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP FUNCTION duty_not_bound CASCADE")
    op.drop_table("deputations")
