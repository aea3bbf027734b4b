"""Capital in tranches: conditions, payments by two treasurers, reports on use."""

import sqlalchemy as sa
from alembic import op

revision = "capital"
down_revision = "accounts"
branch_labels = None
depends_on = None


# C56: in the database too. The case is locked, so that two tranches cannot each see the other as done.
TRIGGER = """
CREATE FUNCTION tranche_may_be_paid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE line application_lines; met tranche_conditions;
BEGIN
    PERFORM 1 FROM applications WHERE id = NEW.application_id FOR NO KEY UPDATE;
    SELECT * INTO line FROM application_lines WHERE id = NEW.application_line_id;
    IF line.kind <> 'capital' OR line.application_id <> NEW.application_id
       OR line.approved * line.price_rupiah <> NEW.amount_rupiah THEN
        RAISE EXCEPTION 'not the sum of the tranche' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
                   WHERE l.application_id = NEW.application_id AND l.ended_at IS NULL AND d.revoked_at IS NULL) THEN
        RAISE EXCEPTION 'no decree in force' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM group_accounts a JOIN applications c ON c.group_id = a.group_id
                   WHERE c.id = NEW.application_id AND a.id = NEW.account_id AND a.ended_at IS NULL
                     AND a.verified_at IS NOT NULL) THEN
        RAISE EXCEPTION 'account not verified' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM application_lines e WHERE e.application_id = NEW.application_id
               AND e.kind = 'capital' AND e.approved > 0 AND e.position < line.position
               AND NOT EXISTS (SELECT 1 FROM tranche_payments p
                               WHERE p.application_line_id = e.id AND p.status = 'paid')) THEN
        RAISE EXCEPTION 'an earlier tranche is unpaid' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM funds_reports r JOIN regions g ON g.code = r.district_code
               WHERE r.application_id = NEW.application_id AND r.status IN ('due', 'returned')
               AND r.due_on < (bimtek_now() AT TIME ZONE
                   CASE g.zone WHEN 'WITA' THEN 'Asia/Makassar' WHEN 'WIT' THEN 'Asia/Jayapura'
                   ELSE 'Asia/Jakarta' END)::date) THEN
        RAISE EXCEPTION 'a report on use is late' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO met FROM tranche_conditions WHERE application_line_id = line.id;
    IF met.id IS NULL OR met.confirmed_by = NEW.prepared_by THEN
        RAISE EXCEPTION 'condition not confirmed by another person' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tranche_may_be_paid BEFORE INSERT ON tranche_payments
    FOR EACH ROW EXECUTE FUNCTION tranche_may_be_paid();
-- Nobody leaves a decree while money is on its way to her.
CREATE FUNCTION decree_line_awaits_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM tranche_payments
               WHERE application_id = NEW.application_id AND status IN ('prepared', 'sent')) THEN
        RAISE EXCEPTION 'money is under way' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decree_line_awaits_money BEFORE UPDATE OF ended_at ON decree_lines
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION decree_line_awaits_money();
GRANT SELECT, INSERT ON tranche_conditions, tranche_payments, tranche_duties, funds_reports TO bimtek_app;
GRANT UPDATE (status, version, payment_order_number, disbursement_number, sent_on, paid_on, released_by)
    ON tranche_payments TO bimtek_app;
GRANT UPDATE (status, version, used_rupiah, refunded_rupiah, refund_number, note, file_id, submitted_by, submitted_at,
    decided_by, decided_at, decision_note) ON funds_reports TO bimtek_app;
"""


