"""Messages about cases, complaints and delegations; what was reminded of; appointments; where an office is reached.

Messages there already are about a registration and stay as they are. Complaints there already were written in
Indonesian as far as anybody knows. A downgrade drops what it has no place for: messages that are not about a
registration, and kinds it does not know.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "everybody_told"
down_revision = "states_of_goods"
branch_labels = None
depends_on = None

AREAS = "(SELECT current_setting('bimtek.areas', true))"
HERE = f"{AREAS} = '*' OR district_code LIKE ANY ((SELECT string_to_array({AREAS}, ','))::text[])"
FREE = f"(SELECT strpos({AREAS}, '=') = 0)"
CASES = "application_id IN (SELECT a.id FROM applications a)"
OLD_RULE = "registration_id IN (SELECT r.id FROM registrations r)"
ABOUT = {
    "registration_id": "registrations", "application_id": "applications", "complaint_id": "complaints",
    "delegation_id": "delegations",
}  # fmt: skip
RULE = " OR ".join(f"{column} IN (SELECT x.id FROM {table} x)" for column, table in ABOUT.items())
OLD_KINDS = (
    "received confirmed queued offered invited offer_lapsed accepted rejected returned lapsed cancelled completed"
    " postponed new_dates plan_changed reminder one_time_code record_corrected"
)
KINDS = (
    f"{OLD_KINDS} offer_taken seated withdrawn substituted not_completed no_show unserved erasure_refused"
    " certificate_revoked certificate_reissued delegation_received call_closing case_received case_returned"
    " case_return_closing case_corrected case_lapsed case_withdrawn case_complete case_visit_comes case_fit"
    " case_unfit case_visit_again case_ineligible case_selected case_reserve case_not_selected case_promoted"
    " case_approved case_rejected case_approval_cancelled case_decreed case_decree_revoked case_people_amended"
    " case_held case_let_go appeal_closing appeal_received appeal_dismissed appeal_upheld visit_planned"
    " handover_planned appointment_cancelled goods_expected goods_on_the_way goods_arrived handover_done"
    " handover_missed handover_refused pieces_refused dispute_received dispute_upheld dispute_dismissed"
    " case_closed_short money_sent money_paid money_failed funds_report_due funds_report_overdue"
    " funds_report_received funds_report_accepted funds_report_returned refund_asked refund_ended refund_received"
    " refund_not_accepted visit_due report_due report_overdue report_received report_accepted report_returned"
    " asset_recalled title_transferred case_breached case_remedied case_aid_recalled case_closed"
    " complaint_received complaint_message complaint_held complaint_resumed complaint_answered complaint_closed"
)
AGAIN = "('messages', 'status', 'undelivered', 'queued')"


def kinds(listed: str) -> None:
    op.drop_constraint(op.f("ck_messages_kind"), "messages")
    rule = ", ".join(f"'{each}'" for each in listed.split())
    op.create_check_constraint(op.f("ck_messages_kind"), "messages", f"kind IN ({rule})")


def messages() -> None:
    op.alter_column("messages", "registration_id", nullable=True)
    for column, table in list(ABOUT.items())[1:]:
        op.add_column("messages", sa.Column(column, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f"fk_messages_{column}"), "messages", table, [column], ["id"])
        op.create_unique_constraint(op.f(f"uq_messages_{column}_event_id"), "messages", [column, "event_id"])
    op.add_column("messages", sa.Column("person_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_messages_person_id"), "messages", "participants", ["person_id"], ["person_id"])
    op.create_index(op.f("ix_messages_person_id"), "messages", ["person_id"])
    op.add_column("messages", sa.Column("facts", JSONB(), server_default=sa.text("'{}'"), nullable=False))
    op.create_check_constraint(op.f("ck_messages_about_one"), "messages", f"num_nonnulls({', '.join(ABOUT)}) = 1")
    op.execute(f"ALTER POLICY by_programme ON messages USING ({FREE} OR {RULE})")
    kinds(KINDS)
    op.execute(f"INSERT INTO workflow_steps (table_name, column_name, before, after) VALUES {AGAIN}")


def stamped(*columns: sa.Column) -> list[sa.Column]:
    return [
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        *columns,
    ]


def appointments() -> None:
    op.create_table(
        "case_appointments",
        *stamped(
            sa.Column("application_id", sa.Uuid(), nullable=False),
            sa.Column("district_code", sa.String(13), nullable=False),
            sa.Column("kind", sa.String(40), nullable=False),
            sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("place", sa.String(200), nullable=False),
            sa.Column("bring", sa.String(200), nullable=True),
            sa.Column("made_by", sa.Uuid(), nullable=False),
            sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("ended_by", sa.Uuid(), nullable=True),
        ),
        sa.CheckConstraint("kind IN ('visit', 'handover')", name=op.f("ck_case_appointments_kind")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_case_appointments_ended")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_case_appointments_application_id")
        ),
        sa.ForeignKeyConstraint(["district_code"], ["regions.code"], name=op.f("fk_case_appointments_district_code")),
        sa.ForeignKeyConstraint(["made_by"], ["identities.id"], name=op.f("fk_case_appointments_made_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["identities.id"], name=op.f("fk_case_appointments_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_appointments")),
    )
    op.create_index(
        "uq_case_appointments_open", "case_appointments", ["application_id", "kind"], unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_case_appointments_application_id"), "case_appointments", ["application_id"])
    op.execute("ALTER TABLE case_appointments ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON case_appointments USING ({HERE}) WITH CHECK ({HERE})")
    op.execute(f"CREATE POLICY by_programme ON case_appointments AS RESTRICTIVE USING ({FREE} OR {CASES})")
    op.execute("GRANT SELECT, INSERT, UPDATE (ended_at, ended_by) ON case_appointments TO bimtek_app")


def offices() -> None:
    op.create_table(
        "office_contacts",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("region_code", sa.String(13), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(16), nullable=False),
        sa.Column("hours", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_office_contacts_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_contacts")),
        sa.UniqueConstraint("region_code", name=op.f("uq_office_contacts_region_code")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON office_contacts TO bimtek_app")


def reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "due_on", name=op.f("pk_reminders")),
    )
    op.execute("GRANT SELECT, INSERT ON reminders TO bimtek_app")


def upgrade() -> None:
    messages()
    op.add_column("complaints", sa.Column("language", sa.String(2), server_default="id", nullable=False))
    appointments()
    offices()
    reminders()


def downgrade() -> None:
    for table in ("reminders", "office_contacts", "case_appointments"):
        op.drop_table(table)
    op.drop_column("complaints", "language")
    op.execute(f"DELETE FROM workflow_steps WHERE (table_name, column_name, before, after) = {AGAIN}")
    known = ", ".join(f"'{each}'" for each in OLD_KINDS.split())
    op.execute(f"DELETE FROM messages WHERE registration_id IS NULL OR kind NOT IN ({known})")
    op.execute(f"ALTER POLICY by_programme ON messages USING ({FREE} OR {OLD_RULE})")
    kinds(OLD_KINDS)
    op.drop_constraint(op.f("ck_messages_about_one"), "messages")
    for column in ("facts", "person_id", *list(ABOUT)[1:]):
        op.drop_column("messages", column)
    op.alter_column("messages", "registration_id", nullable=False)
