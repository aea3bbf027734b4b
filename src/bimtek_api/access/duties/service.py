"""Taking a duty in a case."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import alike
from bimtek_api.access.duties.errors import (
    BoundByDeputation,
    ConflictNotDeclared,
    DutyHeld,
    IdentityUnconfirmed,
    MemberBoundByDeputation,
    PaperUnread,
)
from bimtek_api.access.duties.models import APPLICANT

# A duty is written once and never changed. Whoever holds one already gets no second row; the next question sees
# which it is, also when another transaction wrote it a moment ago. Two rows of one human are one.
TAKE = text(
    "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free)"
    " SELECT :case_id, person, :duty_group, :free FROM ("
    "   SELECT DISTINCT ON (human(person)) person FROM unnest(CAST(:persons AS uuid[])) AS person"
    "   ORDER BY human(person), person) AS people"
    " WHERE NOT EXISTS (SELECT FROM case_duties c WHERE c.case_id = :case_id AND c.human_id = human(person))"
    " ORDER BY person ON CONFLICT DO NOTHING"
)
# Whose national id is not known, or rests too long on her own word, and of whom each row is.
HUMANS = text(
    "SELECT p.id, h.id AS human, h.nik_index IS NOT NULL AS known, paper_overdue(p.id) AS overdue FROM identities p"
    " JOIN identities h ON h.id = coalesce(p.same_as, p.id) WHERE p.id = ANY(:persons)"
)
HELD = text(
    "SELECT i.id, c.duty_group FROM case_duties c"
    " JOIN identities i ON i.id = c.human_id OR i.same_as = c.human_id WHERE c.case_id = :case_id"
)


BOUND = text("""
SELECT c.duty_group FROM case_duties c, unnest(CAST(:persons AS uuid[])) AS person
WHERE c.case_id = :case_id AND c.person_id <> person AND one_hand(c.person_id, c.taken_at, person, bimtek_now())
""")


async def held(db: AsyncSession, case_id: UUID) -> dict[UUID, str]:
    """Who holds which duty in the case, by each row that stands for her."""
    return dict((await db.execute(HELD, {"case_id": case_id})).all())


async def humans(db: AsyncSession, persons: Iterable[UUID]) -> Sequence[Row]:
    """Of each row: the human it stands for, and whether she is known."""
    return (await db.execute(HUMANS, {"persons": list(persons)})).all()


async def is_known(db: AsyncSession, person_id: UUID) -> bool:
    """Whether her identity is confirmed: her own national id is on file."""
    return all(row.known for row in await humans(db, [person_id]))


def excludes(bound: Iterable[str], duty_group: str) -> bool:
    """Whether duties of the one she acts for exclude this one: every other duty, and a second vote."""
    return any(each != duty_group or each.startswith("approve") for each in bound)


async def bound(db: AsyncSession, case_id: UUID, persons: list[UUID]) -> list[str]:
    """Duties in the case of those who count as one with these people: principals and all their deputies."""
    return list((await db.execute(BOUND, {"case_id": case_id, "persons": persons})).scalars())


async def take(
    db: AsyncSession, case_id: UUID, persons: Iterable[UUID], duty_group: str, *, free: bool = True
) -> None:
    """Writes the duty for each person; refuses all when one is not known or holds another duty in the case."""
    if not free:
        raise ConflictNotDeclared
    wanted = sorted(set(persons))
    people = await humans(db, wanted)
    if not all(row.known for row in people):
        raise IdentityUnconfirmed
    if any(row.overdue for row in people):
        raise PaperUnread
    await alike.expect_unlike(db, case_id, wanted)
    if excludes(await bound(db, case_id, wanted), duty_group):
        raise MemberBoundByDeputation if duty_group == APPLICANT else BoundByDeputation
    facts = {"case_id": case_id, "persons": wanted, "duty_group": duty_group, "free": free}
    await db.execute(TAKE, facts)
    holders = await held(db, case_id)
    if others := [person for person in wanted if holders.get(person) != duty_group]:
        raise DutyHeld(holders.get(others[0]))
