"""SQL of the seats: the lock, who is next, how full it is, what the clock has to do, and what the counters should be."""

from sqlalchemy import text

# Whether a full counter stands before somebody: as she has typed it, or as her registration has it.
TYPED = {"sex": "CAST(:sex AS text)", "home": "CAST(:district AS text)", "groups": "CAST(:groups AS text[])"}
STORED = {"sex": "r.sex", "home": "r.home_district_code", "groups": "r.groups"}
FULL = """
    SELECT FROM seat_counters f WHERE f.session_id = {session} AND f.taken >= f.size
       AND (f.released_at IS NULL OR f.released_at > bimtek_now())
       AND takes_from(f.kind, f.value, {sex}, {home}, {groups})"""
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

ROOM = text(
    """
    SELECT s.id AS session_id, s.status, s.moderated, s.offer_hours, s.opens_at, s.closes_at,
           c.size - c.taken AS free, c.waiting, bimtek_now() AS now,
           (SELECT count(*) FROM registrations r WHERE r.session_id = s.id AND r.status IN ('offered', 'returned')
               AND r.hold_until <= bimtek_now()) AS expired
    FROM sessions s JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room' WHERE s.id = :session_id
    """
)
COUNT = text(
    """
    UPDATE seat_counters c SET
        taken = c.taken + takes_from(c.kind, c.value, r.sex, r.home_district_code, r.groups)::int * :seats,
        waiting = c.waiting + (c.kind = 'room')::int * :queue
    FROM registrations r
    WHERE r.id = :id AND c.session_id = :session_id
      AND (c.kind = 'room' OR takes_from(c.kind, c.value, r.sex, r.home_district_code, r.groups))
    """
)
NEXT_IN_QUEUE = text(
    "UPDATE seat_counters SET queue_last = queue_last + 1 WHERE session_id = :session_id AND kind = 'room'"
    " RETURNING queue_last"
)
# Where the clock has something to do: a hold is over, or a seat is free while somebody waits.
DUE = text(
    """
    SELECT session_id FROM registrations WHERE status IN ('offered', 'returned') AND hold_until <= bimtek_now()
    UNION
    SELECT s.id FROM sessions s JOIN seat_counters c ON c.session_id = s.id AND c.kind = 'room'
    WHERE s.status = 'published' AND s.opens_at <= bimtek_now() AND s.closes_at > bimtek_now()
      AND c.waiting > 0 AND c.taken < c.size
    """
)
# Whether every counter has room for one registration. The room is locked.
FITS = text(
    f"SELECT NOT EXISTS ({FULL.format(session='r.session_id', **STORED)}) FROM registrations r WHERE r.id = :id"  # noqa: S608
)
