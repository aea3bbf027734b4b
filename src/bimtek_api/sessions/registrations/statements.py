"""The hot path's SQL: few statements, the seat's row locked last and briefly."""

from sqlalchemy import text

from bimtek_api.sessions.registrations.models import UNIQUE_STATES

UNIQUE = ", ".join(f"'{state}'" for state in UNIQUE_STATES)

# What registering must know of the session and of the place of domicile, without locks.
CONTEXT = text(
    """
    SELECT s.id, s.number, s.title, s.trade, s.audience, s.status, s.venue, s.address, s.map_url, s.zone, s.starts_on,
           s.ends_on, s.moderated, s.opens_at, s.closes_at, s.district_code, d.name AS district_name, s.demo,
           c.size, c.taken, c.waiting, bimtek_now() AS now,
           (SELECT json_agg(json_build_object('id', m.id, 'date', m.date, 'starts_at', to_char(m.starts_at, 'HH24:MI'),
                            'ends_at', to_char(m.ends_at, 'HH24:MI')) ORDER BY m.date)
              FROM meeting_days m WHERE m.session_id = s.id) AS days,
           (SELECT p.code FROM regions p WHERE p.code = :district AND p.level = 2) AS home_district,
           (SELECT k.parent_code FROM regions k WHERE k.code = :subdistrict AND k.level = 3) AS subdistrict_parent,
           (SELECT v.parent_code FROM regions v WHERE v.code = :village AND v.level = 4) AS village_parent
    FROM sessions s
    JOIN regions d ON d.code = s.district_code
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE s.id = :session_id AND s.status IN ('published', 'in_progress', 'completed')
    """
)

# The identity row is locked by the upsert, so two registrations of one person wait for each other.
PERSON = text(
    """
    WITH person AS (
        INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES (:nik_index, :nik_sealed, :nik_last4)
        ON CONFLICT (nik_index) DO UPDATE SET nik_last4 = excluded.nik_last4
        RETURNING id, old.id IS NULL AS made
    ), participant AS (
        INSERT INTO participants (person_id, name, phone, email, birth_date, sex, district_code, subdistrict_code,
                                  village_code, business_name, trade, kbli, kbli_version, demo)
        SELECT id, :name, :phone, :email, :birth_date, :sex, :district, :subdistrict, :village, :business_name,
               :trade, :kbli, :kbli_version, :demo
        FROM person WHERE made
    )
    SELECT id, made FROM person
    """
)

# Read after the lock above, so that what a concurrent request of the same person did is seen.
KNOWN = text(
    f"""
    SELECT p.phone,
           (SELECT r.id FROM registrations r
             WHERE r.session_id = :session_id AND r.person_id = :person_id AND r.status IN ({UNIQUE})) AS of_person,
           (SELECT r.id FROM registrations r
             WHERE r.session_id = :session_id AND r.nik_index = :nik_index AND r.phone = :phone
               AND r.status IN ({UNIQUE})) AS of_contact
    FROM (SELECT CAST(:person_id AS uuid) AS id) AS one LEFT JOIN participants p ON p.person_id = one.id
    """  # noqa: S608 - status values of our own
)

