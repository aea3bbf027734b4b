"""How many registrations of one network or phone may wait for an officer's look is counted, per session, as hashes.

What waits already stays and is not counted: nobody wrote down where it came from.
"""

from alembic import op

revision = "held_bounded"
down_revision = "unbound"
branch_labels = None
depends_on = None

NAME, BEFORE = "ck_registration_origins_kind", "'network', 'phone', 'delegation'"


def choose(kinds: str) -> None:
    op.drop_constraint(op.f(NAME), "registration_origins")
    op.create_check_constraint(op.f(NAME), "registration_origins", f"kind IN ({kinds})")


def upgrade() -> None:
    choose(f"{BEFORE}, 'held_network', 'held_phone'")


def downgrade() -> None:
    op.execute("DELETE FROM registration_origins WHERE kind IN ('held_network', 'held_phone')")
    choose(BEFORE)
