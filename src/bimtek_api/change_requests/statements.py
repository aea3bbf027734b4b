"""The records a request is about: what they say today, and writing what was approved. Suppliers live in a wing above."""

from sqlalchemy import TextClause, text

from bimtek_api.change_requests.models import RecordKind as K

PERSON = (
    "name", "phone", "email", "birth_date", "sex", "district_code", "subdistrict_code", "village_code",
    "business_name", "trade", "kbli", "kbli_version",
)  # fmt: skip
COLUMNS: dict[K, tuple[str, ...]] = {
    K.PERSON: PERSON,
    K.NIK: ("nik_last4",),
    K.FAMILY_CARD: ("family_last4",),
    K.GROUP: ("name", "address", "trade", "formed_on"),
    K.GROUP_END: ("ended_on",),
    K.ACCOUNT: ("bank", "holder", "number_last4"),
    K.SUPPLIER: ("nib", "name", "address", "phone"),
    K.SUPPLIER_OWNER: ("owner_name", "owner_id"),
    K.SUPPLIER_ACCOUNT: ("bank", "account_holder", "account_last4"),
}
SECRETS = {
    K.NIK: "nik",
    K.FAMILY_CARD: "family",
    K.ACCOUNT: "number",
    K.SUPPLIER_ACCOUNT: "account",
}  # columns …_index, …_last4
PURPOSES = {K.FAMILY_CARD: "family", K.ACCOUNT: "account", K.SUPPLIER_ACCOUNT: "account"}  # of their indexes

IDENTITY = (
    "SELECT to_jsonb(t) || jsonb_build_object('version', p.version) FROM identities t"
    " JOIN participants p ON p.person_id = t.id WHERE t.id = :id"
)
OWNER = (
    "SELECT to_jsonb(t) || jsonb_build_object('owner_nik_last4', i.nik_last4) FROM suppliers t"
    " JOIN identities i ON i.id = t.owner_id WHERE t.id = :id"
)
GROUP = "SELECT to_jsonb(t) FROM groups t WHERE t.id = :id"
READ: dict[K, str] = {
    K.PERSON: "SELECT to_jsonb(t) FROM participants t WHERE t.person_id = :id",
    K.NIK: IDENTITY,
    K.FAMILY_CARD: IDENTITY,
    K.GROUP: GROUP,
    K.GROUP_END: GROUP,
    K.ACCOUNT: "SELECT to_jsonb(t) FROM group_accounts t"
    " WHERE t.group_id = :id AND t.ended_at IS NULL AND t.verified_at IS NOT NULL",
    K.SUPPLIER: "SELECT to_jsonb(t) FROM suppliers t WHERE t.id = :id",
    K.SUPPLIER_OWNER: OWNER,
    K.SUPPLIER_ACCOUNT: "SELECT to_jsonb(t) FROM suppliers t WHERE t.id = :id AND t.owner_id IS NOT NULL",
}
LOCKED = " FOR NO KEY UPDATE"


def writing(table: str, key: str, columns: tuple[str, ...]) -> TextClause:
    """What `after` names is taken over, every other column stays."""
    names, theirs = ", ".join(columns), ", ".join(f"r.{name}" for name in columns)
    return text(
        f"UPDATE {table} t SET ({names}) = (SELECT {theirs} FROM jsonb_populate_record(t, CAST(:after AS jsonb)) r),"  # noqa: S608
        f" version = version + 1 WHERE t.{key} = :id"
    )


NEW_NIK = (
    "WITH seen AS (UPDATE participants SET version = version + 1 WHERE person_id = :id) UPDATE identities"
    " SET nik_index = :index, nik_sealed = :sealed, nik_last4 = CAST(:after AS jsonb) ->> 'nik_last4' WHERE id = :id"
)
NEW_SUPPLIER_ACCOUNT = (
    "UPDATE suppliers SET bank = r.bank, account_holder = r.account_holder, account_last4 = r.account_last4,"
    " account_index = :index, account_sealed = :sealed, version = version + 1 FROM jsonb_to_record(CAST(:after AS jsonb))"
    " AS r(bank text, account_holder text, account_last4 text) WHERE id = :id"
)
NEW_CARD = (
    "WITH seen AS (UPDATE participants SET version = version + 1 WHERE person_id = :id) UPDATE identities"
    " SET family_index = :index, family_last4 = CAST(:after AS jsonb) ->> 'family_last4' WHERE id = :id"
)
WRITE: dict[K, TextClause] = {
    K.PERSON: writing("participants", "person_id", COLUMNS[K.PERSON]),
    K.NIK: text(NEW_NIK),
    K.FAMILY_CARD: text(NEW_CARD),
    K.GROUP: writing("groups", "id", COLUMNS[K.GROUP]),
    K.GROUP_END: writing("groups", "id", COLUMNS[K.GROUP_END]),
    K.SUPPLIER: writing("suppliers", "id", COLUMNS[K.SUPPLIER]),
    K.SUPPLIER_OWNER: writing("suppliers", "id", COLUMNS[K.SUPPLIER_OWNER]),
    K.SUPPLIER_ACCOUNT: text(NEW_SUPPLIER_ACCOUNT),
}
END_ACCOUNT = text(
    "UPDATE group_accounts SET ended_at = bimtek_now(), version = version + 1"
    " WHERE group_id = :id AND ended_at IS NULL"
)
NEW_ACCOUNT = text(
    "INSERT INTO group_accounts (group_id, district_code, bank, holder, number_sealed, number_index, number_last4,"
    " recorded_by) SELECT :id, :district, r.bank, r.holder, :sealed, :index, r.number_last4, :maker"
    " FROM jsonb_to_record(CAST(:after AS jsonb)) AS r(bank text, holder text, number_last4 text)"
)

TAKEN: dict[K, TextClause] = {
    K.NIK: text("SELECT EXISTS (SELECT FROM identities WHERE nik_index = :index AND id <> :id)"),
    K.SUPPLIER: text("SELECT EXISTS (SELECT FROM suppliers WHERE nib = :nib AND id <> :id)"),
}
# Its own cases, and those whose machines were handed to it. Cases that are over bind a group to nothing any more.
BUSY = text(
    "SELECT EXISTS (SELECT FROM applications a WHERE (a.group_id = :id OR EXISTS (SELECT FROM assets s"
    " WHERE s.application_id = a.id AND s.group_id = :id)) AND a.status NOT IN ('discarded', 'lapsed', 'ineligible',"
    " 'withdrawn', 'not_selected', 'rejected', 'approval_cancelled', 'decree_revoked', 'closed', 'recalled'))"
)
SERVES = text(
    "SELECT EXISTS (SELECT FROM officers o JOIN identities i ON i.id = o.person_id WHERE :id IN (i.id, i.same_as))"
    " OR EXISTS (SELECT FROM case_duties d WHERE d.human_id = :id AND d.duty_group <> 'applicant')"
)
ACTS_FOR = text("SELECT acts_for(:maker, :decider, :since)")
IS_HERS = text("""
SELECT EXISTS (
    SELECT FROM (
        SELECT CAST(:person AS uuid) AS whose
        UNION SELECT m.person_id FROM group_members m WHERE m.group_id = :group AND m.valid_to IS NULL
        UNION SELECT unnest(CAST(:owners AS uuid[]))) AS people
    WHERE is_hand_of(whose, :officer, coalesce(CAST(:since AS timestamptz), bimtek_now())))
""")
