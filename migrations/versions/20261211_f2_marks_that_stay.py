"""Look-alikes are found however a mark is written, whoever lent her hand, and after a number was exchanged.

Officers' numbers are remembered from now on: those they had before are not known any more. What was ordered and paid
stays; nothing new is paid to whoever became the owner of a supplier and has a part in the case.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "marks_that_stay"
down_revision = "guards_look_in_public"
branch_labels = None
depends_on = None

# One mailbox has many spellings: what follows a plus, and at Google dots, is not looked at.
MAIL = """
CREATE FUNCTION mail_key(address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN lower(address) ~ '@(gmail|googlemail)\\.com$'
        THEN replace(split_part(split_part(lower(address), '@', 1), '+', 1), '.', '') || '@gmail.com'
        ELSE split_part(split_part(lower(address), '@', 1), '+', 1) || '@' || split_part(lower(address), '@', 2) END
$$
"""
# An officer tells her phone herself. Exchanging it does not unsay the one she had, until she is forgotten.
PHONES = """
CREATE FUNCTION phone_is_remembered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.earlier_phones := CASE
        WHEN NEW.phone IS NULL AND NEW.disabled_at IS NOT NULL AND EXISTS (
            SELECT FROM identities i WHERE i.id = NEW.person_id AND i.nik_index IS NULL AND i.same_as IS NULL)
        THEN '{}' WHEN OLD.phone IS NULL THEN OLD.earlier_phones
        ELSE array_append(array_remove(OLD.earlier_phones, OLD.phone), OLD.phone) END;
    RETURN NEW;
END $$;
CREATE TRIGGER phone_is_remembered BEFORE UPDATE ON officers FOR EACH ROW
    WHEN (NEW.phone IS DISTINCT FROM OLD.phone) EXECUTE FUNCTION phone_is_remembered();
"""
# Five years after an officer was shut out her numbers go: the wall around what is on file refused that, too.
FORGOTTEN = """
CREATE FUNCTION is_forgotten_officer(person uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM officers
                   WHERE person_id = person AND disabled_at < bimtek_now() - interval '5 years')
$$;
DROP TRIGGER by_request ON identities;
CREATE TRIGGER by_request BEFORE UPDATE ON identities FOR EACH ROW
    WHEN (num_nonnulls(NEW.nik_index, NEW.nik_sealed, NEW.nik_last4, NEW.family_index, NEW.family_last4) > 0
          OR NEW.same_as IS DISTINCT FROM OLD.same_as OR NOT is_forgotten_officer(OLD.id))
    EXECUTE FUNCTION expect_change_request('id', 'participant_id', '', 'fill');
"""
REMEMBERED = """
DROP TRIGGER by_request ON identities;
CREATE TRIGGER by_request BEFORE UPDATE ON identities
    FOR EACH ROW EXECUTE FUNCTION expect_change_request('id', 'participant_id', '', 'fill');
DROP FUNCTION is_forgotten_officer;
"""
PAID = """
CREATE FUNCTION payee_is_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM orders o
        CROSS JOIN LATERAL (SELECT DISTINCT l.application_id FROM order_lines l WHERE l.order_id = o.id) c
        CROSS JOIN LATERAL case_look_alikes(c.application_id) p
        WHERE o.id = NEW.order_id AND p.mark = 'self' AND o.supplier_id IN (p.one_id, p.other_id)) THEN
        RAISE EXCEPTION 'the seller is somebody of the case' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payee_is_another AFTER INSERT ON supplier_payments FOR EACH ROW EXECUTE FUNCTION payee_is_another();
