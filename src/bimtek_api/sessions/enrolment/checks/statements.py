"""What checking must know."""

from sqlalchemy import text

from bimtek_api.sessions.enrolment.consents.statements import AGREED
from bimtek_api.sessions.enrolment.registrations.models import OCCUPIED, UNIQUE_STATES

# What registering must know of the session and of the place of domicile, without locks.
CONTEXT = text(
    """
    SELECT s.id, s.number, s.title, s.trade, s.audience, s.status, s.venue, s.address, s.map_url, s.zone, s.starts_on,
           s.ends_on, s.moderated, s.offer_hours, s.opens_at, s.closes_at, s.district_code, s.programme_id, d.name AS district_name, s.demo,
           s.eligibility,
           s.status_reason, c.size, c.taken, c.waiting, bimtek_now() AS now, s.form_version,
           (SELECT f.questions FROM session_forms f WHERE f.session_id = s.id AND f.version = s.form_version) AS questions,
           EXISTS (SELECT FROM seat_counters o WHERE o.session_id = s.id AND o.kind <> 'room') AS shared,
           EXISTS (SELECT FROM registrations h WHERE h.session_id = s.id AND h.status IN ('offered', 'returned')
                   AND h.hold_until <= bimtek_now()) AS expired,
           (SELECT json_agg(json_build_object('id', m.id, 'date', m.date, 'starts_at', to_char(m.starts_at, 'HH24:MI'),
                            'ends_at', to_char(m.ends_at, 'HH24:MI')) ORDER BY m.date)
              FROM meeting_days m WHERE m.session_id = s.id) AS days,
           (SELECT p.code FROM regions p WHERE p.code = :district AND p.level = 2) AS home_district,
           (SELECT k.parent_code FROM regions k WHERE k.code = :subdistrict AND k.level = 3) AS subdistrict_parent,
           (SELECT v.parent_code FROM regions v WHERE v.code = :village AND v.level = 4) AS village_parent
    FROM sessions s
    JOIN regions d ON d.code = s.district_code
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE s.id = :session_id AND s.status IN ('published', 'paused', 'postponed', 'in_progress', 'completed')
    """
)


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
