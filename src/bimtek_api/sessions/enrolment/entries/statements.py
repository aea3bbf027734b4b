"""The hot path's SQL: few statements, the seat's row locked last and briefly."""

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

# Consents in force, as a receipt shows them.
AGREED = """
            SELECT json_agg(json_build_object('purpose', k.purpose, 'given_at', k.given_at, 'channel', k.channel,
                                              'notice_version', k.notice_version) ORDER BY k.id)
              FROM consents k JOIN registrations o ON o.id = k.registration_id
             WHERE k.withdrawn_at IS NULL AND ({whose})"""

# Whether an officer has sent her registration back, so that she knows it is being looked at.
CORRECTED = """
    SELECT count(*) > 0 FROM events y
     WHERE y.subject_kind = 'registration' AND y.subject_id = r.id AND y.name = 'registration.corrected'"""

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

# The seat of a session without shares, in one conditional update: it takes the counter's lock and judges under it.
# The queue number is drawn there too: that is "the order". Nobody who comes later gets a seat while somebody waits.
ONE_COUNTER = """
    seat AS (
        UPDATE seat_counters SET
            taken = taken + (taken < size AND waiting = 0)::int,
            waiting = waiting + (NOT (taken < size AND waiting = 0))::int,
            queue_last = queue_last + (NOT (taken < size AND waiting = 0))::int
        WHERE session_id = :session_id AND kind = 'room'
        RETURNING new.taken > old.taken AS seated, new.queue_last AS queue_no, new.waiting, new.taken
    )"""

# The same where several counters must all have room. They are locked and the queue is served already, so whoever
# still waits could not take this seat.
TYPED = {"sex": "CAST(:sex AS text)", "home": "CAST(:district AS text)", "groups": "CAST(:groups AS text[])"}
STORED = {"sex": "r.sex", "home": "r.home_district_code", "groups": "r.groups"}
FULL = """
    SELECT FROM seat_counters f WHERE f.session_id = {session} AND f.taken >= f.size
       AND (f.released_at IS NULL OR f.released_at > bimtek_now())
       AND takes_from(f.kind, f.value, {sex}, {home}, {groups})"""
SHARED_SEAT = """
    able AS (SELECT NOT EXISTS ({full}) AS yes),
    moved AS (
        UPDATE seat_counters c SET
            taken = c.taken + able.yes::int,
            waiting = c.waiting + (NOT able.yes)::int,
            queue_last = c.queue_last + (NOT able.yes)::int
        FROM able
        WHERE c.session_id = :session_id
          AND (c.kind = 'room' OR able.yes AND takes_from(c.kind, c.value, {sex}, {home}, {groups}))
        RETURNING c.kind, able.yes AS seated, new.queue_last AS queue_no, new.waiting, new.taken
    ), seat AS (SELECT * FROM moved WHERE kind = 'room')"""
MANY_COUNTERS = SHARED_SEAT.format(full=FULL.format(session=":session_id", **TYPED), **TYPED)

# A place beyond every quota, or one that an officer looks at before it holds a seat: it counts nowhere.
NO_COUNTER = """
    seat AS (
        SELECT true AS seated, CAST(NULL AS int) AS queue_no, waiting, taken
        FROM seat_counters WHERE session_id = :session_id AND kind = 'room'
    )"""

