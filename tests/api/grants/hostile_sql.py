"""What somebody with the application's role tries by SQL on a case in whatever state it is (integrity.md 2 to 6)."""

from contextlib import suppress
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bimtek_api.core.areas import EVERYWHERE, see
from tests.api.grants.town import Town

HANDOVER = (
    "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
    " handed_at, place, receiver_id, snapshot, snapshot_hash) SELECT 'X', 'XXXXXXXXXXXX', l.application_id,"
    " d.person_id, 'hand_over', l.id, '16.71', {at}, 'x', {receiver}, '{{}}', 'x' FROM decree_lines l"
    " JOIN case_duties d ON d.case_id = l.application_id AND d.duty_group = 'hand_over'"
    " WHERE l.application_id = :case"
)
ASKS = " FROM (SELECT (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date AS d) t"
# integrity.md 2, 4, 5 and 6: what the application's own role tries.
STATEMENTS = {
    "turn an applicant into an approver": "UPDATE case_duties SET duty_group = 'approve_1' WHERE case_id = :case",
    "forget a duty": "DELETE FROM case_duties WHERE case_id = :case",
    "release claims": "UPDATE aid_claims SET released = true WHERE application_id = :case AND NOT released",
    "forget claims": "DELETE FROM aid_claims WHERE application_id = :case",
    "claim for a stranger": "INSERT INTO aid_claims (person_id, programme_id, fiscal_year, application_id) SELECT"
    " :stranger, programme_id, fiscal_year, application_id FROM aid_claims WHERE application_id = :case LIMIT 1",
    "put a stranger among the people": "INSERT INTO case_members (application_id, number, person_id, role)"
    " SELECT :case, roster_of(:case), :stranger, 'member' WHERE roster_of(:case) IS NOT NULL",
    "make another chair": "UPDATE case_members SET role = 'chair' WHERE application_id = :case",
    "declare the vote over": "UPDATE approval_rounds SET outcome = 'passed', closed_at = bimtek_now()"
    " WHERE application_id = :case AND outcome IS NULL",
    "skip a stage": "UPDATE approval_rounds SET stage = stage + 1 WHERE application_id = :case AND outcome IS NULL",
    "vote again for another stage": "INSERT INTO votes (application_id, person_id, duty_group, round_id, stage,"
    " decision, snapshot_hash, principal_id) SELECT application_id, person_id, duty_group, round_id, stage + 1,"
    " decision, snapshot_hash, principal_id FROM votes WHERE application_id = :case",
    "turn a vote": "UPDATE votes SET decision = 'approve' WHERE application_id = :case",
    "raise a quantity asked for": "UPDATE application_lines SET requested = 99 WHERE application_id = :case",
    "lower a price": "UPDATE application_lines SET price_rupiah = 1 WHERE application_id = :case",
    "give the case to another group": "UPDATE applications SET group_id = :group WHERE id = :case",
    "set what was spent to nothing": "UPDATE decree_lines SET spent_rupiah = 0 WHERE application_id = :case",
    "raise what was promised": "UPDATE decree_lines SET amount_rupiah = 1 WHERE application_id = :case",
    "take somebody out of a decree": "UPDATE decree_lines SET ended_at = bimtek_now()"
    " WHERE application_id = :case AND ended_at IS NULL",
    "unbook": "DELETE FROM decree_bookings",
    "empty a budget": "UPDATE budget_nodes SET reserved = 0, spent = 0",
    "turn a series back": "UPDATE number_series SET last = 0",
    "rewrite history": "UPDATE events SET at = at - interval '1 day'",
    "forget history": "DELETE FROM events",
    "seal by hand": "INSERT INTO event_seals (position, event_id, hash) SELECT 9223372036854775807, id, 'x'"
    " FROM events LIMIT 1",
    "give oneself a role": "INSERT INTO role_assignments (officer_id, role, region_code, valid_from)"
    " SELECT :officer, 'approver', '16.71', d" + ASKS,
    "make an API key": "INSERT INTO api_keys (name, key_hash, scopes) VALUES ('x', 'x', '{}')",
    "begin a deputation in the past": "INSERT INTO deputations (principal_id, deputy_id, role, region_code,"
    " valid_from, valid_to, letter_number, letter_dated) SELECT :officer, :other, 'approver', '16.71', d - 1, d + 3,"
    " '1', d - 1" + ASKS,
    "have agreed long ago": "UPDATE deputations SET accepted_at = bimtek_now() - interval '90 days'",
    "hand over to a stranger": HANDOVER.format(at="bimtek_now()", receiver=":stranger"),
    "hand over before the decree": HANDOVER.format(at="l.created_at - interval '9 days'", receiver="("
    "SELECT person_id FROM case_members WHERE application_id = :case LIMIT 1)"),
    "date a handover back": "UPDATE handovers SET handed_at = handed_at - interval '1 year'",
    "exchange a national id": "UPDATE identities SET nik_index = 'x' WHERE id = :stranger",
    "be somebody else": "UPDATE identities SET same_as = :officer WHERE id = :other",
}  # fmt: skip
# Only while the decree holds the people: before, the group may change and the vote waits.
BOUND = {
    "change the group behind a decree": "UPDATE group_members SET valid_to = valid_from"
    " WHERE group_id = :group AND valid_to IS NULL",
    "join the group behind a decree": "INSERT INTO group_members (group_id, person_id, role, valid_from)"
    " VALUES (:group, :stranger, 'member', current_date)",
}


async def refused_by_sql(town: Town, name: str, statement: str, facts: dict[str, Any]) -> None:
    """The database says no, or there is no such row; what it does is taken back, and then it was an attack."""
    with suppress(DBAPIError):
        async with town.database.transaction() as db:
            await see(db, EVERYWHERE)
            touched = (await db.execute(text(statement + " RETURNING 1"), facts)).all()
            await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            assert touched == [], f"by SQL one can {name}"


async def attack_by_sql(town: Town, name: str, case_id: str) -> None:
    """One of STATEMENTS or BOUND."""
    status, _ = await town.free(case_id)
    if name in BOUND and status not in ("decreed", "partly_delivered"):
        return
    facts = await town.facts(case_id)
    await refused_by_sql(town, name, (STATEMENTS | BOUND)[name], facts)
