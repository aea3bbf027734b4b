"""A mark that was exchanged by a correction is still looked at: members' and suppliers' as officers' own.

Whoever was kept out for sharing a phone with a member could confirm the correction that took it away. What requests,
versions and ended accounts say of before is compared as well. Pairs found so in cases under way are asked like new
ones.
"""

from importlib import util
from pathlib import Path

from alembic import op

revision = "marks_before"
down_revision = "decided_once"
branch_labels = None
depends_on = None

BEFORE = """
    UNION SELECT r.kind, r.id, m.mark, m.value FROM rows_of r
    JOIN change_requests c ON c.participant_id = r.row_id AND c.status = 'applied'
    CROSS JOIN LATERAL (VALUES ('phone', c.before ->> 'phone'), ('email', mail_key(c.before ->> 'email')),
                               ('family', CASE WHEN c.kind = 'family_card' THEN encode(c.secret_before, 'hex') END)
    ) m(mark, value)
    UNION SELECT p.kind, p.id, m.mark, m.value FROM judged p
    JOIN supplier_versions s ON p.kind = 'supplier' AND s.supplier_id = p.id
    CROSS JOIN LATERAL (VALUES ('phone', s.phone), ('account', encode(s.account_index, 'hex'))) m(mark, value)"""
LIVING = " AND g.ended_at IS NULL"


def earlier() -> tuple[str, str]:
    """The function as it was, and as it is from now on."""
    path = Path(__file__).with_name("20261211_f2_marks_that_stay.py")
    spec = util.spec_from_file_location("marks_that_stay", path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    new = module.NEW | {"EARLIER": module.NEW["EARLIER"] + BEFORE}
    return module.pairs(module.NEW), module.pairs(new).replace(LIVING, "")


def upgrade() -> None:
    op.execute(earlier()[1])


def downgrade() -> None:
    op.execute(earlier()[0])
