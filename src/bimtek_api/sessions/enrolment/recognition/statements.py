"""SQL that finds or makes the person behind a registration, and what is known of her."""

from sqlalchemy import text

from bimtek_api.sessions.enrolment.entries.statements import AGREED
from bimtek_api.sessions.enrolment.registrations.models import OCCUPIED, UNIQUE_STATES

BUSY = ", ".join(f"'{state}'" for state in OCCUPIED)
UNIQUE = ", ".join(f"'{state}'" for state in UNIQUE_STATES)

# The identity row is locked by the upsert, so two registrations of one person wait for each other. It may be there
# without a participant: officers and owners of suppliers are humans, too.
PERSON = text(
    """
    WITH person AS (
        INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES (:nik_index, :nik_sealed, :nik_last4)
        ON CONFLICT (nik_index) DO UPDATE SET nik_last4 = excluded.nik_last4
        RETURNING id
    ), participant AS (
        INSERT INTO participants (person_id, name, phone, email, birth_date, sex, district_code, subdistrict_code,
                                  village_code, business_name, trade, kbli, kbli_version, demo)
        SELECT id, :name, :phone, :email, :birth_date, :sex, :district, :subdistrict, :village, :business_name,
               :trade, :kbli, :kbli_version, :demo
        FROM person WHERE NOT EXISTS (SELECT FROM participants p WHERE p.person_id = person.id)
        ON CONFLICT (person_id) DO NOTHING
        RETURNING person_id
    )
    SELECT id, EXISTS (SELECT FROM participant) AS made,
           EXISTS (SELECT FROM officers o JOIN identities i ON i.id = o.person_id
                   WHERE person.id IN (i.id, i.same_as))
                     OR EXISTS (SELECT FROM officers o WHERE mail_key(o.email) = mail_key(:email)) AS staff
    FROM person
    """
)

# Read after the lock above, so that what a concurrent request of the same person did is seen.
KNOWN = text(
    f"""
    SELECT p.phone = :phone AS same_phone,
           name_key(p.name) = name_key(:name) AND p.birth_date = :birth_date AS same_human,
           (SELECT r.id FROM registrations r
             WHERE r.session_id = :session_id AND r.person_id = :person_id AND r.status IN ({UNIQUE})) AS of_person,
           (SELECT r.id FROM registrations r
             WHERE r.session_id = :session_id AND r.nik_index = :nik_index AND r.phone = :phone
               AND name_key(r.name) = name_key(:name) AND r.birth_date = :birth_date
               AND r.status IN ({UNIQUE})) AS exact,
           ({AGREED.format(whose="o.person_id = :person_id")}) AS agreed,
           (SELECT count(*) FROM registrations n WHERE n.person_id = :person_id AND n.status = 'no_show'
               AND n.created_at > bimtek_now() - interval '12 months') AS missed,
           EXISTS (SELECT FROM registrations o JOIN sessions t ON t.id = o.session_id, sessions s
             WHERE o.person_id = :person_id AND s.id = :session_id AND t.id <> s.id AND o.status IN ({BUSY})
               AND t.starts_on <= s.ends_on AND t.ends_on >= s.starts_on) AS overlapping_session,
           EXISTS (SELECT FROM registrations o JOIN sessions t ON t.id = o.session_id
                                               JOIN sessions s ON s.trade = t.trade
             WHERE o.person_id = :person_id AND s.id = :session_id AND o.status = 'completed'
               AND t.ends_on > s.starts_on - interval '24 months') AS repeated_course,
           EXISTS (SELECT FROM registrations o WHERE o.person_id = :person_id
               AND o.status IN ('attending', 'completed', 'not_completed')) AS attended
    FROM (SELECT CAST(:person_id AS uuid) AS id) AS one LEFT JOIN participants p ON p.person_id = one.id
    """  # noqa: S608 - status values of our own
)
