"""A photo may show several pieces that were refused at one door, and no piece of another.

Sixteen pieces in one wrong crate are on one picture. Rows from before fit: each photo showed one piece. On the way
back every piece keeps its photo, the first of them alone its hash; the others are listed in `earlier_rows`
(`one_photo_each`).
"""

import sqlalchemy as sa
from alembic import op

revision = "photo_of_one_door"
down_revision = "refused_at_door"
branch_labels = None
depends_on = None

ONCE = "        IF EXISTS (SELECT FROM handover_photos WHERE sha256 = NEW.photo_sha256) THEN\n"
# One after the other, so that two doors at once are seen.
OF_ONE_DOOR = """        PERFORM pg_advisory_xact_lock(hashtextextended(NEW.photo_sha256, 98));
        IF EXISTS (SELECT FROM handover_photos WHERE sha256 = NEW.photo_sha256)
            OR EXISTS (SELECT FROM refused_pieces WHERE photo_sha256 = NEW.photo_sha256
                       AND (handover_id, attempt_id) IS DISTINCT FROM (NEW.handover_id, NEW.attempt_id)) THEN
"""


def amend(old: str, new: str) -> None:
    found = op.get_bind().execute(sa.text("SELECT pg_get_functiondef('refused_piece_fits'::regproc)")).scalar_one()
    if old not in found:
        raise RuntimeError("refused_piece_fits is not what this migration knows")
    op.get_bind().exec_driver_sql(found.replace(old, new).replace("%", "%%"))


def upgrade() -> None:
    amend(ONCE, OF_ONE_DOOR)
    op.drop_constraint("uq_refused_pieces_photo_sha256", "refused_pieces")
    op.create_index(op.f("ix_refused_pieces_photo_sha256"), "refused_pieces", ["photo_sha256"])


def downgrade() -> None:
    """One hash for one piece again."""
    amend(OF_ONE_DOOR, ONCE)
    second = "id NOT IN (SELECT min(id::text)::uuid FROM refused_pieces GROUP BY photo_sha256)"
    op.execute(
        f"INSERT INTO earlier_rows (rule, subject_id) SELECT 'one_photo_each', id FROM refused_pieces WHERE {second}"
    )
    op.execute(f"UPDATE refused_pieces SET photo_sha256 = NULL WHERE {second}")
    op.drop_index("ix_refused_pieces_photo_sha256", "refused_pieces")
    op.create_unique_constraint("uq_refused_pieces_photo_sha256", "refused_pieces", ["photo_sha256"])
