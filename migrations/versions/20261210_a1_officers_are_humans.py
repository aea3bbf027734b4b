"""One human is one identity: officers and owners of suppliers have a national id like participants, kept once.

What was there stays. Officers have none yet: they give theirs before their next duty in a case, and duties taken
before that stay and are marked (`identity_known`). A NIP that two accounts have, or that is none, leaves the account
it cannot belong to and is listed in `nip_findings`. Suppliers have no owner yet: the next order asks for one.
"""

import sqlalchemy as sa
from alembic import op

revision = "officers_are_humans"
down_revision = "kept_answers"
branch_labels = None
depends_on = None

# Spaces, dots and dashes go; of equal numbers the oldest account keeps it.
NIPS = r"""
CREATE TEMP TABLE found AS
SELECT person_id, nip, bare, CASE WHEN bare !~ '^[0-9]{18}$' THEN 'shape'
       WHEN row_number() OVER (PARTITION BY bare ORDER BY created_at, person_id) > 1 THEN 'double' END AS why
FROM (SELECT person_id, created_at, nip, regexp_replace(nip, '[^0-9]', '', 'g') AS bare
      FROM officers WHERE nip IS NOT NULL) given;
INSERT INTO nip_findings (officer_id, nip, why) SELECT person_id, nip, why FROM found WHERE why IS NOT NULL;
UPDATE officers o SET nip = CASE WHEN f.why IS NULL THEN f.bare END FROM found f WHERE f.person_id = o.person_id;
DROP TABLE found;
"""
NIPS_BACK = "UPDATE officers o SET nip = f.nip FROM nip_findings f WHERE f.officer_id = o.person_id"
DUTIES = """
UPDATE case_duties c SET human_id = c.person_id, identity_known = EXISTS (
    SELECT FROM identities i WHERE i.id = c.person_id AND i.nik_index IS NOT NULL)
"""
WALLS = """
-- Whoever the row is of: an account from before its officer's national id was known stands for her earlier row.
CREATE FUNCTION human(of_person uuid) RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT coalesce(same_as, id) FROM identities WHERE id = of_person $$;

-- A national id, once there, is never exchanged for another; it goes when somebody is forgotten whom no case names.
CREATE FUNCTION identity_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.nik_index IS NOT NULL AND NEW.nik_index IS DISTINCT FROM OLD.nik_index
       AND (NEW.nik_index IS NOT NULL OR EXISTS (
           SELECT FROM case_duties c LEFT JOIN applications a ON a.id = c.case_id WHERE c.human_id = OLD.id
           AND (c.duty_group <> 'applicant' OR a.status NOT IN ('draft', 'discarded', 'withdrawn')))) THEN
        RAISE EXCEPTION 'an identity keeps its number' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.same_as IS NOT NULL AND NEW.same_as IS DISTINCT FROM OLD.same_as THEN
        RAISE EXCEPTION 'an identity keeps its human' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.same_as IS NOT NULL AND OLD.same_as IS NULL THEN
        IF NOT EXISTS (SELECT FROM identities WHERE id = NEW.same_as AND nik_index IS NOT NULL)
           OR EXISTS (SELECT FROM identities WHERE same_as = NEW.id)
           OR EXISTS (SELECT FROM officers WHERE person_id = NEW.same_as) THEN
            RAISE EXCEPTION 'not the same human' USING ERRCODE = 'check_violation';
        END IF;
        -- Two who hold duties of one case cannot become one: the unique key of case and human refuses.
        UPDATE case_duties SET human_id = NEW.same_as, identity_known = true WHERE person_id = NEW.id;
    ELSIF NEW.nik_index IS NOT NULL AND OLD.nik_index IS NULL THEN
        UPDATE case_duties SET identity_known = true WHERE human_id = NEW.id AND NOT identity_known;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_stays BEFORE UPDATE ON identities FOR EACH ROW EXECUTE FUNCTION identity_stays();

CREATE FUNCTION one_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM officers o JOIN identities i ON i.id = o.person_id WHERE i.same_as = NEW.person_id) THEN
        RAISE EXCEPTION 'this human has an account' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_account BEFORE INSERT ON officers FOR EACH ROW EXECUTE FUNCTION one_account();

-- A duty is held by a human who is known, and by each human once in a case.
CREATE FUNCTION duty_of_a_human() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.human_id := human(NEW.person_id);
    NEW.identity_known := true;
    IF NOT EXISTS (SELECT FROM identities WHERE id = NEW.human_id AND nik_index IS NOT NULL) THEN
        RAISE EXCEPTION 'identity not confirmed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER duty_of_a_human BEFORE INSERT ON case_duties FOR EACH ROW EXECUTE FUNCTION duty_of_a_human();

-- The officer and whoever has the national id become one. Tells what happened:
-- known: it was hers. other: she has another one. taken: an officer has it. kept: nobody had it.
-- moved: an account nobody has used goes to the row of the participant or owner. joined: a used one stands for it.
-- clash: both have duties in one case.
CREATE FUNCTION confirm_officer(account uuid, given bytea, sealed bytea, last4 text,
                                OUT outcome text, OUT person uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own identities; holder uuid; moving officers; link record;
BEGIN
    person := account;
    SELECT * INTO own FROM identities WHERE id = account FOR UPDATE;
    SELECT id INTO holder FROM identities WHERE nik_index = given FOR UPDATE;
    outcome := CASE WHEN holder IN (own.id, own.same_as) THEN 'known'
                    WHEN own.nik_index IS NOT NULL OR own.same_as IS NOT NULL THEN 'other'
                    WHEN EXISTS (SELECT FROM officers o JOIN identities i ON i.id = o.person_id
                                 WHERE holder IN (i.id, i.same_as)) THEN 'taken' END;
    IF outcome IS NOT NULL THEN RETURN; END IF;
    IF holder IS NULL THEN
        UPDATE identities SET nik_index = given, nik_sealed = sealed, nik_last4 = last4 WHERE id = account;
        outcome := 'kept';
    ELSIF EXISTS (SELECT FROM officers WHERE person_id = account AND password_hash IS NULL)
          AND NOT EXISTS (SELECT FROM recovery_codes WHERE officer_id = account)
          AND NOT EXISTS (SELECT FROM logins WHERE officer_id = account) THEN
        SELECT * INTO moving FROM officers WHERE person_id = account;
        UPDATE officers SET email = account || '@pindah.invalid', nip = NULL WHERE person_id = account;
        moving.person_id := holder;
        INSERT INTO officers SELECT (moving).*;
        FOR link IN SELECT c.conrelid::regclass AS place, a.attname AS name
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.confrelid = 'officers'::regclass LOOP
            EXECUTE format('UPDATE %1$s SET %2$I = $1 WHERE %2$I = $2', link.place, link.name) USING holder, account;
        END LOOP;
        UPDATE idempotency_keys SET resource_id = holder WHERE resource_id = account;
        DELETE FROM officers WHERE person_id = account;
        UPDATE identities i SET family_index = coalesce(i.family_index, own.family_index),
                                family_last4 = coalesce(i.family_last4, own.family_last4) WHERE i.id = holder;
        DELETE FROM identities WHERE id = account;
        outcome := 'moved';
        person := holder;
    ELSE
        BEGIN
            UPDATE identities SET same_as = holder WHERE id = account;
            outcome := 'joined';
        EXCEPTION WHEN unique_violation THEN outcome := 'clash';
        END;
    END IF;
END $$;
REVOKE ALL ON FUNCTION confirm_officer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confirm_officer TO bimtek_app;
GRANT SELECT ON nip_findings TO bimtek_app;
"""


