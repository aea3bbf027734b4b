"""SQL of the room as a whole: how full it is, what the clock has to do, and what the counters should be."""

from sqlalchemy import text

from bimtek_api.sessions.enrolment.entries.statements import FULL, STORED

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
