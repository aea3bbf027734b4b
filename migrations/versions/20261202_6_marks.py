"""Three more marks by which a recipient is recognised: family card, business number, bank account."""

import sqlalchemy as sa
from alembic import op

revision = "marks"
down_revision = "deputations"
branch_labels = None
depends_on = None

KINDS = ("person", "nik", "group", "phone", "address")
NEW_KINDS = ("family_card", "licence", "account")


def allow(table: str, column: str, constraint: str, *values: str) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.drop_constraint(op.f(constraint), table)
    op.create_check_constraint(op.f(constraint), table, f"{column} IN ({listed})")


def upgrade() -> None:
    op.add_column("identities", sa.Column("family_index", sa.LargeBinary(), nullable=True))
    op.add_column("identities", sa.Column("family_last4", sa.String(length=4), nullable=True))
    whole = "(family_index IS NULL) = (family_last4 IS NULL)"
    op.create_check_constraint(op.f("ck_identities_family_whole"), "identities", whole)
    op.execute("GRANT UPDATE (family_index, family_last4) ON identities TO bimtek_app")
    allow("aid_record_keys", "kind", "ck_aid_record_keys_kind", *KINDS, *NEW_KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM aid_record_keys WHERE kind IN ('family_card', 'licence', 'account')")
    op.execute("DELETE FROM rule_waivers WHERE rule IN ('prior_family', 'prior_licence', 'prior_account')")
    allow("aid_record_keys", "kind", "ck_aid_record_keys_kind", *KINDS)
    op.drop_constraint(op.f("ck_identities_family_whole"), "identities")
    op.drop_column("identities", "family_last4")
    op.drop_column("identities", "family_index")