def upgrade() -> None:
    op.create_table(
        "tranche_conditions",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_line_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_line_id"], ["application_lines.id"], name=op.f("fk_tranche_conditions_application_line_id")
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["identities.id"], name=op.f("fk_tranche_conditions_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tranche_conditions")),
        sa.UniqueConstraint("application_line_id", name=op.f("uq_tranche_conditions_application_line_id")),
    )
    op.create_table(
        "tranche_payments",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_line_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "prepared",
                "sent",
                "paid",
                "failed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("request_number", sa.String(length=80), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("payment_order_number", sa.String(length=80), nullable=True),
        sa.Column("disbursement_number", sa.String(length=80), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(status = 'paid') = (paid_on IS NOT NULL)", name=op.f("ck_tranche_payments_paid")),
        sa.CheckConstraint(
            "(status IN ('sent', 'paid', 'failed')) = (released_by IS NOT NULL AND sent_on IS NOT NULL"
            " AND payment_order_number IS NOT NULL AND disbursement_number IS NOT NULL)",
            name=op.f("ck_tranche_payments_released"),
        ),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f("ck_tranche_payments_amount")),
        sa.CheckConstraint("released_by <> prepared_by", name=op.f("ck_tranche_payments_two_people")),
        sa.ForeignKeyConstraint(["account_id"], ["group_accounts.id"], name=op.f("fk_tranche_payments_account_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_tranche_payments_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_line_id"], ["application_lines.id"], name=op.f("fk_tranche_payments_application_line_id")
        ),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_tranche_payments_district_code")),
        sa.ForeignKeyConstraint(["prepared_by"], ["identities.id"], name=op.f("fk_tranche_payments_prepared_by")),
        sa.ForeignKeyConstraint(["released_by"], ["identities.id"], name=op.f("fk_tranche_payments_released_by")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["tranche_payments.id"], name=op.f("fk_tranche_payments_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tranche_payments")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_tranche_payments_replaces_id")),
    )
    op.create_index(op.f("ix_tranche_payments_application_id"), "tranche_payments", ["application_id"], unique=False)
    op.create_index(
        "uq_tranche_payments_live",
        "tranche_payments",
        ["application_line_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('prepared', 'sent', 'paid')"),
    )
    op.create_table(
        "tranche_duties",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("duty_group", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("duty_group IN ('finance_1', 'finance_2')", name=op.f("ck_tranche_duties_duty")),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id", "duty_group"],
            ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"],
            name="fk_tranche_duties_duty",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_tranche_duties_application_id")
        ),
        sa.ForeignKeyConstraint(["payment_id"], ["tranche_payments.id"], name=op.f("fk_tranche_duties_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tranche_duties")),
        sa.UniqueConstraint("payment_id", "duty_group", name=op.f("uq_tranche_duties_payment_id_duty_group")),
    )
    op.create_table(
        "funds_reports",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_line_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(length=13), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "due",
                "submitted",
                "returned",
                "accepted",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("used_rupiah", sa.BigInteger(), nullable=True),
        sa.Column("refunded_rupiah", sa.BigInteger(), nullable=True),
        sa.Column("refund_number", sa.String(length=80), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(length=2000), nullable=True),
        sa.CheckConstraint(
            "status = 'due' OR (file_id IS NOT NULL AND submitted_by IS NOT NULL AND used_rupiah IS NOT NULL"
            " AND refunded_rupiah IS NOT NULL AND used_rupiah + refunded_rupiah = amount_rupiah)",
            name=op.f("ck_funds_reports_complete"),
        ),
        sa.CheckConstraint("decided_by <> submitted_by", name=op.f("ck_funds_reports_two_people")),
        sa.CheckConstraint(
            "refunded_rupiah IS NULL OR refunded_rupiah = 0 OR refund_number IS NOT NULL",
            name=op.f("ck_funds_reports_refund"),
        ),
        sa.CheckConstraint("used_rupiah >= 0 AND refunded_rupiah >= 0", name=op.f("ck_funds_reports_sums")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_funds_reports_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_line_id"], ["application_lines.id"], name=op.f("fk_funds_reports_application_line_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["identities.id"], name=op.f("fk_funds_reports_decided_by")),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_funds_reports_district_code")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_funds_reports_file_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["identities.id"], name=op.f("fk_funds_reports_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funds_reports")),
        sa.UniqueConstraint("application_line_id", name=op.f("uq_funds_reports_application_line_id")),
    )
    op.create_index(op.f("ix_funds_reports_application_id"), "funds_reports", ["application_id"], unique=False)
    op.create_index(
        op.f("ix_funds_reports_district_code_due_on"), "funds_reports", ["district_code", "due_on"], unique=False
    )
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP FUNCTION decree_line_awaits_money CASCADE")
    op.drop_table("funds_reports")
    op.drop_table("tranche_duties")
    op.drop_table("tranche_payments")
    op.drop_table("tranche_conditions")
    op.execute("DROP FUNCTION tranche_may_be_paid CASCADE")
