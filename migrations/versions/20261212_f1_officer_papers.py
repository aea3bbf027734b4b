"""An officer's national id rests on two words: hers, and an administrator's who read it on her paper.

Officers from before stay as they are: nobody has read a paper of theirs, and the administrators' inbox lists each
until somebody other than she has. What she gives from now on must agree with the paper, where one was read; whoever
is on file with another number than her paper says takes no further duty in a case.
"""

import sqlalchemy as sa
from alembic import op

revision = "officer_papers"
down_revision = "holds_asked"
branch_labels = None
depends_on = None

OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')"
PAPERS = f"""
GRANT SELECT, INSERT, UPDATE (contradicted_at) ON officer_papers TO bimtek_app;

-- Read by somebody else than she, and a second time by somebody else again. Without a reader only by the owner.
CREATE FUNCTION paper_read_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.read_by IS NULL THEN
        IF {OWNER} THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'somebody reads a paper' USING ERRCODE = 'check_violation';
    END IF;
    IF one_human(NEW.read_by, (SELECT p.read_by FROM officer_papers p WHERE p.officer_id = NEW.officer_id
                               ORDER BY p.id DESC LIMIT 1)) THEN
        RAISE EXCEPTION 'a paper is read by another one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_read_by_another BEFORE INSERT ON officer_papers FOR EACH ROW
    EXECUTE FUNCTION paper_read_by_another();
CREATE TRIGGER two_hands_officer_id_read_by BEFORE INSERT OR UPDATE ON officer_papers FOR EACH ROW
    EXECUTE FUNCTION two_hands('officer_id', 'read_by', 'about');

-- What was read last on the paper of an account; nothing where nobody read it.
CREATE FUNCTION paper_of(account uuid) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT nik_index FROM officer_papers WHERE officer_id = account ORDER BY id DESC LIMIT 1 $$;

CREATE FUNCTION holder_as_on_paper() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM identities i JOIN officers o ON o.person_id = NEW.person_id
               WHERE i.id = human(NEW.person_id) AND paper_of(o.person_id) <> i.nik_index) THEN
        RAISE EXCEPTION 'her paper says another number' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holder_as_on_paper BEFORE INSERT ON case_duties FOR EACH ROW EXECUTE FUNCTION holder_as_on_paper();

-- Whose number is forgotten has no paper left either. Nobody but this takes a reading away.
CREATE FUNCTION papers_go_with_the_number() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM officer_papers p USING identities i
    WHERE i.id = p.officer_id AND NEW.id IN (i.id, i.same_as);
    RETURN NULL;
END $$;
CREATE TRIGGER papers_go_with_the_number AFTER UPDATE OF nik_index ON identities FOR EACH ROW
    WHEN (OLD.nik_index IS NOT NULL AND NEW.nik_index IS NULL) EXECUTE FUNCTION papers_go_with_the_number();

-- What somebody gave as the contact of a delegation is forgotten with her, and by its age.
GRANT UPDATE (contact_name, phone, email) ON delegations TO bimtek_app;
"""
# The same as it was, but for the first line of the outcome.
CONFIRM = """
DO $$
DECLARE source text := pg_get_functiondef('confirm_officer'::regproc);
BEGIN
    EXECUTE replace(source, {before}, {after});
END $$;
"""
KNOWN = "$x$CASE WHEN holder IN (own.id, own.same_as)$x$"
PAPER = "$x$CASE WHEN paper_of(account) <> given THEN 'paper' WHEN holder IN (own.id, own.same_as)$x$"


def upgrade() -> None:
    op.create_table(
        "officer_papers",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("nik_index", sa.LargeBinary(), nullable=False),
        sa.Column("read_by", sa.Uuid(), nullable=True),
        sa.Column("contradicted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("read_by <> officer_id", name=op.f("ck_officer_papers_another")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.person_id"], name=op.f("fk_officer_papers_officer_id")),
        sa.ForeignKeyConstraint(["read_by"], ["officers.person_id"], name=op.f("fk_officer_papers_read_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_papers")),
    )
    op.create_index(op.f("ix_officer_papers_officer_id"), "officer_papers", ["officer_id"])
    op.execute(PAPERS)
    op.execute(CONFIRM.format(before=KNOWN, after=PAPER))


def downgrade() -> None:
    op.execute(CONFIRM.format(before=PAPER, after=KNOWN))
    op.execute("REVOKE UPDATE (contact_name, phone, email) ON delegations FROM bimtek_app")
    for function in ("holder_as_on_paper", "papers_go_with_the_number"):
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.drop_table("officer_papers")
    op.execute("DROP FUNCTION paper_read_by_another")
    op.execute("DROP FUNCTION paper_of")
