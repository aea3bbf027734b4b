"""Officers invited, recovered and given roles by two administrators; pairs of roles nobody has at once."""

import sqlalchemy as sa
from alembic import op

revision = "officers_administered"
down_revision = "holds"
branch_labels = None
depends_on = None

ROLES = (
    "district_officer", "programme_officer", "desk_verifier", "scorer", "approver", "decree_officer",
    "procurement_officer", "goods_inspector", "treasurer", "handover_officer", "complaint_officer", "auditor",
    "administrator",
)  # fmt: skip
# Whoever gives access or audits has no work to hide; whoever buys neither inspects nor pays; complaints about an
# office are for somebody outside it.
ALONE = ("administrator", "auditor")
PAIRS = {tuple(sorted((each, other))) for each in ALONE for other in ROLES if other != each} | {
    ("goods_inspector", "procurement_officer"), ("procurement_officer", "treasurer"),
    ("complaint_officer", "district_officer"),
}  # fmt: skip
RIGHTS = """
GRANT SELECT ON incompatible_roles TO bimtek_app;
GRANT SELECT, INSERT ON enrolments, access_requests TO bimtek_app;
GRANT SELECT, INSERT, DELETE ON recovery_codes TO bimtek_app;
GRANT UPDATE (used_at) ON recovery_codes TO bimtek_app;
GRANT UPDATE (closed_at) ON enrolments TO bimtek_app;
GRANT UPDATE (decided_by, decided_at, approved, note) ON access_requests TO bimtek_app;
"""


def stamped(*columns: sa.Column) -> list[sa.Column]:
    now, new = sa.text("bimtek_now()"), sa.text("uuidv7()")
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("id", sa.Uuid(), server_default=new, nullable=False),
        *columns,
    ]


def officer(table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["officers.person_id"], name=op.f(f"fk_{table}_{name}"))


def upgrade() -> None:
    op.alter_column("officers", "password_hash", nullable=True)
    op.alter_column("officers", "totp_sealed", nullable=True)
    op.add_column("logins", sa.Column("device", sa.String(length=120), nullable=True))
    op.add_column("logins", sa.Column("network_index", sa.LargeBinary(), nullable=True))
    op.add_column("role_assignments", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "incompatible_roles",
        sa.Column("first", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=False),
        sa.CheckConstraint("first < second", name=op.f("ck_incompatible_roles_in_order")),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_incompatible_roles")),
    )
    for first, second in sorted(PAIRS):
        op.execute(f"INSERT INTO incompatible_roles VALUES ('{first}', '{second}')")
    op.create_table(
        "recovery_codes",
        *stamped(
            sa.Column("officer_id", sa.Uuid(), nullable=False),
            sa.Column("code_index", sa.LargeBinary(), nullable=False),
            sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        ),
        officer("recovery_codes", "officer_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_index", name=op.f("uq_recovery_codes_code_index")),
    )
    op.create_index(op.f("ix_recovery_codes_officer_id"), "recovery_codes", ["officer_id"])
    op.create_table(
        "enrolments",
        *stamped(
            sa.Column("officer_id", sa.Uuid(), nullable=False),
            sa.Column("token_hash", sa.LargeBinary(), nullable=False),
            sa.Column("totp_sealed", sa.LargeBinary(), nullable=False),
            sa.Column("made_by", sa.Uuid(), nullable=True),
            sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        ),
        officer("enrolments", "officer_id"),
        officer("enrolments", "made_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_enrolments_token_hash")),
    )
    op.create_index(op.f("ix_enrolments_officer_id"), "enrolments", ["officer_id"])
    access_requests()
    op.execute(RIGHTS)


def access_requests() -> None:
    kind = sa.Enum("role", "recovery", "enable", name="kind", native_enum=False, create_constraint=True, length=40)
    role = sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=40)
    checks = {
        "role_given": "(kind = 'role') = (role IS NOT NULL AND valid_from IS NOT NULL)",
        "dates": "valid_to IS NULL OR valid_to >= valid_from",
        "not_for_oneself": "requested_by <> officer_id AND decided_by <> officer_id",
        "two_people": "decided_by <> requested_by",
        "decided": "num_nulls(decided_by, decided_at, approved) IN (0, 3)",
    }
    op.create_table(
        "access_requests",
        *stamped(
            sa.Column("officer_id", sa.Uuid(), nullable=False),
            sa.Column("kind", kind, nullable=False),
            sa.Column("role", role, nullable=True),
            sa.Column("region_code", sa.String(length=13), nullable=True),
            sa.Column("valid_from", sa.Date(), nullable=True),
            sa.Column("valid_to", sa.Date(), nullable=True),
            sa.Column("reason", sa.String(length=2000), nullable=False),
            sa.Column("requested_by", sa.Uuid(), nullable=False),
            sa.Column("decided_by", sa.Uuid(), nullable=True),
            sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("approved", sa.Boolean(), nullable=True),
            sa.Column("note", sa.String(length=2000), nullable=True),
        ),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_access_requests_{name}")) for name, rule in checks.items()),
        *(officer("access_requests", name) for name in ("officer_id", "requested_by", "decided_by")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_access_requests_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_requests")),
    )
    op.create_index(op.f("ix_access_requests_officer_id"), "access_requests", ["officer_id"])
    still_open = sa.text("decided_at IS NULL")
    op.create_index("ix_access_requests_open", "access_requests", ["created_at"], postgresql_where=still_open)


def downgrade() -> None:
    for table in ("access_requests", "enrolments", "recovery_codes", "incompatible_roles"):
        op.drop_table(table)
    op.execute("DELETE FROM role_assignments WHERE ended_at IS NOT NULL")
    op.drop_column("role_assignments", "ended_at")
    op.drop_column("logins", "network_index")
    op.drop_column("logins", "device")
    # Whoever has no password yet must not be able to log in with an empty one: no hash verifies as "-".
    op.execute(
        "UPDATE officers SET password_hash = coalesce(password_hash, '-'), totp_sealed = coalesce(totp_sealed, '')"
    )
    op.alter_column("officers", "totp_sealed", nullable=False)
    op.alter_column("officers", "password_hash", nullable=False)
