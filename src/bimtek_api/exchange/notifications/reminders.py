"""What is said before a day is over: once for each thing and day, from eight in the morning of its district on."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import SYSTEM
from bimtek_api.events.recorder import Entry, record_all

# Kind, whose day it is, case, district, day, and what the message names: the day, or the instant of the district.
DUE = text(
    """
    WITH here AS (
        SELECT r.code, date(c.clock) AS today, z.name AS zone FROM regions r
        JOIN (VALUES ('WIB', 'Asia/Jakarta'), ('WITA', 'Asia/Makassar'), ('WIT', 'Asia/Jayapura')) AS z(short, name)
            ON z.short = r.zone
        CROSS JOIN LATERAL (SELECT bimtek_now() AT TIME ZONE z.name AS clock) AS c
        WHERE r.level = 2 AND extract(hour FROM c.clock) >= 8
    ), due (kind, subject_id, case_id, district, due_on, until) AS (
        SELECT 'application.call_closing', a.id, a.id, a.district_code, date(c.closes_at AT TIME ZONE h.zone),
               c.closes_at::text
        FROM applications a JOIN calls c ON c.id = a.call_id JOIN here h ON h.code = a.district_code
        WHERE a.status = 'draft' AND c.closes_at > bimtek_now() AND c.closes_at < bimtek_now() + interval '3 days'
        UNION ALL
        SELECT 'application.return_closing', a.id, a.id, a.district_code, l.due_on, l.due_on::text
        FROM applications a JOIN here h ON h.code = a.district_code
        CROSS JOIN LATERAL (SELECT max(due_on) AS due_on FROM case_returns x WHERE x.application_id = a.id) AS l
        WHERE a.status = 'returned' AND h.today BETWEEN l.due_on - 2 AND l.due_on
        UNION ALL
        SELECT 'application.appeal_closing', a.id, a.id, a.district_code, date(e.at + interval '14 days'),
               (e.at + interval '14 days')::text
        FROM applications a JOIN here h ON h.code = a.district_code
        CROSS JOIN LATERAL (SELECT max(x.at) AS at FROM events x WHERE x.subject_kind = 'application'
                            AND x.subject_id = a.id AND x.after = a.status) AS e
        WHERE a.status IN ('rejected', 'ineligible', 'not_selected')
          AND bimtek_now() BETWEEN e.at + interval '11 days' AND e.at + interval '14 days'
          AND NOT EXISTS (SELECT FROM case_appeals p WHERE p.application_id = a.id AND p.created_at >= e.at)
        UNION ALL
        SELECT CASE WHEN h.today > f.due_on THEN 'funds_report.overdue' ELSE 'funds_report.due_soon' END, f.id,
               f.application_id, f.district_code, f.due_on, f.due_on::text
        FROM funds_reports f JOIN here h ON h.code = f.district_code
        WHERE f.status IN ('due', 'returned') AND h.today >= f.due_on - 7
        UNION ALL
        SELECT CASE WHEN h.today > r.due_on THEN 'report.overdue' ELSE 'report.due_soon' END, r.id,
               r.application_id, r.district_code, r.due_on, r.due_on::text
        FROM accountability_reports r JOIN here h ON h.code = r.district_code
        WHERE r.status IN ('due', 'returned') AND h.today >= r.due_on - 14
        UNION ALL
        SELECT 'visit.due_soon', v.id, v.application_id, v.district_code, v.due_on, v.due_on::text
        FROM monitoring_visits v JOIN here h ON h.code = v.district_code
        WHERE v.status = 'due' AND h.today BETWEEN v.opens_on AND v.due_on
    ), fresh AS (
        INSERT INTO reminders (kind, subject_id, due_on) SELECT kind, subject_id, due_on FROM due
        ON CONFLICT DO NOTHING RETURNING kind, subject_id, due_on
    )
    SELECT d.* FROM due d JOIN fresh f USING (kind, subject_id, due_on) ORDER BY d.kind, d.case_id
    """
)


async def remind(db: AsyncSession) -> int:
    """Notes what is due soon or overdue, each once for its day; who listens tells the group. Returns how many."""
    due = (await db.execute(DUE)).all()
    entries = [Entry(row.kind, ("application", row.case_id), row.district, data={"until": row.until}) for row in due]
    await record_all(db, SYSTEM, entries)
    return len(due)
