"""What an event means for a group, in days, numbers and places as they are at that moment. No name of a person."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.shapes import Json
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.grants.cases.appeals.service import DAYS

RETURNED = (
    "SELECT fields, due_on AS until FROM case_returns WHERE application_id = :case ORDER BY number DESC LIMIT 1"
)
DECREED = """
SELECT d.number AS decree, d.dated FROM decree_lines l JOIN decrees d ON d.id = l.decree_id
WHERE l.application_id = :case ORDER BY l.ended_at IS NULL DESC, l.id DESC LIMIT 1
"""
FUNDS = "SELECT due_on AS until FROM funds_reports WHERE application_id = :case ORDER BY created_at DESC LIMIT 1"
REPORT = "SELECT due_on AS until FROM accountability_reports WHERE application_id = :case"
DEMANDED = """
SELECT due_on AS until, letter_number AS letter, amount_rupiah AS amount FROM refund_demands
WHERE application_id = :case AND status = 'approved' ORDER BY decided_at DESC LIMIT 1
"""
HANDED = (
    "SELECT number AS paper, handed_at AS day, place FROM handovers WHERE application_id = :case AND number = :after"
)
ORDERED = """
SELECT o.due_on AS until,
       string_agg(format('%s %s %s', l.quantity, a.unit, a.name), ', ' ORDER BY a.position) AS items
FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN application_lines a ON a.id = l.application_line_id
WHERE o.id = :subject AND l.application_id = :case GROUP BY o.due_on
"""
SENT = """
SELECT d.number AS paper, d.to_place AS place, string_agg(DISTINCT a.name, ', ') AS items
FROM dispatches d JOIN dispatch_units x ON x.dispatch_id = d.id JOIN stock_units u ON u.id = x.unit_id
JOIN application_lines a ON a.id = u.for_line_id
WHERE d.id = :subject AND a.application_id = :case GROUP BY d.number, d.to_place
"""
MACHINE = "SELECT name AS items, title_letter AS letter FROM assets WHERE id = :subject"
MET = "SELECT starts_at AS moment, place, bring FROM case_appointments WHERE id = CAST(:appointment AS uuid)"
FACTS = {
    K.CASE_RETURNED: RETURNED, K.CASE_RETURN_CLOSING: RETURNED, K.CASE_DECREED: DECREED, K.MONEY_PAID: FUNDS,
    K.FUNDS_REPORT_RETURNED: FUNDS, K.REPORT_RETURNED: REPORT, K.REFUND_ASKED: DEMANDED, K.HANDOVER_DONE: HANDED,
    K.GOODS_EXPECTED: ORDERED, K.GOODS_ON_THE_WAY: SENT, K.GOODS_ARRIVED: SENT, K.ASSET_RECALLED: MACHINE,
    K.TITLE_TRANSFERRED: MACHINE, K.VISIT_PLANNED: MET, K.HANDOVER_PLANNED: MET, K.APPOINTMENT_CANCELLED: MET,
}  # fmt: skip
OBJECTABLE = (K.CASE_INELIGIBLE, K.CASE_NOT_SELECTED, K.CASE_REJECTED)
NUMBERED = (K.PIECES_REFUSED, K.DISPUTE_RECEIVED, K.DISPUTE_UPHELD, K.DISPUTE_DISMISSED)  # minutes, in `after`
SAID = ("tranche", "amount", "letter", "until", "pieces")  # what the event itself says


async def facts_of(db: AsyncSession, event: Event, kind: K, case_id: UUID) -> Json:
    facts = {name: event.data[name] for name in SAID if event.data.get(name) is not None}
    if kind in FACTS:
        asked = {"case": case_id, "subject": event.subject_id, "after": event.after,
                 "appointment": event.data.get("appointment")}  # fmt: skip
        row = (
            await db.execute(text(FACTS[kind]), {key: asked[key] for key in asked if f":{key}" in FACTS[kind]})
        ).first()
        facts |= dict(row._mapping) if row else {}
    if kind in OBJECTABLE:
        facts["until"] = event.at + DAYS
    if kind in NUMBERED:
        facts["paper"] = event.after
    if kind in (K.HANDOVER_MISSED, K.HANDOVER_REFUSED) and event.after:
        facts["next"] = event.after
    return {name: plain(value) for name, value in facts.items() if value is not None}


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
