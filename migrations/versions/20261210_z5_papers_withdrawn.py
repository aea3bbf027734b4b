"""A paper nobody has judged yet can be taken back: one that was not asked for locked a returned case for ever.

No row can break it.
"""

import sqlalchemy as sa
from alembic import op

revision = "papers_withdrawn"
down_revision = "account_holders"
branch_labels = None
depends_on = None

JUDGED = """
CREATE FUNCTION judged_paper_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a paper taken back stays so' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM paper_findings WHERE paper_id = OLD.id) THEN
        RAISE EXCEPTION 'a paper that was judged stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judged_paper_stays BEFORE UPDATE ON group_papers FOR EACH ROW EXECUTE FUNCTION judged_paper_stays();
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason) ON group_papers TO bimtek_app;
"""


def upgrade() -> None:
    op.add_column("group_papers", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("group_papers", sa.Column("withdrawn_by", sa.Uuid(), nullable=True))
    op.add_column("group_papers", sa.Column("withdrawn_reason", sa.String(length=200), nullable=True))
    op.create_foreign_key("fk_group_papers_withdrawn_by", "group_papers", "identities", ["withdrawn_by"], ["id"])
    op.create_check_constraint(
        "withdrawn", "group_papers",
        "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
    )  # fmt: skip
    op.execute(JUDGED)


def downgrade() -> None:
    op.execute("DROP FUNCTION judged_paper_stays CASCADE")
    op.drop_constraint(op.f("ck_group_papers_withdrawn"), "group_papers")
    for name in ("withdrawn_at", "withdrawn_by", "withdrawn_reason"):
        op.drop_column("group_papers", name)