"""
PRINCIPALS = """
CREATE FUNCTION principals_of(person uuid, instant timestamptz) RETURNS SETOF uuid LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT human(d.principal_id) FROM deputations d WHERE human(d.deputy_id) = human(person) AND acts_at(d, instant)
$$
"""
PAIRS = """
CREATE OR REPLACE FUNCTION case_look_alikes(of_case uuid, comers uuid[] DEFAULT '{}', seller uuid DEFAULT NULL)
RETURNS TABLE (one_kind text, one_id uuid, other_kind text, other_id uuid, mark text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
WITH members AS (
    SELECT DISTINCT human(m.person_id) AS human FROM applications a
    JOIN group_members m ON m.group_id = a.group_id AND m.valid_to IS NULL WHERE a.id = of_case
), acting AS (
    SELECT human_id AS human FROM case_duties d WHERE case_id = of_case AND (duty_group <> 'applicant' OR EXISTS (
        SELECT FROM officers o JOIN identities i ON i.id = o.person_id WHERE d.human_id IN (i.id, i.same_as)))
    UNION SELECT human(comer) FROM unnest(comers) AS comer {PRINCIPALS}
), parties AS (
    SELECT 'person' AS kind, human AS id, human, human NOT IN (SELECT m.human FROM members m) AS acts FROM (
        SELECT human FROM members UNION SELECT human FROM acting
        UNION SELECT human_id FROM case_duties WHERE case_id = of_case) everybody
    UNION ALL
    SELECT 'supplier', s.id, s.owner_id, true FROM suppliers s WHERE s.id = seller OR s.id IN (
        SELECT o.supplier_id FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.application_id = of_case)
    UNION ALL
    SELECT 'group', a.group_id, NULL, false FROM applications a WHERE a.id = of_case
), judged AS (
    SELECT kind, id, human, acts AND (kind = 'supplier' OR human IN (SELECT a.human FROM acting a)) AS acts
    FROM parties
), rows_of AS (
    SELECT p.kind, p.id, i.id AS row_id, i.family_index
    FROM judged p JOIN identities i ON p.human IN (i.id, i.same_as)
), marks AS (
    SELECT kind, id, 'self' AS mark, human::text AS value FROM judged WHERE human IS NOT NULL
    UNION SELECT kind, id, 'family', encode(family_index, 'hex') FROM rows_of
    UNION SELECT r.kind, r.id, m.mark, m.value FROM rows_of r JOIN participants t ON t.person_id = r.row_id
    CROSS JOIN LATERAL (VALUES ('phone', t.phone), ('email', {THEIRS})) m(mark, value)
    UNION SELECT r.kind, r.id, m.mark, m.value FROM rows_of r JOIN officers t ON t.person_id = r.row_id
    CROSS JOIN LATERAL (VALUES ('phone', t.phone), ('email', {HERS})) m(mark, value) {EARLIER}
    UNION SELECT p.kind, p.id, m.mark, m.value FROM judged p JOIN suppliers s ON p.kind = 'supplier' AND s.id = p.id
    CROSS JOIN LATERAL (VALUES ('phone', s.phone), ('account', encode(s.account_index, 'hex'))) m(mark, value)
    UNION SELECT p.kind, p.id, 'account', encode(g.number_index, 'hex') FROM judged p
    JOIN group_accounts g ON p.kind = 'group' AND g.group_id = p.id AND g.ended_at IS NULL
)
SELECT DISTINCT a.kind, a.id, b.kind, b.id, x.mark
FROM marks x JOIN marks y ON y.mark = x.mark AND y.value = x.value AND (x.kind, x.id) < (y.kind, y.id)
JOIN judged a ON a.kind = x.kind AND a.id = x.id JOIN judged b ON b.kind = y.kind AND b.id = y.id
WHERE x.value <> '' AND (a.acts OR b.acts) AND NOT (a.kind = 'supplier' AND b.kind = 'supplier')
  AND (x.mark = 'self') = coalesce(a.human = b.human, false)
$$
"""
NEW = {
    # Whose hand somebody was when she took her duty, or would be now, is looked at with her.
    "PRINCIPALS": """
    UNION SELECT p FROM case_duties d CROSS JOIN LATERAL principals_of(d.human_id, d.taken_at) AS p
    WHERE d.case_id = of_case AND d.duty_group <> 'applicant'
    UNION SELECT p FROM unnest(comers) AS comer CROSS JOIN LATERAL principals_of(comer, bimtek_now()) AS p""",
    "THEIRS": "mail_key(t.email)",
    "HERS": "mail_key(t.email)",
    "EARLIER": """
    UNION SELECT r.kind, r.id, 'phone', earlier FROM rows_of r JOIN officers t ON t.person_id = r.row_id
    CROSS JOIN LATERAL unnest(t.earlier_phones) AS earlier""",
}
OLD = {"PRINCIPALS": "", "THEIRS": "lower(t.email)", "HERS": "t.email", "EARLIER": ""}


def pairs(parts: dict[str, str]) -> str:
    text = PAIRS
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text


def upgrade() -> None:
    none = sa.text("'{}'")
    op.add_column(
        "officers", sa.Column("earlier_phones", postgresql.ARRAY(sa.String(16)), server_default=none, nullable=False)
    )
    for part in (MAIL, PHONES, FORGOTTEN, PRINCIPALS, pairs(NEW), PAID):
        op.execute(part)
    op.create_index("ix_officers_mail_key", "officers", [sa.text("mail_key(email)")])


def downgrade() -> None:
    op.execute("DROP FUNCTION payee_is_another CASCADE")
    op.execute(pairs(OLD))
    op.execute("DROP FUNCTION principals_of")
    op.execute(REMEMBERED)
    op.execute("DROP FUNCTION phone_is_remembered CASCADE")
    op.drop_column("officers", "earlier_phones")
    op.drop_index("ix_officers_mail_key", "officers")
    op.execute("DROP FUNCTION mail_key")
