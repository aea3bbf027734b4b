"""house.md 5b: every wall of the database has a name and a sentence a person reads, in one table."""

import re

import pytest
from fastapi import Request
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.constraints import lookup as constraints
from bimtek_api.core.constraints import tables
from bimtek_api.core.problems import overtaken

RAISED = re.compile(r"RAISE EXCEPTION\s+'((?:[^']|'')*)'", re.IGNORECASE)
ENUMERATION = re.compile(r"= ANY \(|IS NOT DISTINCT FROM|^CHECK \(\(\(?\w+\)?::text = '")
OF_OTHERS = ("procrastinate", "alembic")
NO_PERSON_READS = frozenset({"Bimtek needs PostgreSQL 18 or newer: it draws its ids with uuidv7()"})


async def test_every_check_that_is_no_enumeration_has_its_sentence(db: AsyncSession) -> None:
    rows = await db.execute(
        text(
            "SELECT conname, conrelid::regclass::text AS of, pg_get_constraintdef(oid) AS said FROM pg_constraint"
            " WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY 1"
        )
    )
    checks = [row for row in rows if not row.of.startswith(OF_OTHERS)]
    assert len(checks) > 250
    assert [row.conname for row in checks if not row.conname.startswith("ck_")] == []
    silent = [row for row in checks if constraints.by_name("ck", row.conname) is None]
    assert [(row.conname, row.said) for row in silent if not ENUMERATION.search(row.said)] == []


async def test_every_constraint_has_a_name_that_says_what_it_holds(db: AsyncSession) -> None:
    """Unique ones and references answer by their kind, and by their name where more can be said."""
    rows = await db.execute(
        text(
            "SELECT conname, conrelid::regclass::text AS of FROM pg_constraint"
            " WHERE contype IN ('u', 'f', 'x') AND connamespace = 'public'::regnamespace"
        )
    )
    named = [row for row in rows if not row.of.startswith(OF_OTHERS)]
    assert len(named) > 400
    assert [row.conname for row in named if not re.match(r"(uq|fk|ex)_|.*_(key|fkey|excl|check)$", row.conname)] == []


async def test_every_exception_of_a_trigger_has_its_sentence(db: AsyncSession) -> None:
    sources = await db.execute(
        text(
            "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND proname NOT LIKE 'procrastinate%' AND prokind = 'f'"
        )
    )
    said = {each.replace("''", "'") for source in sources.scalars() for each in RAISED.findall(source)}
    assert len(said) > 100
    unknown = said - {words for _, words, _ in constraints.SAID} - NO_PERSON_READS
    assert sorted(unknown) == []


async def test_a_wall_answers_with_its_rule_and_sentence(db: AsyncSession) -> None:
    """What passed the service's own check beside another request is told which rule stood in the way."""
    with pytest.raises(IntegrityError) as refused:
        await db.execute(text("INSERT INTO holidays (day, name) VALUES ('2027-01-01', 'a'), ('2027-01-01', 'b')"))
    answer = overtaken(Request({"type": "http"}), constraints.refused_by(refused.value.orig))
    assert b'"rule":"uq_holidays_day"' in answer.body.replace(b" ", b"")
    assert b'"code":"overtaken"' in answer.body.replace(b" ", b"")


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("no seat is free", "no_seat_is_free"),
        ("role of officers changes by a change request only", "of_changes_by_a_change_request_only"),
        ("one hand", "one_hand"),
        ("something nobody wrote down", None),
    ],
)
def test_a_trigger_is_known_by_its_words(message: str, rule: str | None) -> None:
    found = constraints.of_trigger(message)
    assert (found.name if found else None) == rule


def test_whether_somebody_is_on_file_is_told_to_nobody() -> None:
    assert {
        "uq_registrations_contact",
        "uq_registrations_person",
        "uq_identities_nik_index",
    } <= tables.QUIET
