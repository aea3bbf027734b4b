"""Another name or birth date under one id and phone is another registration, for an officer to look at.

The guard against exact repeats grows narrower, so no row breaks it. Going back needs such registrations decided
first: PostgreSQL names the first pair that stands in the way.
"""

from alembic import op

revision = "repeats"
down_revision = "readings_elsewhere"
branch_labels = None
depends_on = None

# What is left of a name when case, spaces and marks are set aside: "Siti  Aminah" is "siti aminah", and no one else.
NAME_KEY = """
CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    lower(translate(name, ' .,-''’`', ''))
"""
COUNTS = "status NOT IN ('withdrawn', 'lapsed', 'substituted', 'cancelled_by_office', 'closed_unserved')"
CONTACT = "CREATE UNIQUE INDEX uq_registrations_contact ON registrations (session_id, nik_index, phone{more}) WHERE "


def upgrade() -> None:
    op.execute(NAME_KEY)
    op.execute("DROP INDEX uq_registrations_contact")
    op.execute(CONTACT.format(more=", name_key(name), birth_date") + COUNTS)


def downgrade() -> None:
    op.execute("DROP INDEX uq_registrations_contact")
    op.execute(CONTACT.format(more="") + COUNTS)
    op.execute("DROP FUNCTION name_key(text)")
