"""A consent can only be withdrawn, once: what was agreed to, when and by which notice never changes."""

from alembic import op

revision = "consents_hold"
down_revision = "readings_end"
branch_labels = None
depends_on = None

HELD = """
CREATE FUNCTION hold_consents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a withdrawn consent stays withdrawn';
END $$
"""


def upgrade() -> None:
    op.execute("REVOKE UPDATE ON consents FROM bimtek_app")
    op.execute("GRANT UPDATE (withdrawn_at, withdrawn_channel) ON consents TO bimtek_app")
    op.execute(HELD)
    op.execute(
        "CREATE TRIGGER consents_hold BEFORE UPDATE ON consents FOR EACH ROW"
        " WHEN (old.withdrawn_at IS NOT NULL) EXECUTE FUNCTION hold_consents()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER consents_hold ON consents")
    op.execute("DROP FUNCTION hold_consents()")
    op.execute("REVOKE UPDATE (withdrawn_at, withdrawn_channel) ON consents FROM bimtek_app")
    op.execute("GRANT UPDATE ON consents TO bimtek_app")
