"""Evidence of a handover: photos by what they show, signatures that serve once, drafts of what is incomplete."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "handover_evidence"
down_revision = "piece_walls"
branch_labels = None
depends_on = None

HERE = """(SELECT current_setting('bimtek.areas', true)) = '*' OR district_code LIKE ANY (
    (SELECT string_to_array((SELECT current_setting('bimtek.areas', true)), ','))::text[])"""
# Photos and signatures kept before: each stays with its paper; a picture on several papers is listed for all but one.
EARLIER = """
INSERT INTO handover_photos (file_id, handover_id, shows, sha256)
SELECT DISTINCT ON (f.sha256) f.id, h.id, 'goods', f.sha256 FROM handovers h JOIN files f ON f.id = h.photo_id
ORDER BY f.sha256, h.id;
CREATE TEMPORARY TABLE signed ON COMMIT DROP AS
SELECT h.id AS paper, h.giver_signature_id AS file_id, h.application_id, 'giver' AS side, h.person_id
FROM handovers h WHERE h.giver_signature_id IS NOT NULL
UNION ALL SELECT h.id, h.receiver_signature_id, h.application_id, 'receiver', h.receiver_id
FROM handovers h WHERE h.receiver_signature_id IS NOT NULL
UNION ALL SELECT v.id, v.signature_id, v.application_id, 'visited', v.signer_id FROM field_visits v;
INSERT INTO signatures (file_id, pixels, sha256, application_id, side, person_id)
SELECT DISTINCT ON (f.sha256) s.file_id, f.sha256, f.sha256, s.application_id, s.side, s.person_id
FROM signed s JOIN files f ON f.id = s.file_id ORDER BY f.sha256, s.paper;
INSERT INTO earlier_rows (rule, subject_id)
SELECT DISTINCT 'signatures_serve_once', s.paper FROM signed s WHERE NOT EXISTS (
    SELECT FROM signatures g WHERE (g.file_id, g.application_id, g.side) = (s.file_id, s.application_id, s.side));
INSERT INTO earlier_rows (rule, subject_id)
SELECT 'handovers_have_evidence', h.id FROM handovers h
WHERE h.photo_id IS NULL OR h.giver_signature_id IS NULL OR h.receiver_signature_id IS NULL;
"""
TRIGGERS = """
CREATE FUNCTION signature_of_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT sha256 INTO STRICT NEW.sha256 FROM files WHERE id = NEW.file_id AND kind = 'signature';
    RETURN NEW;
END $$;
CREATE TRIGGER signature_of_file BEFORE INSERT ON signatures FOR EACH ROW EXECUTE FUNCTION signature_of_file();
CREATE FUNCTION signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signature serves once' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER signature_stays BEFORE UPDATE ON signatures FOR EACH ROW WHEN (OLD.side IS NOT NULL)
    EXECUTE FUNCTION signature_stays();
CREATE FUNCTION photo_of_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT sha256 INTO STRICT NEW.sha256 FROM files WHERE id = NEW.file_id AND kind = 'photo';
    RETURN NEW;
END $$;
CREATE TRIGGER photo_of_file BEFORE INSERT ON handover_photos FOR EACH ROW EXECUTE FUNCTION photo_of_file();
CREATE FUNCTION handover_signed_by_its_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (VALUES (NEW.giver_signature_id, 'giver', NEW.person_id),
                            (NEW.receiver_signature_id, 'receiver', NEW.receiver_id)) AS w (file_id, side, person_id)
        WHERE w.file_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM signatures s WHERE (s.file_id, s.application_id, s.side, s.person_id)
                                         = (w.file_id, NEW.application_id, w.side, w.person_id))) THEN
        RAISE EXCEPTION 'the signature is not that person''s in this case' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM handovers h WHERE h.id <> NEW.id AND (
            h.giver_signature_id IN (NEW.giver_signature_id, NEW.receiver_signature_id)
            OR h.receiver_signature_id IN (NEW.giver_signature_id, NEW.receiver_signature_id))) THEN
        RAISE EXCEPTION 'a signature serves once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handover_signed_by_its_people BEFORE INSERT ON handovers
    FOR EACH ROW EXECUTE FUNCTION handover_signed_by_its_people();
