"""Who in a case shares e-mail, phone, bank account or family card with somebody else in it, and is another human.

The database compares (`case_look_alikes`): numbers are seen there whole, here only that they are equal.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties.errors import LookAlike, PayeeInCase, SameHuman, SellerInCase
from bimtek_api.core.errors import Refusal
from bimtek_api.core.i18n import N_, translate

SELF = "self"
MARKS = {
    "phone": N_("nomor ponsel"), "email": N_("surel"), "account": N_("nomor rekening"),
    "family": N_("kartu keluarga"),
}  # fmt: skip
# Pairs one of these belongs to, without those somebody has looked at and cleared.
PAIRS = text("""
SELECT p.one_kind, p.one_id, p.other_kind, p.other_id, p.mark
FROM case_look_alikes(:case_id, :comers, :seller) p
WHERE (p.one_id = ANY(:whose) OR p.other_id = ANY(:whose)) AND NOT EXISTS (
    SELECT FROM look_alikes l WHERE l.application_id = :case_id AND l.cleared
    AND l.one_id = p.one_id AND l.other_id = p.other_id AND l.mark = p.mark)
ORDER BY p.mark, p.one_id, p.other_id
""")
# She, and whose hand she would be now: what keeps a principal out keeps out her deputy.
HUMANS = text("""
SELECT human(each) FROM unnest(CAST(:persons AS uuid[])) AS each
UNION SELECT p FROM unnest(CAST(:persons AS uuid[])) AS each
CROSS JOIN LATERAL principals_of(each, bimtek_now()) AS p
""")


async def pairs(
    db: AsyncSession, case_id: UUID, comers: Iterable[UUID], seller: UUID | None = None
) -> Sequence[Row]:  # fmt: skip
    """What the comers and the seller share with others of the case, as if they were in it."""
    whose = list((await db.execute(HUMANS, {"persons": list(comers)})).scalars())
    facts = {"case_id": case_id, "comers": whose, "seller": seller, "whose": [*whose, *([seller] if seller else [])]}
    return (await db.execute(PAIRS, facts)).all()


def refusal(found: Sequence[Row]) -> Refusal | None:
    """One human in two parts is refused for good; a shared mark until another officer has looked."""
    if any(each.mark == SELF for each in found):
        return SameHuman()
    if found:
        return LookAlike(marks=named(found))
    return None


def named(found: Sequence[Row]) -> str:
    return ", ".join(translate(MARKS[mark]) for mark in sorted({each.mark for each in found}))


async def expect_unlike(db: AsyncSession, case_id: UUID, comers: Iterable[UUID]) -> None:
    if no := refusal(await pairs(db, case_id, comers)):
        raise no


async def expect_other_payee(db: AsyncSession, case_id: UUID, seller: UUID) -> None:
    """Before anything is paid: the owner may be another one since it was ordered."""
    found = await pairs(db, case_id, [], seller)
    if any(each.mark == SELF for each in found):
        raise PayeeInCase
    if found:
        raise LookAlike(marks=named(found))


async def expect_other_seller(db: AsyncSession, case_id: UUID, seller: UUID) -> None:
    """Before anything is ordered from her for this case."""
    found = await pairs(db, case_id, [], seller)
    if any(each.mark == SELF for each in found):
        raise SellerInCase
    if found:
        raise LookAlike(marks=named(found))