# Registration, receipt and idempotency key in the same statement as the seat.
ENTER = """
    WITH {seat}, registration AS (
        INSERT INTO registrations (
            number, session_id, person_id, district_code, status, queue_no, channel, nik_index, nik_sealed, nik_last4, name,
            phone, email, birth_date, sex, home_district_code, subdistrict_code, village_code, business_name, trade,
            kbli, kbli_version, equipment_needs, equipment_note, notice_version, warnings, groups, priority, extra,
            late_reason, replaces, language, form_version, answers, files_due, hold_until,
            delegation_id)
        SELECT :number, :session_id, :person_id, :session_district, CASE WHEN seated THEN :seated_status ELSE 'waitlisted' END,
               CASE WHEN seated THEN NULL ELSE queue_no END, :channel, :nik_index, :nik_sealed, :nik_last4, :name,
               :phone, :email, :birth_date, :sex, :district, :subdistrict, :village, :business_name, :trade,
               :kbli, :kbli_version, :equipment_needs, :equipment_note, :notice_version, :warnings, :groups, :priority,
               :extra, :late_reason, :replaces, :language, :form_version, :answers, :files_due,
               CASE WHEN seated THEN CAST(:hold_until AS timestamptz) END, CAST(:delegation_id AS uuid)
        FROM seat
        RETURNING id, status, queue_no, created_at
    ), agreed AS (
        INSERT INTO consents (registration_id, purpose, notice_version, channel, given_at)
        SELECT id, unnest(CAST(:consents AS text[])), :notice_version, :channel, created_at FROM registration
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
# A place in the queue whatever is free: people who come together wait together.
QUEUE_ONLY = """
    seat AS (
        UPDATE seat_counters SET waiting = waiting + 1, queue_last = queue_last + 1
        WHERE session_id = :session_id AND kind = 'room'
        RETURNING false AS seated, queue_last AS queue_no, waiting, taken
    )"""
TAKE, TAKE_SHARED, TAKE_EXTRA, HOLD_BACK, WAIT = (
    text(ENTER.format(seat=seat)).bindparams(bindparam("answers", type_=JSONB))
    for seat in (ONE_COUNTER, MANY_COUNTERS, NO_COUNTER, NO_COUNTER, QUEUE_ONLY)
)

REPEAT = text(
    "INSERT INTO receipts (number, registration_id, name) VALUES (:number, :registration_id, :name) RETURNING id"
)

NUMBER = text(
    "SELECT r.number FROM receipts t JOIN registrations r ON r.id = t.registration_id WHERE t.id = CAST(:id AS uuid)"
)

LOCK = text("SELECT id FROM seat_counters WHERE session_id = :session_id ORDER BY id FOR NO KEY UPDATE")
# Whoever is first in the order and could take a seat now. A full share makes others pass; the receipt says so.
NEXT_SERVABLE = text(
    f"""
    SELECT r.id FROM registrations r
    WHERE r.session_id = :session_id AND r.status = 'waitlisted'
      AND NOT EXISTS ({FULL.format(session="r.session_id", **STORED)})
      AND (r.delegation_id IS NULL OR NOT r.delegation_id = ANY (CAST(:skipped AS uuid[])))
      AND (CAST(:only AS uuid) IS NULL OR r.id = :only)
    ORDER BY r.priority, r.queue_no LIMIT 1
    """  # noqa: S608 - fragments of our own
)
LOCK_MANY = text(
    "SELECT c.id FROM seat_counters c WHERE c.session_id IN"
    " (SELECT r.session_id FROM registrations r WHERE r.id = ANY(:ids)) ORDER BY c.id FOR NO KEY UPDATE"
)

# Whether a number is anybody's, asked alone: reading all that a receipt shows takes a time that would tell it.
KEYHOLE = text("SELECT id, generation FROM receipts WHERE number = :number")
BORN = text(
    """
    SELECT t.id FROM (SELECT 1) AS one LEFT JOIN receipts t ON t.number = :number
      LEFT JOIN registrations r ON r.id = t.registration_id WHERE r.birth_date = :birth_date
    """
)

# Everything a receipt shows, in one round trip.
RECEIPT = text(
    f"""
    SELECT t.id AS receipt_id, t.number, r.number AS first_number, t.generation, t.name, t.created_at AS submitted_at, r.id AS registration_id,
           r.status, r.nik_last4, r.phone, r.birth_date, r.hold_until, r.offers, r.rejoined, r.return_fields,
           r.version, r.email, r.person_id, r.pass_generation, r.answers, r.files_due,
           (SELECT o.questions FROM session_forms o
             WHERE o.session_id = r.session_id AND o.version = r.form_version) AS questions,
           (SELECT json_object_agg(o.key, o.uploaded_at) FROM registration_files o
             WHERE o.registration_id = r.id) AS uploads, r.created_at AS registered_at, r.session_id,
           s.number AS session_number, s.title, s.trade, s.audience, s.status AS session_status, s.venue,
           s.address, s.map_url, s.zone, s.starts_on, s.ends_on, s.moderated, s.opens_at, s.closes_at,
           s.district_code, s.status_reason, d.name AS district_name, c.size, c.taken, c.waiting, bimtek_now() AS now,
           CASE WHEN r.status = 'waitlisted' THEN
               (SELECT count(*) FROM registrations q
                 WHERE q.session_id = r.session_id AND q.status = 'waitlisted'
                   AND (q.priority, q.queue_no) <= (r.priority, r.queue_no))
           END AS position,
           CASE WHEN r.status = 'waitlisted' THEN
               (SELECT json_agg(json_build_object('kind', f.kind, 'value', f.value, 'name',
                               (SELECT g.name FROM regions g WHERE g.code = f.value)) ORDER BY f.kind <> 'room', f.kind, f.value)
                  FROM seat_counters f WHERE f.session_id = r.session_id AND f.taken >= f.size
                   AND (f.released_at IS NULL OR f.released_at > bimtek_now())
                   AND takes_from(f.kind, f.value, r.sex, r.home_district_code, r.groups))
           END AS full_counters,
           CASE WHEN r.status = 'waitlisted' AND r.delegation_id IS NOT NULL THEN
               (SELECT count(*) FROM registrations g
                 WHERE g.delegation_id = r.delegation_id AND g.status = 'waitlisted')
           END AS together,
           (SELECT json_agg(json_build_object('id', m.id, 'date', m.date, 'starts_at', to_char(m.starts_at, 'HH24:MI'),
                            'ends_at', to_char(m.ends_at, 'HH24:MI')) ORDER BY m.date)
              FROM meeting_days m WHERE m.session_id = s.id) AS days,
           (SELECT json_agg(json_build_object('name', e.name, 'at', e.at, 'by', e.actor_kind,
                                             'reason', e.reason) ORDER BY e.position)
              FROM events e WHERE e.subject_kind = 'registration' AND e.subject_id = r.id) AS events,
           ({AGREED.format(whose="o.id = r.id OR o.person_id = r.person_id")}) AS consents,
           EXISTS (SELECT FROM evaluations v WHERE v.registration_id = r.id) AS evaluated,
           ({CORRECTED}) AS corrected,
           (SELECT json_build_object('number', f.number, 'code', f.code, 'issued_at', f.issued_at)
              FROM certificates f WHERE f.registration_id = r.id AND f.revoked_at IS NULL) AS certificate
    FROM receipts t
    JOIN registrations r ON r.id = t.registration_id
    JOIN sessions s ON s.id = r.session_id
    JOIN regions d ON d.code = s.district_code
    JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE t.number = :number OR t.id = :id
    """  # noqa: S608 - fragments of our own
)