-- At the end of the transaction: photos come after the handover they belong to.
CREATE FUNCTION handover_has_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE needs text[]; shown text[];
BEGIN
    SELECT p.handover_needs INTO needs FROM applications a JOIN programmes p ON p.id = a.programme_id
    WHERE a.id = NEW.application_id;
    SELECT array_agg(shows || '_photo') INTO shown FROM handover_photos WHERE handover_id = NEW.id;
    IF NEW.scan_id IS NOT NULL OR (NEW.giver_signature_id IS NOT NULL AND NEW.receiver_signature_id IS NOT NULL) THEN
        shown := shown || 'signature'::text;
    END IF;
    IF needs IS NULL OR NOT needs <@ coalesce(shown, '{}') THEN
        RAISE EXCEPTION 'minutes without the evidence the programme asks for' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER handover_has_evidence AFTER INSERT ON handovers DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION handover_has_evidence();
"""
GRANTS = """
GRANT SELECT, INSERT ON signatures, handover_photos, handover_drafts TO bimtek_app;
GRANT UPDATE (application_id, side, person_id) ON signatures TO bimtek_app;
GRANT UPDATE (body, status, version, handover_id) ON handover_drafts TO bimtek_app;
"""


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def stamped() -> sa.Column:
    return sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("bimtek_now()"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "signatures",
        stamped(),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("pixels", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.String(10), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("side IN ('giver', 'receiver', 'visited')", name=op.f("ck_signatures_side")),
        sa.CheckConstraint(
            "(side IS NULL) = (application_id IS NULL) AND (side IS NULL) = (person_id IS NULL)",
            name=op.f("ck_signatures_bound"),
        ),
        reference("signatures", "file_id", "files.id"),
        reference("signatures", "application_id", "applications.id"),
        reference("signatures", "person_id", "identities.id"),
        sa.UniqueConstraint("pixels", name=op.f("uq_signatures_pixels")),
        sa.UniqueConstraint("sha256", name=op.f("uq_signatures_sha256")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_signatures")),
    )
    op.create_index(op.f("ix_signatures_application_id"), "signatures", ["application_id"])
    op.create_table(
        "handover_photos",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("shows", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.CheckConstraint("shows IN ('goods', 'receiver', 'other')", name=op.f("ck_handover_photos_shows")),
        reference("handover_photos", "file_id", "files.id"),
        reference("handover_photos", "handover_id", "handovers.id"),
        sa.UniqueConstraint("sha256", name=op.f("uq_handover_photos_sha256")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_handover_photos")),
    )
    op.create_index(op.f("ix_handover_photos_handover_id"), "handover_photos", ["handover_id"])
    op.create_table(
        "handover_drafts",
        stamped(),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.String(13), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("status IN ('open', 'completed')", name=op.f("ck_handover_drafts_status")),
        sa.CheckConstraint(
            "(status = 'completed') = (handover_id IS NOT NULL)", name=op.f("ck_handover_drafts_done")
        ),
        reference("handover_drafts", "application_id", "applications.id"),
        reference("handover_drafts", "district_code", "regions.code"),
        reference("handover_drafts", "made_by", "identities.id"),
        reference("handover_drafts", "handover_id", "handovers.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_drafts")),
    )
    op.create_index(
        "uq_handover_drafts_open", "handover_drafts", ["application_id"], unique=True,
        postgresql_where=sa.text("status = 'open'"),
    )  # fmt: skip
    op.create_index(op.f("ix_handover_drafts_application_id"), "handover_drafts", ["application_id"])
    op.execute("ALTER TABLE handover_drafts ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY by_area ON handover_drafts USING ({HERE}) WITH CHECK ({HERE})")
    op.execute(
        "CREATE POLICY by_programme ON handover_drafts AS RESTRICTIVE USING ("
        "(SELECT strpos(current_setting('bimtek.areas', true), '=') = 0)"
        " OR application_id IN (SELECT a.id FROM applications a))"
    )
    op.add_column("handovers", sa.Column("scan_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_handovers_scan_id"), "handovers", "files", ["scan_id"], ["id"])
    op.execute(EARLIER)
    op.execute(TRIGGERS)
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("DROP FUNCTION handover_has_evidence CASCADE")
    op.execute("DROP FUNCTION handover_signed_by_its_people CASCADE")
    op.drop_column("handovers", "scan_id")
    for table in ("handover_drafts", "handover_photos", "signatures"):
        op.drop_table(table)
    for name in ("signature_of_file", "signature_stays", "photo_of_file"):
        op.execute(f"DROP FUNCTION {name}")
    op.execute("DELETE FROM earlier_rows WHERE rule IN ('signatures_serve_once', 'handovers_have_evidence')")