def owner() -> tuple[sa.Column, ...]:
    return (
        sa.Column("owner_name", sa.String(length=120), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("bank", sa.String(length=60), nullable=True),
        sa.Column("account_holder", sa.String(length=120), nullable=True),
        sa.Column("account_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("account_index", sa.LargeBinary(), nullable=True),
        sa.Column("account_last4", sa.String(length=4), nullable=True),
    )


PARTS = "owner_name, owner_id, bank, account_holder, account_sealed, account_index, account_last4"
WHOLE = f"num_nulls({PARTS}) IN (0, 7)"


def upgrade() -> None:
    op.add_column("identities", sa.Column("same_as", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_identities_same_as"), "identities", "identities", ["same_as"], ["id"])
    op.create_unique_constraint(op.f("uq_identities_same_as"), "identities", ["same_as"])
    one = "same_as IS NULL OR (nik_index IS NULL AND same_as <> id)"
    op.create_check_constraint(op.f("ck_identities_one_number"), "identities", one)
    op.add_column("officers", sa.Column("phone", sa.String(length=16), nullable=True))
    op.create_table(
        "nip_findings",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=False),
        sa.CheckConstraint("why IN ('shape', 'double')", name=op.f("ck_nip_findings_why")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.person_id"], name=op.f("fk_nip_findings_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_nip_findings")),
    )
    op.execute(NIPS)
    op.create_unique_constraint(op.f("uq_officers_nip"), "officers", ["nip"])
    op.create_check_constraint(op.f("ck_officers_nip"), "officers", "nip ~ '^[0-9]{18}$'")
    op.add_column("case_duties", sa.Column("human_id", sa.Uuid(), nullable=True))
    op.add_column(
        "case_duties", sa.Column("identity_known", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.execute(DUTIES)
    op.alter_column("case_duties", "human_id", nullable=False)
    op.create_foreign_key(op.f("fk_case_duties_human_id"), "case_duties", "identities", ["human_id"], ["id"])
    op.create_unique_constraint(op.f("uq_case_duties_case_id_human_id"), "case_duties", ["case_id", "human_id"])
    op.create_index(op.f("ix_case_duties_human_id"), "case_duties", ["human_id"])
    for column in owner():
        op.add_column("suppliers", column)
    op.create_foreign_key(op.f("fk_suppliers_owner_id"), "suppliers", "identities", ["owner_id"], ["id"])
    op.create_check_constraint(op.f("ck_suppliers_owner_whole"), "suppliers", WHOLE)
    op.create_index(op.f("ix_suppliers_owner_id"), "suppliers", ["owner_id"])
    op.create_index(op.f("ix_suppliers_account_index"), "suppliers", ["account_index"])
    op.execute(WALLS)


def downgrade() -> None:
    op.execute("DROP FUNCTION confirm_officer")
    for function in ("duty_of_a_human", "one_account", "identity_stays"):
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.execute("DROP FUNCTION human")
    op.drop_constraint(op.f("ck_suppliers_owner_whole"), "suppliers")
    for column in owner():
        op.drop_column("suppliers", column.name)
    op.drop_column("case_duties", "human_id")
    op.drop_column("case_duties", "identity_known")
    op.drop_constraint(op.f("uq_officers_nip"), "officers")
    op.drop_constraint(op.f("ck_officers_nip"), "officers")
    op.execute(NIPS_BACK)
    op.drop_table("nip_findings")
    op.drop_column("officers", "phone")
    op.drop_column("identities", "same_as")
