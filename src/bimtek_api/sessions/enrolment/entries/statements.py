"""The hot path's SQL: few statements, the seat's row locked last and briefly."""

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from bimtek_api.sessions.enrolment.seats.statements import FULL, TYPED

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