# Seat or place in the queue, registration, receipt and idempotency key in one statement. The conditional
# update takes the counter's lock; the queue number is drawn under it: that is "the order". Nobody who comes
# later gets a seat while somebody waits.
TAKE = text(
    """
    WITH seat AS (
        UPDATE seat_counters SET
            taken = taken + (taken < size AND waiting = 0)::int,
            waiting = waiting + (NOT (taken < size AND waiting = 0))::int,
            queue_last = queue_last + (NOT (taken < size AND waiting = 0))::int
        WHERE session_id = :session_id AND kind = 'room'
        RETURNING new.taken > old.taken AS seated, new.queue_last AS queue_no, new.waiting, new.taken
    ), registration AS (
        INSERT INTO registrations (
            number, session_id, person_id, district_code, status, queue_no, channel, nik_index, nik_sealed, nik_last4, name,
            phone, email, birth_date, sex, home_district_code, subdistrict_code, village_code, business_name, trade,
            kbli, kbli_version, equipment_needs, equipment_note, notice_version, warnings)
        SELECT :number, :session_id, :person_id, :session_district, CASE WHEN seated THEN :seated_status ELSE 'waitlisted' END,
               CASE WHEN seated THEN NULL ELSE queue_no END, :channel, :nik_index, :nik_sealed, :nik_last4, :name,
               :phone, :email, :birth_date, :sex, :district, :subdistrict, :village, :business_name, :trade,
               :kbli, :kbli_version, :equipment_needs, :equipment_note, :notice_version, :warnings
        FROM seat
        RETURNING id, status, queue_no, created_at
    ), receipt AS (
        INSERT INTO receipts (number, registration_id, name, created_at)
        SELECT :number, id, :name, created_at FROM registration
        RETURNING id, registration_id
    ), settled AS (
        UPDATE idempotency_keys k SET resource_id = receipt.id FROM receipt
        WHERE k.caller = :caller AND k.key = :key
    )
    SELECT registration.id, registration.status, registration.queue_no, registration.created_at,
           receipt.id AS receipt_id, seat.waiting, seat.taken
    FROM registration, receipt, seat
    """
)

REPEAT = text(
    "INSERT INTO receipts (number, registration_id, name) VALUES (:number, :registration_id, :name) RETURNING id"
)

FREE = text(
    "UPDATE seat_counters SET taken = taken - 1 WHERE session_id = :session_id AND kind = 'room' RETURNING size - taken"
)
LEAVE_QUEUE = text("UPDATE seat_counters SET waiting = waiting - 1 WHERE session_id = :session_id AND kind = 'room'")
SEAT_FROM_QUEUE = text(
    "UPDATE seat_counters SET taken = taken + 1, waiting = waiting - 1"
    " WHERE session_id = :session_id AND kind = 'room' AND taken < size RETURNING taken"
)
LOCK = text(
    "SELECT size - taken AS free, waiting FROM seat_counters"
    " WHERE session_id = :session_id ORDER BY id FOR NO KEY UPDATE"
)
LOCK_MANY = text(
    "SELECT c.id FROM seat_counters c WHERE c.session_id IN"
    " (SELECT r.session_id FROM registrations r WHERE r.id = ANY(:ids)) ORDER BY c.id FOR NO KEY UPDATE"
)

# Everything a receipt shows, in one round trip.
RECEIPT = text(
    """
    SELECT t.id AS receipt_id, t.number, t.generation, t.name, t.created_at AS submitted_at, r.id AS registration_id,
           r.status, r.nik_last4, r.phone, r.birth_date, r.created_at AS registered_at, r.session_id,
           s.id, s.number AS session_number, s.title, s.trade, s.audience, s.status AS session_status, s.venue,
           s.address, s.map_url, s.zone, s.starts_on, s.ends_on, s.moderated, s.opens_at, s.closes_at,
           s.district_code, d.name AS district_name, c.size, c.taken, c.waiting, bimtek_now() AS now,
           CASE WHEN r.status = 'waitlisted' THEN
               (SELECT count(*) FROM registrations q
                 WHERE q.session_id = r.session_id AND q.status = 'waitlisted' AND q.queue_no <= r.queue_no)
           END AS position,
           (SELECT json_agg(json_build_object('id', m.id, 'date', m.date, 'starts_at', to_char(m.starts_at, 'HH24:MI'),
                            'ends_at', to_char(m.ends_at, 'HH24:MI')) ORDER BY m.date)
              FROM meeting_days m WHERE m.session_id = s.id) AS days,
           (SELECT json_agg(json_build_object('name', e.name, 'at', e.at) ORDER BY e.position)
              FROM events e WHERE e.subject_kind = 'registration' AND e.subject_id = r.id) AS events,
           (SELECT json_build_object('number', f.number, 'code', f.code, 'issued_at', f.issued_at)
              FROM certificates f WHERE f.registration_id = r.id AND f.revoked_at IS NULL) AS certificate
    FROM receipts t
    JOIN registrations r ON r.id = t.registration_id
    JOIN sessions s ON s.id = r.session_id
    JOIN regions d ON d.code = s.district_code
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE t.number = :number OR t.id = :id
    """
)
