"""The one row of a human being, by her national id."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault

# The row stays locked, so that two who name the same person wait for each other.
FIND_OR_MAKE = text(
    "INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES (:given, :sealed, :last4)"
    " ON CONFLICT (nik_index) DO UPDATE SET nik_last4 = excluded.nik_last4 RETURNING id"
)

OTHER_ROWS = text(
    "SELECT i.id FROM identities i JOIN (SELECT coalesce(same_as, id) AS human FROM identities WHERE id = :row) h"
    " ON i.id = h.human OR i.same_as = h.human WHERE i.id <> :row"
)


async def other_rows(db: AsyncSession, row: UUID) -> frozenset[UUID]:
    """What else stands for the same human: an account used before her number was known, and her earlier row."""
    return frozenset((await db.execute(OTHER_ROWS, {"row": row})).scalars())


async def of_nik(db: AsyncSession, vault: Vault, nik: str) -> UUID:
    """Whoever has this national id; a new row for whom nobody knew."""
    facts = {"given": vault.blind_index(nik), "sealed": vault.seal(nik), "last4": nik[-4:]}
    return (await db.execute(FIND_OR_MAKE, facts)).scalar_one()
